using CeGen.Generator.Testing;
using Microsoft.CodeAnalysis;

namespace CeGen.Conformance.Tests.Semantics;

/// <summary>Options that are refused: by an error of the build, and by the constructor.</summary>
public sealed class OptionRowTests
{
    private const string Indices = "ReadOnlySpan<float> logits, ReadOnlySpan<int> targets";

    [Fact]
    [SemanticsRow("no-classes")]
    public async Task No_classes()
    {
        await IsError("CrossEntropy(Classes = 0)", Indices);
        await IsError("CrossEntropy(Classes = -1)", Indices);
        Assert.Throws<ArgumentOutOfRangeException>(() => new CrossEntropyLoss(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CrossEntropyLoss(-1));
    }

    [Fact]
    [SemanticsRow("smoothing-out-of-range")]
    public async Task Smoothing_out_of_range()
    {
        foreach (double smoothing in new[] { -0.5, 1.5, double.NaN })
        {
            string text = double.IsNaN(smoothing) ? "double.NaN" : FormattableString.Invariant($"{smoothing}");
            await IsError($"CrossEntropy(Classes = 3, LabelSmoothing = {text})", Indices);
            Assert.Throws<ArgumentOutOfRangeException>(() => new CrossEntropyLoss(3, new CrossEntropyOptions { LabelSmoothing = smoothing }));
        }
    }

    [Fact]
    [SemanticsRow("weight-constant-out-of-range")]
    public async Task Weight_constant_out_of_range()
    {
        await IsError("CrossEntropy(Classes = 2, ClassWeights = new double[] { 1, -1 })", Indices);
        await IsError("CrossEntropy(Classes = 2, ClassWeights = new double[] { 1, double.NaN })", Indices);
        await IsError("CrossEntropy(Classes = 2, ClassWeights = new double[] { 1 })", Indices);
        foreach (double[] weights in new double[][] { [1, -1], [1, double.NaN], [1] })
        {
            Assert.ThrowsAny<ArgumentException>(() => new NegativeLogLikelihood(2, new NegativeLogLikelihoodOptions { Weights = weights }));
        }
    }

    [Fact]
    [SemanticsRow("focal-smoothed")]
    public async Task Focal_smoothed()
    {
        await IsError("CrossEntropy(Classes = 3, FocalGamma = 2, LabelSmoothing = 0.3)", Indices);
        Assert.Throws<ArgumentOutOfRangeException>(() => new CrossEntropyLoss(3, new CrossEntropyOptions { FocalGamma = 2, LabelSmoothing = 0.3 }));
    }

    [Fact]
    [SemanticsRow("focal-probabilities")]
    public async Task Focal_probabilities()
    {
        await IsError("CrossEntropy(Classes = 3, FocalGamma = 2)", "ReadOnlySpan<float> logits, ReadOnlySpan<float> targets");
        var loss = new CrossEntropyLoss(3, new CrossEntropyOptions { FocalGamma = 2 });
        Assert.Throws<InvalidOperationException>(() => loss.Forward<float>(new float[3], [1, 0, 0]));
        Assert.Throws<InvalidOperationException>(() => loss.Forward<double>(new double[3], [1, 0, 0]));
    }

    [Fact]
    [SemanticsRow("legacy-reduction")]
    public void Legacy_reduction()
    {
        bool?[] values = [null, true, false];
        foreach (bool? sizeAverage in values)
        {
            Assert.Equal(Reduction.None, Reductions.FromLegacy(sizeAverage, reduce: false));
            foreach (bool? reduce in new bool?[] { null, true })
            {
                Assert.Equal(sizeAverage == false ? Reduction.Sum : Reduction.Mean, Reductions.FromLegacy(sizeAverage, reduce));
            }
        }
    }

    private static async Task IsError(string attribute, string parameters)
    {
        Generation generation = Generation.Run($$"""
            using System; using CeGen;
            public static partial class Losses { [{{attribute}}] public static partial float Loss({{parameters}}); }
            """);
        Diagnostic diagnostic = Assert.Single(await generation.AnalyzerDiagnostics());
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
    }
}
