using System.Numerics;

namespace CustomTraining;

/// <summary>A generated loss of either type.</summary>
internal delegate T Loss<T>(
    ReadOnlySpan<T> logits, ReadOnlySpan<sbyte> targets, ReadOnlySpan<T> weights, T upstream, Span<T> gradient);

/// <summary>What is minimised: the weighted mean of the losses of a batch's labelled rows.</summary>
/// <param name="Mean">The loss with <c>Reduction.Mean</c>.</param>
/// <param name="Sum">The loss with <c>Reduction.Sum</c>.</param>
/// <param name="Weights">A weight per class.</param>
internal sealed record Objective<T>(Loss<T> Mean, Loss<T> Sum, T[] Weights)
    where T : struct, IFloatingPointIeee754<T>
{
    /// <summary>What <c>Reduction.Mean</c> divides by: the labelled rows' weights, which is their number where all weights are 1.</summary>
    public T Divisor(ReadOnlySpan<sbyte> targets)
    {
        T sum = T.Zero;
        foreach (sbyte target in targets)
        {
            sum += target == Losses.Unlabelled ? T.Zero : Weights[target];
        }

        return sum;
    }
}
