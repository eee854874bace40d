using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CeGen.Generator.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CeGen.Generator.Tests.Harness;

/// <summary>What generator, analyzer and compiler say of one declaration.</summary>
/// <param name="Source">The declaration.</param>
/// <param name="Refused">The ids of the compiler's own errors, without that of the missing body.</param>
/// <param name="Added">The compiler's errors and warnings that the generated code has brought.</param>
/// <param name="Reported">What the analyzer says.</param>
/// <param name="HasKernel">Whether there is a kernel, or a call of the dynamic one.</param>
internal sealed record Verdict(string Source, string[] Refused, string[] Added, Diagnostic[] Reported, bool HasKernel)
{
    public bool IsWrong => Reported.Any(d => d.Severity == DiagnosticSeverity.Error);

    public override string ToString() =>
        $"{Source}\n  refused: {string.Join(", ", Refused)}\n  added: {string.Join("\n    ", Added)}\n  reported: {string.Join("\n    ", Reported.Select(d => d.ToString()))}\n  kernel: {HasKernel}";
}

/// <summary>Many declarations in one compilation, each in a namespace and a file of its own.</summary>
internal static partial class DeclarationBatch
{
    private const string Usings = "using System; using System.Collections.Generic; using System.Numerics.Tensors; using System.Threading.Tasks; using CeGen;";

    public static async Task<Verdict[]> Run(IReadOnlyList<string> sources, LanguageVersion language = LanguageVersion.Default)
    {
        CSharpCompilation input = Generation.Compile(
            sources.Select((s, i) => ($"D{i}.cs", $"{Usings}\nnamespace D{i} {{\n{s}\n}}")), o => o.WithAllowUnsafe(true), language);
        Generation generation = Generation.Run(input, Generation.CreateDriver(input));
        Assert.All(generation.Result.Results, r => Assert.Null(r.Exception));
        ImmutableArray<Diagnostic> reported = await WithoutKernels(generation).WithAnalyzers([new CrossEntropyAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        Assert.DoesNotContain(reported, d => d.Id == "AD0001");

        ILookup<int, Diagnostic> before = input.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning && d.Id != "CS8795").ToLookup(Number);
        ILookup<int, Diagnostic> compiled = generation.Output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning).ToLookup(Number);
        ILookup<int, Diagnostic> analyzed = reported.ToLookup(Number);
        ILookup<int, string> generated = generation.Result.GeneratedTrees.Select(t => t.ToString()).ToLookup(NumberOf);
        return
        [
            .. sources.Select((source, i) =>
            {
                string[] own = [.. before[i].Select(d => d.Id).Distinct()];
                string[] refused = [.. before[i].Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id).Distinct()];
                return new Verdict(
                    source,
                    refused,
                    [.. compiled[i].Where(d => !own.Contains(d.Id) && IsAdded(d, refused.Length > 0)).Select(d => d.ToString())],
                    [.. analyzed[i].OrderBy(d => d.Location.SourceSpan.Start)],
                    generated[i].Any(text => text.Contains("global::CeGen.Runtime.", StringComparison.Ordinal)));
            }),
        ];
    }

    /// <summary>
    /// Whether a diagnostic that the declaration does not have by itself is there for what was generated. What it has by itself may come back in the
    /// generated half, which repeats its types and modifiers. Where the compiler refuses it, a missing body is no surprise, nor is a warning.
    /// </summary>
    private static bool IsAdded(Diagnostic diagnostic, bool isRefused) => diagnostic.Severity == DiagnosticSeverity.Error
        ? !(diagnostic.Id == "CS8795" && isRefused)
        : !isRefused && !diagnostic.Location.SourceTree!.FilePath.StartsWith('D');

    /// <summary>What the analyzer sees, without the bodies that take most of the time and that it does not look at.</summary>
    private static Compilation WithoutKernels(Generation generation) => generation.Result.GeneratedTrees.Aggregate(generation.Output, (compilation, tree) =>
    {
        string text = tree.ToString();
        int kernels = text.IndexOf("\nnamespace CeGen.Generated", StringComparison.Ordinal);
        return kernels < 0 ? compilation : compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text[..kernels], (CSharpParseOptions)tree.Options, tree.FilePath));
    });

    private static int Number(Diagnostic diagnostic) => diagnostic.Location.SourceTree is { } tree
        ? NumberOf(tree.ToString())
        : throw new InvalidOperationException($"Of no declaration: {diagnostic}");

    private static int NumberOf(string text) => int.Parse(Name().Match(text).Groups[1].Value);

    [GeneratedRegex(@"\bnamespace D(\d+)\b")]
    private static partial Regex Name();
}
