using System.Text.RegularExpressions;
using CeGen.Generator.Tests.Harness;
using CeGen.Testing;
using Microsoft.CodeAnalysis.CSharp;

namespace CeGen.Generator.Tests.Pages;

/// <summary>A page of <c>docs/diagnostics</c>, taken apart. All pages are written alike; one that is not cannot be read here.</summary>
/// <param name="Id">The id in its title.</param>
/// <param name="Title">The rest of its title.</param>
/// <param name="Severity">The word after <c>Severity:</c>.</param>
/// <param name="Diagnostic">The diagnostic as users see it.</param>
/// <param name="Cause">What stands before the examples.</param>
/// <param name="Wrong">The example that is reported.</param>
/// <param name="Right">The example that is not.</param>
/// <param name="Suppression">How to do without the diagnostic.</param>
internal sealed partial record RulePage(
    string Id, string Title, string Severity, string Diagnostic, string Cause, PageExample Wrong, PageExample Right, string Suppression)
{
    /// <summary>Where the pages are, from the root of the repository.</summary>
    public const string Folder = "docs/diagnostics";

    private static readonly string[] Sections = ["Wrong", "Right", "How to fix", "How to suppress"];

    /// <summary>The ids that have a page, by the names of the files.</summary>
    public static IReadOnlyList<string> Ids { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Repository.Root, Folder), "*.md")
            .Select(f => Path.GetFileNameWithoutExtension(f)!)
            .Where(n => n != "README")
            .Order(StringComparer.Ordinal),
    ];

    public static RulePage Read(string id)
    {
        string[] parts = File.ReadAllText(Path.Combine(Repository.Root, Folder, $"{id}.md")).Split("\n## ");
        Match head = Head().Match(parts[0]);
        Assert.True(head.Success, $"{id}.md does not begin as pages do.");
        Assert.Equal(Sections, parts[1..].Select(p => p.Split('\n')[0]));
        Assert.All(parts[1..], p => Assert.Contains(p.Split('\n').Skip(1), l => l.Length > 0));
        return new RulePage(
            head.Groups["id"].Value,
            head.Groups["title"].Value,
            head.Groups["severity"].Value,
            head.Groups["diagnostic"].Value,
            head.Groups["cause"].Value,
            PageExample.Read(parts[1]),
            PageExample.Read(parts[2]),
            parts[4]);
    }

    [GeneratedRegex("^# (?<id>[A-Z0-9]+): (?<title>[^\n]+)\n\nSeverity: (?<severity>[a-z]+)\n\n(?<cause>(?!```).+)\n\n```text\n(?<diagnostic>[^\n]+)\n```\n$", RegexOptions.Singleline)]
    private static partial Regex Head();
}

/// <summary>Code on a page.</summary>
/// <param name="Code">The code, with what the pages leave out.</param>
/// <param name="Language">The version of C# that the project file on the page asks for, if there is one.</param>
internal sealed partial record PageExample(string Code, LanguageVersion Language)
{
    private const string Usings = "using System;\nusing CeGen;\n";

    public static PageExample Read(string section)
    {
        LanguageVersion language = LanguageVersion.Default;
        Match project = Project().Match(section);
        Assert.True(!project.Success || LanguageVersionFacts.TryParse(project.Groups["version"].Value, out language));
        return new PageExample(Usings + Assert.Single(CodeBlock().Matches(section).Select(m => m.Groups["code"].Value)), language);
    }

    [GeneratedRegex("```csharp\n(?<code>.+?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("```xml\n<LangVersion>(?<version>.+)</LangVersion>\n```")]
    private static partial Regex Project();
}
