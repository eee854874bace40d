namespace CeGen.Benchmarks;

/// <summary>The losses that are measured.</summary>
public static partial class Kernels
{
    [CrossEntropy(Classes = 2)]
    public static partial float Classes2(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

    [CrossEntropy(Classes = 3)]
    public static partial float Classes3(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

    [CrossEntropy(Classes = 5)]
    public static partial float Classes5(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

    [CrossEntropy(Classes = 10)]
    public static partial float Classes10(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

    [CrossEntropy(Classes = 10, LabelSmoothing = 0.1f)]
    public static partial float Smoothed10(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

    [CrossEntropy(Classes = 10, ClassWeights = new[] { 0.5, 1, 1.5, 2, 0.25, 1, 3, 0.75, 1.25, 1 })]
    public static partial float Weighted10(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

    [CrossEntropy(Classes = 16)]
    public static partial float Classes16(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

    [CrossEntropy(Classes = 27)]
    public static partial float Classes27(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

    [CrossEntropy(Classes = 32)]
    public static partial float Classes32(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

    [CrossEntropy(Classes = 1000)]
    public static partial float Classes1000(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

    [CrossEntropy(Classes = 1000, Parallel = true)]
    public static partial float Parallel1000(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

    [CrossEntropy(Classes = 1000, LabelSmoothing = 0.1f)]
    public static partial float Smoothed1000(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

    [CrossEntropy(Classes = 1000)]
    public static partial float Probabilities1000(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets);

    [CrossEntropy(Classes = 1000)]
    public static partial double Double1000(ReadOnlySpan<double> logits, ReadOnlySpan<int> targets);

    [CrossEntropy(Classes = 50_257)]
    public static partial float Vocabulary(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

    [CrossEntropy(Classes = 21, Layout = ClassLayout.ClassFirst)]
    public static partial float Pixels21(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, int spatialSize);

    [BinaryCrossEntropy(Labels = 80)]
    public static partial float Labels80(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets);
}
