using System.Numerics;

namespace CeGen.Runtime;

/// <summary>What a call gives for a row besides its loss, where the kernel does not: predictions, and the log-sum-exp of ignored rows.</summary>
internal static class RowOutputs
{
    /// <summary>Before the kernel runs: the gradient may take the place of the logits.</summary>
    /// <param name="classes">The number of classes.</param>
    /// <param name="arguments">The arguments of the call.</param>
    /// <param name="row">The first row of the block.</param>
    /// <param name="targets">The targets of the block's rows, −1 for ignored ones.</param>
    /// <param name="ignoredLogSums">Receives the log-sum-exp of the ignored rows.</param>
    public static void Prepare<T, TTarget>(
        int classes, scoped in LossArguments<T, TTarget> arguments, int row, scoped ReadOnlySpan<int> targets, scoped Span<T> ignoredLogSums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, INumberBase<TTarget>
    {
        int stride = arguments.SpatialSize;
        for (int i = 0; i < targets.Length; i++)
        {
            (int sample, int position) = stride == 1 ? (row + i, 0) : Math.DivRem(row + i, stride);
            ReadOnlySpan<T> logits = arguments.Logits.Slice((sample * classes * stride) + position, ((classes - 1) * stride) + 1);
            if (arguments.HasPredictions)
            {
                arguments.Predictions[row + i] = stride == 1 ? FirstMaximum.Of(logits) : FirstMaximum.Of(logits, stride);
            }

            if (arguments.HasLogSumExp && targets[i] < 0)
            {
                ignoredLogSums[i] = LogSumExp(logits, stride);
            }
        }
    }

    /// <summary>After the kernel has run.</summary>
    public static void Complete<T, TTarget>(
        scoped in LossArguments<T, TTarget> arguments, int row, scoped ReadOnlySpan<int> targets, scoped ReadOnlySpan<T> ignoredLogSums)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, INumberBase<TTarget>
    {
        if (!arguments.HasLogSumExp)
        {
            return;
        }

        for (int i = 0; i < targets.Length; i++)
        {
            if (targets[i] < 0)
            {
                arguments.LogSumExp[row + i] = ignoredLogSums[i];
            }
        }
    }

    /// <summary>NaN where the row's loss would be: an infinite maximum, less itself, is NaN.</summary>
    private static T LogSumExp<T>(ReadOnlySpan<T> logits, int stride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double max = double.CreateTruncating(logits[FirstMaximum.Of(logits, stride) * stride]);
        double sum = 0;
        for (int i = 0; i < logits.Length; i += stride)
        {
            sum += Math.Exp(double.CreateTruncating(logits[i]) - max);
        }

        return T.CreateTruncating(max + Math.Log(sum));
    }
}
