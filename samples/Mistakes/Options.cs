using CeGen;

namespace Mistakes;

/// <summary>Options of <c>[CrossEntropy]</c> outside their limits, or that do not go together.</summary>
public static partial class Options
{
    [CrossEntropy(LabelSmoothing = 0.1)] // CEGEN003
    public static partial float NoClasses(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

    [CrossEntropy(Classes = 0)] // CEGEN004
    public static partial float ZeroClasses(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

    [CrossEntropy(Classes = 10, LabelSmoothing = 1.5)] // CEGEN005
    public static partial float TooSmooth(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

    [CrossEntropy(Classes = 10, Reduction = (Reduction)3)] // CEGEN006
    public static partial float UnknownReduction(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

    [CrossEntropy(Classes = 10, AllIgnored = (AllIgnored)3)] // CEGEN015
    public static partial float UnknownAnswer(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

    [CrossEntropy(Classes = 3, ClassWeights = new[] { 0.5, 2 })] // CEGEN016
    public static partial float TwoWeights(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

    [CrossEntropy(Classes = 3, ClassWeights = new[] { 0.5, 1, -2 })] // CEGEN017
    public static partial float NegativeWeight(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

    [CrossEntropy(Classes = 10, FocalGamma = -2)] // CEGEN019
    public static partial float NegativeGamma(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

    [CrossEntropy(Classes = 10, FocalGamma = 2, LabelSmoothing = 0.1)] // CEGEN020
    public static partial float SmoothFocal(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

    [CrossEntropy(Classes = 10, Layout = (ClassLayout)2)] // CEGEN021
    public static partial float UnknownLayout(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

    [CrossEntropy(Classes = 10, IgnoreIndex = -1)] // CEGEN027
    public static partial float IgnoredProbabilities(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets);

    [CrossEntropy(Classes = 10, IgnoreIndex = -1)] // CEGEN029
    public static partial float NeverIgnored(ReadOnlySpan<float> logits, ReadOnlySpan<byte> targets);

    [CrossEntropy(Classes = 10, Reduction = Reduction.Sum, AllIgnored = AllIgnored.Zero)] // CEGEN030
    public static partial float WithoutEffect(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);
}
