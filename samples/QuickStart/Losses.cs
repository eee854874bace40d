using CeGen;

namespace QuickStart;

/// <summary>
/// The losses of this sample. These two declarations are all there is to write: the generator adds their bodies, an overload of each with a
/// last parameter <c>gradient</c> (forward and backward in one pass), and <c>PlainBackward</c> and <c>SmoothedBackward</c>.
/// </summary>
public static partial class Losses
{
    /// <summary>The mean cross entropy of a batch.</summary>
    [CrossEntropy(Classes = Digits.ClassCount)]
    public static partial float Plain(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

    /// <summary>The same with a tenth of each target spread evenly over all classes.</summary>
    [CrossEntropy(Classes = Digits.ClassCount, LabelSmoothing = 0.1f)]
    public static partial float Smoothed(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);
}
