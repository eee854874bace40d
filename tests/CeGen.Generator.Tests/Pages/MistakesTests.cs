using System.Text.RegularExpressions;
using CeGen.Generator.Rules;
using CeGen.Generator.Tests.Harness;
using CeGen.Testing;
using Microsoft.CodeAnalysis;

namespace CeGen.Generator.Tests.Pages;

/// <summary>The sample that breaks each rule once: a build of it prints what the comments in it say, and nothing else.</summary>
public sealed partial class MistakesTests
{
    private static string Folder => Path.Combine(Repository.Root, "samples", "Mistakes");

    [Fact]
    public void Each_rule_is_broken_once() =>
        Assert.Equal(Rule.All.Select(r => r.Id), Comments().Select(c => c.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void Nothing_builds_it_by_accident() =>
        Assert.DoesNotContain("Mistakes", File.ReadAllText(Path.Combine(Repository.Root, "CeGen.sln")), StringComparison.Ordinal);

    [Fact]
    public async Task A_build_prints_each_id_once_at_its_comment()
    {
        Build build = await Build.Run(Folder);
        string[] printed = [.. build.Log.Split('\n').Where(l => l.Contains(".cs(", StringComparison.Ordinal)).Select(Printed)];

        Assert.True(printed.Length > 0, build.Log);
        Assert.Equal(Comments().Select(c => $"{c.File}({c.Line}): {Word(c.Id)} {c.Id}").Order(StringComparer.Ordinal), printed.Order(StringComparer.Ordinal));
        Assert.NotEqual(0, build.ExitCode);
    }

    /// <summary>The comments that name an id, and where they are.</summary>
    private static IEnumerable<(string File, int Line, string Id)> Comments() =>
        from path in Directory.EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories)
        from line in File.ReadLines(path).Index()
        let comment = Comment().Match(line.Item)
        where comment.Success
        select (Path.GetFileName(path), line.Index + 1, comment.Groups["id"].Value);

    /// <summary>Where a printed diagnostic stands and what it is, if it leads to its page; the whole line if it does not.</summary>
    private static string Printed(string line) => Diagnostic().Match(line) is { Success: true } m
        ? $"{Path.GetFileName(m.Groups["path"].Value)}({m.Groups["line"].Value}): {m.Groups["severity"].Value} {m.Groups["id"].Value}"
        : line;

    /// <summary>The sample's .editorconfig makes warnings of information.</summary>
    private static string Word(string id) => Rule.All.Single(r => r.Id == id).Severity == DiagnosticSeverity.Error ? "error" : "warning";

    [GeneratedRegex("// (?<id>CEGEN[0-9]+)$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"^\s*(?<path>.+)\((?<line>\d+),\d+\): (?<severity>error|warning) (?<id>CEGEN\d+): .+ \(https://[^ ]+/docs/diagnostics/\k<id>\.md\) \[")]
    private static partial Regex Diagnostic();
}
