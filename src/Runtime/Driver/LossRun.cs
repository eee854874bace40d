using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace CeGen.Runtime;

/// <summary>One run of <see cref="LossDriver"/>: checks, weights and divisor. The rows are <see cref="LossBlocks{TKernel, T, TTarget, TKind, TPass}"/>'s.</summary>
internal static class LossRun<TKernel, T, TTarget, TKind>
    where TKernel : struct, IRowKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged, INumberBase<TTarget>
    where TKind : struct, ITargetKind<T, TTarget>
{
    public static T Run(TKernel kernel, scoped in LossArguments<T, TTarget> arguments)
    {
        int rows = ArgumentChecks.Rows(kernel.Classes, kernel.Reduction, TKind.AreIndices, in arguments);
        int counted = TKind.Scan(arguments.Targets, rows, kernel.Classes, kernel.IgnoreIndex, arguments.IsUnbatched);
        if (!arguments.HasWeights)
        {
            return Run(kernel, in arguments, kernel.ClassWeights, rows, counted);
        }

        if (kernel.LabelSmoothing == 0)
        {
            return Run(kernel, in arguments, new ClassWeights<T>(arguments.Weights), rows, counted);
        }

        // What follows from weights and smoothing is computed once for the call.
        T[] derived = ArrayPool<T>.Shared.Rent(2 * kernel.Classes);
        T result = Run(kernel, in arguments, DerivedWeights.Of(arguments.Weights, kernel.LabelSmoothing, derived), rows, counted);
        ArrayPool<T>.Shared.Return(derived);
        return result;
    }

    private static T Run(TKernel kernel, scoped in LossArguments<T, TTarget> arguments, scoped ClassWeights<T> weights, int rows, int counted)
    {
        bool isAllIgnored = kernel.Reduction == Reduction.Mean && counted == 0 && rows > 0;
        if (isAllIgnored && kernel.AllIgnored == AllIgnored.Throw)
        {
            throw new InvalidOperationException(
                $"All {rows} rows are ignored (target {kernel.IgnoreIndex}), so that there is no mean. Skip such a batch, or set AllIgnored to Zero or NaN.");
        }

        double divisor = kernel.Reduction != Reduction.Mean ? 1
            : weights.IsEmpty || !TKind.AreIndices ? counted
            : WeightSum(kernel, in arguments, weights.Weights);
        double sum = !arguments.HasGradient ? LossBlocks<TKernel, T, TTarget, TKind, ForwardPass>.Run(kernel, in arguments, weights, rows, divisor)
            : Streaming.Applies(arguments.Logits, arguments.Gradient) ? LossBlocks<TKernel, T, TTarget, TKind, StreamingPass>.Run(kernel, in arguments, weights, rows, divisor)
            : LossBlocks<TKernel, T, TTarget, TKind, BackwardPass>.Run(kernel, in arguments, weights, rows, divisor);

        return kernel.Reduction == Reduction.None || (isAllIgnored && kernel.AllIgnored == AllIgnored.Zero)
            ? default
            : Scalar.From<T>(divisor == 0 ? double.NaN : sum / divisor);
    }

    /// <summary>The sum of the weights of the rows' classes, in double, and always in the same order.</summary>
    private static double WeightSum(TKernel kernel, scoped in LossArguments<T, TTarget> arguments, scoped ReadOnlySpan<T> weights)
    {
        Span<int> targets = stackalloc int[RowWeights.BlockRows];
        Span<T> rowWeights = stackalloc T[RowWeights.BlockRows];
        bool hasTable = typeof(TTarget) == typeof(int) && WeightTable.Holds<T>(weights.Length);
        WeightTable table = hasTable ? new WeightTable(MemoryMarshal.Cast<T, float>(weights)) : default;
        LossSum sum = default;
        for (int row = 0; row < arguments.Targets.Length; row += RowWeights.BlockRows)
        {
            int count = Math.Min(RowWeights.BlockRows, arguments.Targets.Length - row);
            if (hasTable && count % LossSum.Lanes == 0)
            {
                sum.Add(table.Sum(MemoryMarshal.Cast<TTarget, int>(arguments.Targets.Slice(row, count)), kernel.IgnoreIndex));
                continue;
            }

            TKind.Normalize(arguments.Targets, row, kernel.IgnoreIndex, targets[..count]);
            RowWeights.Gather(targets[..count], weights, rowWeights);
            sum.Add(LossSum.Block<T>(rowWeights[..count]));
        }

        return sum.Total;
    }
}
