using System.Numerics;

namespace CeGen.Runtime;

/// <summary>
/// The negative log likelihood over rows: the arguments are checked whole, then block after block of rows is computed and its losses are summed, in the
/// order of <see cref="LossDriver"/>.
/// </summary>
internal static class NegativeLogLikelihoodDriver
{
    private const string Input = "logProbabilities";

    public static T Run<T, TTarget>(
        int classes, Reduction reduction, long ignoreIndex, ReadOnlySpan<T> weights, scoped in LossArguments<T, TTarget> arguments)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, IBinaryInteger<TTarget>
    {
        int rows = CheckedRows(classes, reduction, in arguments);
        int counted = TargetScan.CountedRows(arguments.Targets, classes, ignoreIndex, arguments.IsUnbatched);

        double divisor = 1;
        if (reduction == Reduction.Mean)
        {
            divisor = weights.IsEmpty ? counted : SumOfWeights(arguments.Targets, ignoreIndex, weights);
        }

        // In double, which has room for a sum of weights that T has not.
        T scale = Scalar.From<T>(Scalar.ToDouble(arguments.Upstream) / divisor);
        Span<int> targets = stackalloc int[RowWeights.BlockRows];
        Span<T> ownLosses = stackalloc T[RowWeights.BlockRows];
        LossSum sum = default;
        for (int row = 0; row < rows; row += RowWeights.BlockRows)
        {
            int count = Math.Min(RowWeights.BlockRows, rows - row);
            Span<int> block = targets[..count];
            TargetBlock.Normalize(arguments.Targets.Slice(row, count), ignoreIndex, block);

            // The losses first: the gradient may be written over the log probabilities.
            Span<T> losses = arguments.HasLosses ? arguments.Losses.Slice(row, count) : ownLosses[..count];
            Losses(arguments.Logits.Slice(row * classes, count * classes), classes, block, weights, losses);
            sum.Add(LossSum.Block<T>(losses));

            if (arguments.HasGradient)
            {
                ReadOnlySpan<T> upstreams = arguments.HasUpstreams ? arguments.Upstreams.Slice(row, count) : default;
                Gradient(arguments.Gradient.Slice(row * classes, count * classes), classes, block, weights, scale, upstreams);
            }
        }

        return reduction == Reduction.None ? default : Scalar.From<T>(sum.Total / divisor);
    }

    /// <summary>−w_y·log p_y of each row. Taken from 0, so that a probability of 1 gives +0. What counts for nothing does so also at −∞ and NaN.</summary>
    private static void Losses<T>(ReadOnlySpan<T> logProbabilities, int classes, ReadOnlySpan<int> targets, ReadOnlySpan<T> weights, Span<T> losses)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int row = 0; row < targets.Length; row++)
        {
            int target = targets[row];
            T weight = target < 0 ? T.Zero : Weight(weights, target);
            losses[row] = weight == T.Zero ? T.Zero : T.Zero - weight * logProbabilities[row * classes + target];
        }
    }

    /// <summary>−w_y·scale at the target of each row, exact zeros elsewhere and in ignored rows.</summary>
    private static void Gradient<T>(
        Span<T> gradient, int classes, ReadOnlySpan<int> targets, ReadOnlySpan<T> weights, T scale, ReadOnlySpan<T> upstreams)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        gradient.Clear();
        for (int row = 0; row < targets.Length; row++)
        {
            int target = targets[row];
            if (target >= 0)
            {
                gradient[row * classes + target] = -Weight(weights, target) * (upstreams.IsEmpty ? scale : upstreams[row]);
            }
        }
    }

    private static double SumOfWeights<T, TTarget>(ReadOnlySpan<TTarget> targets, long ignoreIndex, ReadOnlySpan<T> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, IBinaryInteger<TTarget>
    {
        Span<int> classes = stackalloc int[RowWeights.BlockRows];
        Span<T> terms = stackalloc T[RowWeights.BlockRows];
        LossSum sum = default;
        for (int row = 0; row < targets.Length; row += RowWeights.BlockRows)
        {
            int count = Math.Min(RowWeights.BlockRows, targets.Length - row);
            TargetBlock.Normalize(targets.Slice(row, count), ignoreIndex, classes[..count]);
            for (int i = 0; i < count; i++)
            {
                terms[i] = classes[i] < 0 ? T.Zero : weights[classes[i]];
            }

            sum.Add(LossSum.Block<T>(terms[..count]));
        }

        return sum.Total;
    }

    private static T Weight<T>(ReadOnlySpan<T> weights, int target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => weights.IsEmpty ? T.One : weights[target];

    /// <returns>The number of rows.</returns>
    /// <exception cref="ArgumentException">A length is wrong, or two spans overlap that must not.</exception>
    private static int CheckedRows<T, TTarget>(int classes, Reduction reduction, scoped in LossArguments<T, TTarget> arguments)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, IBinaryInteger<TTarget>
    {
        int length = arguments.Logits.Length;
        if (arguments.IsUnbatched)
        {
            ArgumentChecks.CheckLength(length, classes, Input, "one log probability per class of a single row");
        }

        int rows = ShapeChecks.Samples(length, classes, 1, Input);
        ArgumentChecks.CheckLength(arguments.Targets.Length, rows, "targets", "one target per row of the log probabilities");
        if (arguments.HasLosses)
        {
            ArgumentChecks.CheckLength(arguments.Losses.Length, rows, "losses", "one loss per row of the log probabilities");
            ArgumentChecks.CheckApart(arguments.Losses, arguments.Logits, "losses", Input);
            ArgumentChecks.CheckApart(arguments.Losses, arguments.Targets, "losses", "targets");
        }
        else if (reduction == Reduction.None && !arguments.HasGradient)
        {
            throw new ArgumentException("Reduction.None gives a loss per row: pass a span 'losses' to receive them.", "losses");
        }

        if (arguments.HasUpstreams)
        {
            ArgumentChecks.CheckLength(arguments.Upstreams.Length, rows, "upstream", "one upstream gradient per row of the log probabilities");
        }

        if (arguments.HasGradient)
        {
            ArgumentChecks.CheckLength(arguments.Gradient.Length, length, "gradient", "one entry per log probability");
            ArgumentChecks.CheckApart(arguments.Gradient, arguments.Targets, "gradient", "targets");
            ArgumentChecks.CheckApart(arguments.Gradient, arguments.Losses, "gradient", "losses");
            ArgumentChecks.CheckApart(arguments.Gradient, arguments.Upstreams, "gradient", "upstream");
            ShapeChecks.InPlaceOrApart(arguments.Logits, arguments.Gradient, Input, "gradient");
        }

        return rows;
    }
}
