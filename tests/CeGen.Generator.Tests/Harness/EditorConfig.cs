using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CeGen.Generator.Tests.Harness;

/// <summary>The severities of an .editorconfig.</summary>
internal static class EditorConfig
{
    /// <summary>A compilation beside whose sources the file lies.</summary>
    public static CSharpCompilation Apply(CSharpCompilation compilation, string text)
    {
        var set = AnalyzerConfigSet.Create(new[] { AnalyzerConfig.Parse(text, "/.editorconfig") });
        return compilation.WithOptions(compilation.Options.WithSyntaxTreeOptionsProvider(new ConfiguredSeverities(set)));
    }

    /// <summary>What the compiler makes of .editorconfig.</summary>
    private sealed class ConfiguredSeverities(AnalyzerConfigSet set) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            set.GetOptionsForSourcePath("/" + tree.FilePath).TreeOptions.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = default;
            return false;
        }
    }
}
