using System.Collections.Immutable;
using CeGen.Generator.Analyzers;
using CeGen.Generator.Rules;
using CeGen.Generator.Tests.Harness;
using CeGen.Generator.Usage;
using CeGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CeGen.Generator.Tests.Pages;

/// <summary>The page of each rule says what the rule says, and its examples do what they are there for.</summary>
public sealed class RulePageTests
{
    public static TheoryData<string> Ids => [.. Rule.All.Select(r => r.Id)];

    [Fact]
    public void Every_rule_has_a_page_and_every_page_a_rule() => Assert.Equal(Rule.All.Select(r => r.Id), RulePage.Ids);

    [Fact]
    public void The_table_of_the_pages_is_the_rules()
    {
        IEnumerable<string> rows = File.ReadLines(Path.Combine(Repository.Root, RulePage.Folder, "README.md")).Where(l => l.StartsWith("| [", StringComparison.Ordinal));

        Assert.Equal(Rule.All.Select(r => $"| [{r.Id}]({r.Id}.md) | {Word(r.Severity)} | {r.Title} |"), rows);
    }

    [Fact]
    public void The_project_leads_to_the_pages() =>
        Assert.Contains($"({RulePage.Folder}/README.md)", File.ReadAllText(Path.Combine(Repository.Root, "README.md")), StringComparison.Ordinal);

    [Fact]
    public void Every_help_link_ends_in_a_page() => Assert.All(Descriptors.All, d =>
    {
        string path = $"{RulePage.Folder}/{d.Id}.md";
        Assert.EndsWith($"/{path}", d.HelpLinkUri, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Repository.Root, path)), path);
    });

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_has_the_title_and_the_severity_of_its_rule(string id)
    {
        var page = RulePage.Read(id);
        Rule rule = Rule.All.Single(r => r.Id == id);

        Assert.Equal((rule.Id, rule.Title, Word(rule.Severity)), (page.Id, page.Title, page.Severity));
        Assert.Contains($"```csharp\n#pragma warning disable {id}\n```", page.Suppression, StringComparison.Ordinal);
        Assert.Contains($"```ini\n[*.cs]\ndotnet_diagnostic.{id}.severity = none\n```", page.Suppression, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_wrong_example_is_reported_in_the_words_of_the_page(string id)
    {
        var page = RulePage.Read(id);
        Generation generation = Run(page.Wrong);

        Diagnostic diagnostic = Assert.Single(await Analyze(generation));
        Assert.Equal(page.Diagnostic, $"{Word(diagnostic.Severity)} {diagnostic.Id}: {diagnostic.GetMessage()}");
        Assert.Equal(id, diagnostic.Id);

        // What the compiler says besides stands on the page.
        Assert.All(generation.CompilerDiagnostics(), d => Assert.Contains(d.Id, page.Cause, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_right_example_is_silent(string id)
    {
        Generation generation = Run(RulePage.Read(id).Right);

        Assert.Empty(await Analyze(generation));
        Assert.Empty(generation.CompilerDiagnostics());
        Assert.NotEmpty(generation.Result.GeneratedTrees);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task What_a_page_says_of_its_suppression_comes_true(string id)
    {
        var page = RulePage.Read(id);
        Generation generation = Run(page.Wrong with { Code = $"#pragma warning disable {id}\n{page.Wrong.Code}" });

        Assert.Empty(await Analyze(generation));
        Assert.Equal(
            page.Suppression.Contains("the generated body throws an `InvalidOperationException`", StringComparison.Ordinal),
            generation.Result.GeneratedTrees.Any(t => t.ToString().Contains($"new global::System.InvalidOperationException(\"{id}: ", StringComparison.Ordinal)));
        Assert.Equal(page.Suppression.Contains("Nothing is generated", StringComparison.Ordinal), generation.Result.GeneratedTrees.IsEmpty && IsOfDeclarations(id));
    }

    private static Generation Run(PageExample example) => Generation.Run(example.Code, language: example.Language);

    /// <summary>What all analyzers of the product say, information included.</summary>
    private static Task<ImmutableArray<Diagnostic>> Analyze(Generation generation) =>
        generation.Output.WithAnalyzers([new CrossEntropyAnalyzer(), new UsageAnalyzer()]).GetAnalyzerDiagnosticsAsync();

    /// <summary>Calls of losses need no declaration beside them.</summary>
    private static bool IsOfDeclarations(string id) => Rule.Usage.All(r => r.Id != id);

    private static string Word(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "info",
    };
}
