using System;
using System.Numerics.Tensors;

namespace CeGen.StrictProject;

/// <summary>Losses of every strategy.</summary>
internal static partial class Losses
{
    /// <summary>Many classes.</summary>
    [CrossEntropy(Classes = 1000)]
    public static partial float Many(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

    [CrossEntropy(Classes = 10, Reduction = Reduction.None, LabelSmoothing = 0.1, IgnoreIndex = 255)]
    internal static partial void Few(ReadOnlySpan<double> logits, ReadOnlySpan<byte> targets, Span<double> losses);

    /// <summary>Pixels.</summary>
    [CrossEntropy(Classes = 21, Layout = ClassLayout.ClassFirst, ClassWeights = new double[] { 0.5, 1, 1, 1, 2, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1 }, LabelSmoothing = 0.1)]
    public static partial float Pixels(ReadOnlySpan<float> logits, ReadOnlySpan<byte> targets, int spatialSize);

    /// <summary>Probabilities of a teacher.</summary>
    [CrossEntropy(Classes = 100, Reduction = Reduction.Sum)]
    internal static partial double Distilled(
        ReadOnlyTensorSpan<double> logits, ReadOnlyTensorSpan<double> targets, ReadOnlySpan<double> weights, Span<double> logSumExp, Span<int> predictions);

    [CrossEntropy(Classes = 10, FocalGamma = 2)]
    internal static partial float Hard(float[] logits, int target);

    /// <summary>Labels of which any number may be true.</summary>
    [BinaryCrossEntropy(Labels = 20, FocalGamma = 2, FocalAlpha = 0.25)]
    public static partial float Tags(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets);

    [BinaryCrossEntropy(Labels = 3, Reduction = Reduction.None, FocalGamma = 0.5, LabelWeights = new double[] { 1, 2, 0.5 })]
    internal static partial void Parts(ReadOnlySpan<double> logits, double[] targets, ReadOnlySpan<double> positiveWeights, Span<double> losses);
}
