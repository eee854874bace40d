using CeGen;

namespace CustomTraining;

/// <summary>
/// The same loss in two reductions and two types. They declare what a step of training passes: class weights, which are known at run time
/// only, the gradient of what follows the loss, and where the gradient goes.
/// </summary>
public static partial class Losses
{
    /// <summary>The class of an image that nobody has labelled. It has neither loss nor gradient.</summary>
    public const int Unlabelled = -1;

    /// <summary>Divides by the weights of the labelled rows that it is given: right for a whole batch, and for that alone.</summary>
    [CrossEntropy(Classes = Digits.ClassCount, IgnoreIndex = Unlabelled)]
    public static partial float Mean(
        ReadOnlySpan<float> logits, ReadOnlySpan<sbyte> targets, ReadOnlySpan<float> weights, float upstream, Span<float> gradient);

    /// <summary>Divides by nothing: sums of parts of a batch add up to the sum of the batch.</summary>
    [CrossEntropy(Classes = Digits.ClassCount, IgnoreIndex = Unlabelled, Reduction = Reduction.Sum)]
    public static partial float Sum(
        ReadOnlySpan<float> logits, ReadOnlySpan<sbyte> targets, ReadOnlySpan<float> weights, float upstream, Span<float> gradient);

    /// <inheritdoc cref="Mean(ReadOnlySpan{float}, ReadOnlySpan{sbyte}, ReadOnlySpan{float}, float, Span{float})"/>
    [CrossEntropy(Classes = Digits.ClassCount, IgnoreIndex = Unlabelled)]
    public static partial double Mean(
        ReadOnlySpan<double> logits, ReadOnlySpan<sbyte> targets, ReadOnlySpan<double> weights, double upstream, Span<double> gradient);

    /// <inheritdoc cref="Sum(ReadOnlySpan{float}, ReadOnlySpan{sbyte}, ReadOnlySpan{float}, float, Span{float})"/>
    [CrossEntropy(Classes = Digits.ClassCount, IgnoreIndex = Unlabelled, Reduction = Reduction.Sum)]
    public static partial double Sum(
        ReadOnlySpan<double> logits, ReadOnlySpan<sbyte> targets, ReadOnlySpan<double> weights, double upstream, Span<double> gradient);
}
