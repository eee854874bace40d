using CeGen;

namespace Mistakes;

/// <summary>Declarations that work, and are hardly what was meant.</summary>
public static partial class Doubts
{
    [CrossEntropy(Classes = 10, IgnoreIndex = 0)] // CEGEN050
    public static partial float IgnoredClass(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

    [CrossEntropy(Classes = 10, LabelSmoothing = 1)] // CEGEN051
    public static partial float AllSmooth(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

    [CrossEntropy(Classes = 1)] // CEGEN052
    public static partial float OneClass(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

    [BinaryCrossEntropy(Labels = 2, LabelWeights = new double[] { 0, 0 })] // CEGEN053
    public static partial float Weightless(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets);
}
