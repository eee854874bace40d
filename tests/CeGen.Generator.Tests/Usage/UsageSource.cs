using System.Collections.Immutable;
using CeGen.Generator.Usage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CeGen.Generator.Tests.Usage;

/// <summary>A method that calls losses, and what the analyzer says of it. ⟦ and ⟧ stand around what a diagnostic is expected at.</summary>
internal static class UsageSource
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Numerics.Tensors;
        using CeGen;

        """;

    /// <summary>Losses of every kind, and a method with all that calls need; the statements of a test are its body.</summary>
    public const string Losses = Usings + """
        public static partial class Losses
        {
            [CrossEntropy(Classes = 10)] public static partial float Ten(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);
            [CrossEntropy(Classes = 10, IgnoreIndex = 255)] public static partial float Bytes(ReadOnlySpan<float> logits, ReadOnlySpan<byte> targets, Span<float> logSumExp);
            [CrossEntropy(Classes = 10)] public static partial float Unsigned(ReadOnlySpan<float> logits, ReadOnlySpan<ulong> targets);
            [CrossEntropy(Classes = 10, Reduction = Reduction.None)] public static partial void Rows(ReadOnlySpan<double> logits, ReadOnlySpan<long> targets, Span<double> losses);
            [CrossEntropy(Classes = 10)] public static partial float One(float[] logits, int target);
            [CrossEntropy(Classes = 10)] public static partial float Soft(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets);
            [CrossEntropy(Classes = 10)] public static partial float Tensors(ReadOnlyTensorSpan<float> logits, ReadOnlyTensorSpan<int> targets);
            [CrossEntropy(Classes = 10)] public static partial float Weighted(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, ReadOnlySpan<float> weights, Span<float> losses, Span<int> predictions);
            [CrossEntropy(Classes = 10, Layout = ClassLayout.ClassFirst)] public static partial float Pixels(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, int spatialSize);
            [CrossEntropy(Classes = 10)] public static partial float Extended(this ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);
            [BinaryCrossEntropy(Labels = 4)] public static partial float Tags(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets);
            [BinaryCrossEntropy(Labels = 4)] public static partial float Balanced(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, ReadOnlySpan<float> positiveWeights);
        }

        """;

    /// <summary>The losses and what was generated with them, compiled once: as a library that a project refers to.</summary>
    private static readonly Lazy<MetadataReference> Library = new(() =>
    {
        using var image = new MemoryStream();
        Assert.True(Generation.Run(Losses).Output.Emit(image).Success);
        return MetadataReference.CreateFromImage(image.ToArray());
    });

    private const string Start = """
        public class User
        {
            private float[] _scores = new float[20];
            private static readonly CrossEntropyLoss Shared = new(10, new CrossEntropyOptions { LabelSmoothing = 0.1 });
            private void Other() => _scores = new float[20];
            private static float[] Compute() => new float[20];
            private static void Fill(float[] x) => x[0] = 1;
            public float M(
                float[] logits, float[] other, int[] targets, float[] gradient, double[] doubles, byte[] bytes, float[] soft, Tensor<float> tensor, ReadOnlyTensorSpan<int> tensorTargets,
                CrossEntropyLoss dynamic, BinaryCrossEntropyLoss binary, NegativeLogLikelihood likelihood, bool flag, int n)
            {
                float loss = 0;

        """;

    private const string End = """

                return loss;
            }
        }
        """;

    /// <summary>The whole source of a test.</summary>
    public static string Of(string body) => Usings + Start + body + End;

    /// <summary>A project that calls the losses of the library.</summary>
    public static CSharpCompilation Compile(string source, LanguageVersion language = LanguageVersion.Default) =>
        Generation.Compile(source, language: language).AddReferences(Library.Value);

    /// <summary>The analyzer's diagnostics of an id in a body, which must be those at the marks.</summary>
    public static async Task<IReadOnlyList<Diagnostic>> Check(string id, string body)
    {
        string marked = Of(body);
        string source = marked.Replace("⟦", "").Replace("⟧", "");
        CSharpCompilation compilation = Compile(source);
        Assert.DoesNotContain(compilation.GetDiagnostics(), d => d.Severity == DiagnosticSeverity.Error);

        ImmutableArray<Diagnostic> all = await Analyze(compilation);
        Assert.DoesNotContain(all, d => d.Id == "AD0001");
        Diagnostic[] found = [.. all.Where(d => d.Id == id).OrderBy(d => d.Location.SourceSpan.Start)];
        Assert.Equal(Marks(marked).ToList(), found.Select(d => Text(d.Location) + "@" + d.Location.SourceSpan.Start).ToList());
        return found;
    }

    /// <summary>The text at a location.</summary>
    public static string Text(Location location) => location.SourceTree!.ToString().Substring(location.SourceSpan.Start, location.SourceSpan.Length);

    public static Task<ImmutableArray<Diagnostic>> Analyze(Compilation compilation) =>
        compilation.WithAnalyzers([new UsageAnalyzer()]).GetAnalyzerDiagnosticsAsync();

    /// <summary>The text between each pair of marks, and where it starts without them.</summary>
    private static IEnumerable<string> Marks(string marked)
    {
        int removed = 0;
        for (int start = marked.IndexOf('⟦', StringComparison.Ordinal); start >= 0; start = marked.IndexOf('⟦', start + 1))
        {
            int end = marked.IndexOf('⟧', start);
            yield return marked[(start + 1)..end] + "@" + (start - removed);
            removed += 2;
        }
    }
}
