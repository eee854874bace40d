using CeGen;

namespace Segmentation;

/// <summary>The loss of this sample: a declaration only, since the generator writes its body.</summary>
public static partial class Losses
{
    /// <summary>
    /// The mean cross entropy over the pixels that have a class. Logits are (N, C, height, width), targets (N, height, width), spatialSize is
    /// height times width; predictions, in the shape of the targets, receives the class of the largest logit. The overload with a last parameter
    /// <c>gradient</c> comes with it.
    /// </summary>
    [CrossEntropy(Classes = Region.Count, Layout = ClassLayout.ClassFirst, IgnoreIndex = Region.None, Reduction = Reduction.Mean)]
    public static partial float Pixels(ReadOnlySpan<float> logits, ReadOnlySpan<byte> targets, int spatialSize, Span<int> predictions);
}
