using System.Collections.Immutable;
using CeGen.Generator.Analyzers;
using CeGen.Generator.Rules;
using CeGen.Generator.Tests.Harness;
using CeGen.Generator.Usage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CeGen.Generator.Tests.Pages;

/// <summary>Each rule's severity is the user's to choose: in .editorconfig, and in the project. (Pragmas are with the pages.)</summary>
public sealed class SeverityTests
{
    public static TheoryData<string> Ids => [.. Rule.All.Select(r => r.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task An_editorconfig_silences_a_rule(string id) => Assert.Empty(await Analyze(id, $"[*.cs]\ndotnet_diagnostic.{id}.severity = none"));

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task An_editorconfig_makes_more_or_less_of_a_rule(string id)
    {
        (string word, DiagnosticSeverity severity) = Rule.All.Single(r => r.Id == id).Severity == DiagnosticSeverity.Error
            ? ("warning", DiagnosticSeverity.Warning)
            : ("error", DiagnosticSeverity.Error);
        Diagnostic diagnostic = Assert.Single(await Analyze(id, $"[*.cs]\ndotnet_diagnostic.{id}.severity = {word}"));

        Assert.Equal((id, severity), (diagnostic.Id, diagnostic.Severity));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_NoWarn_silences_a_rule(string id) => Assert.Empty(await Analyze(id, "", o => o.WithSpecificDiagnosticOptions([new(id, ReportDiagnostic.Suppress)])));

    private static async Task<ImmutableArray<Diagnostic>> Analyze(string id, string editorConfig, Func<CSharpCompilationOptions, CSharpCompilationOptions>? options = null)
    {
        PageExample wrong = RulePage.Read(id).Wrong;
        Generation generation = Generation.Run(wrong.Code, options, wrong.Language);
        CSharpCompilation compilation = EditorConfig.Apply((CSharpCompilation)generation.Output, editorConfig);
        return await compilation.WithAnalyzers([new CrossEntropyAnalyzer(), new UsageAnalyzer()]).GetAnalyzerDiagnosticsAsync();
    }
}
