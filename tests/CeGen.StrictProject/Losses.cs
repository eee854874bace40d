using System;

namespace CeGen.StrictProject;

/// <summary>Losses of every strategy.</summary>
internal static partial class Losses
{
    /// <summary>Many classes.</summary>
    [CrossEntropy(Classes = 1000)]
    public static partial float Many(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

    [CrossEntropy(Classes = 10, Reduction = Reduction.None, LabelSmoothing = 0.1, IgnoreIndex = 255)]
    internal static partial void Few(ReadOnlySpan<double> logits, ReadOnlySpan<byte> targets, Span<double> losses);
}
