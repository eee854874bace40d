using CeGen;

namespace Mistakes;

/// <summary>Signatures that do not fit.</summary>
public static partial class Parameters
{
    [CrossEntropy(Classes = 10)]
    public static partial float Misspelt(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, Span<float> gradiant); // CEGEN007

    [CrossEntropy(Classes = 10)]
    public static partial float NoTargets(ReadOnlySpan<float> logits); // CEGEN008

    [CrossEntropy(Classes = 10)]
    public static partial float OfDecimals(ReadOnlySpan<decimal> logits, ReadOnlySpan<int> targets); // CEGEN009

    [CrossEntropy(Classes = 10)]
    public static partial float ByReference(in ReadOnlySpan<float> logits, ReadOnlySpan<int> targets); // CEGEN010

    [CrossEntropy(Classes = 10)]
    public static partial float Twice(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, int target); // CEGEN011

    [CrossEntropy(Classes = 10)]
    public static partial double OtherResult(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets); // CEGEN012

    [CrossEntropy(Classes = 10)]
    public static partial float NoGradient(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, float upstream); // CEGEN014

    [CrossEntropy(Classes = 2, ClassWeights = new[] { 0.5, 2 })]
    public static partial float WeightsTwice(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, ReadOnlySpan<float> weights); // CEGEN018

    [CrossEntropy(Classes = 10)]
    public static partial float NoPositions(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, int spatialSize); // CEGEN022

    [CrossEntropy(Classes = 1000)]
    public static partial float TooManyForBytes(ReadOnlySpan<float> logits, ReadOnlySpan<byte> targets); // CEGEN028

    [CrossEntropy(Classes = 10)]
    public static partial float ManyUpstream(
        ReadOnlySpan<float> logits,
        ReadOnlySpan<int> targets,
        ReadOnlySpan<float> upstream, // CEGEN031
        Span<float> gradient);

    [CrossEntropy(Classes = 10)]
    public static partial float TwoElementTypes(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, Span<double> gradient); // CEGEN032
}
