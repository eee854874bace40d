using System.Text.RegularExpressions;
using CeGen.Testing;

namespace CeGen.Generator.Tests.Documents;

/// <summary>The texts for users and contributors: those of the root, of <c>docs</c> and of the samples. (The pages of the diagnostics have tests of their own for their examples.)</summary>
internal static partial class DocumentFiles
{
    /// <summary>The paths from the root of the repository.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. Directory.EnumerateFiles(Repository.Root, "*.md")
            .Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .Concat(Directory.EnumerateDirectories(Path.Combine(Repository.Root, "samples")).SelectMany(f => Directory.EnumerateFiles(f, "*.md")))
            .Select(f => Path.GetRelativePath(Repository.Root, f).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    public static string Read(string document) => File.ReadAllText(Path.Combine(Repository.Root, document));

    /// <summary>The blocks of code in one language, <c>""</c> for those without one, which are commands.</summary>
    public static IEnumerable<string> Blocks(string document, string language) =>
        Block().Matches(Read(document)).Where(m => m.Groups["language"].Value == language).Select(m => m.Groups["code"].Value);

    [GeneratedRegex("^ *```(?<language>[a-z]*)\n(?<code>.*?)^ *```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Block();
}
