using CeGen;

namespace Imbalanced;

/// <summary>
/// One method per variant. The generator adds the bodies, and an overload of each with a last parameter <c>gradient</c>, which is the one
/// to train with.
/// </summary>
public static partial class Losses
{
    /// <summary>Every example counts alike, so that frequent classes count most.</summary>
    [CrossEntropy(Classes = Outcome.Count)]
    public static partial float Plain(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

    /// <summary>Every example counts as much as its class. The weights are known at run time only: they come from counts.</summary>
    [CrossEntropy(Classes = Outcome.Count)]
    public static partial float Weighted(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, ReadOnlySpan<float> weights);

    /// <summary>What the model is sure of counts little: each loss times (1 − p)².</summary>
    [CrossEntropy(Classes = Outcome.Count, FocalGamma = 2)]
    public static partial float Focal(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

    /// <summary>A tenth of each target is spread over all classes, so that the model does not become too sure.</summary>
    [CrossEntropy(Classes = Outcome.Count, LabelSmoothing = 0.1f)]
    public static partial float Smoothed(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

    /// <summary>Class weights and the focal factor together.</summary>
    [CrossEntropy(Classes = Outcome.Count, FocalGamma = 2)]
    public static partial float WeightedFocal(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, ReadOnlySpan<float> weights);

    /// <summary>For evaluation: a loss, log Σ exp and the arg max for each row, in one pass. It has no gradient.</summary>
    [CrossEntropy(Classes = Outcome.Count, Reduction = Reduction.None, GenerateBackward = false)]
    public static partial void Each(
        ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, Span<float> losses, Span<float> logSumExp, Span<int> predictions);
}
