using System.Text.RegularExpressions;
using CeGen.Testing;

namespace CeGen.Generator.Tests.Documents;

/// <summary>What the documents lead to is there: files, headings, projects.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Documents => [.. DocumentFiles.All];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_lead_somewhere(string document) => Assert.All(Link().Matches(DocumentFiles.Read(document)), match =>
    {
        string[] link = match.Groups["link"].Value.Split('#');
        string target = link[0].Length == 0 ? document : Path.GetRelativePath(Repository.Root, Path.Combine(Repository.Root, Path.GetDirectoryName(document)!, link[0]));
        Assert.True(Path.Exists(Path.Combine(Repository.Root, target)), match.Value);
        if (link.Length == 2)
        {
            Assert.Contains(link[1], Headings(DocumentFiles.Read(target)));
        }
    });

    [Theory]
    [MemberData(nameof(Documents))]
    public void Commands_name_projects_that_are_there(string document) =>
        Assert.All(Project().Matches(string.Concat(DocumentFiles.Blocks(document, ""))), match =>
            Assert.NotEmpty(Directory.GetFiles(Path.Combine(Repository.Root, match.Groups["folder"].Value), "*.csproj")));

    [Fact]
    public void There_are_documents_with_links_and_commands()
    {
        Assert.Contains("docs/architecture.md", DocumentFiles.All);
        Assert.True(Link().Count(DocumentFiles.Read("README.md")) > 20);
        Assert.True(Project().Count(string.Concat(DocumentFiles.Blocks("README.md", ""))) >= 3);
    }

    /// <summary>The anchors that a page of GitHub has: headings in lower case, without punctuation, hyphens for spaces.</summary>
    private static IEnumerable<string> Headings(string text) =>
        Heading().Matches(text).Select(m => NoAnchor().Replace(m.Groups["text"].Value.ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\((?!https?:)(?<link>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("--project (?<folder>(samples|tests|src)/[A-Za-z./]+)")]
    private static partial Regex Project();

    [GeneratedRegex("^#+ (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} -]")]
    private static partial Regex NoAnchor();
}
