using System.Buffers;
using System.Numerics;

namespace CeGen.Runtime;

/// <summary>
/// The rows of a run, on several threads. Each takes shares of neighbouring rows; the losses are summed afterwards, in the order of the rows: the result is that of
/// one thread, to the bit.
/// </summary>
internal static unsafe class ParallelBlocks<TKernel, T, TTarget, TKind, TPass>
    where TKernel : struct, IRowKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged, INumberBase<TTarget>
    where TKind : struct, ITargetKind<T, TTarget>
    where TPass : struct, IPass
{
    /// <returns>The sum of the losses, unless they are not reduced.</returns>
    public static double Run(TKernel kernel, scoped in LossArguments<T, TTarget> arguments, scoped ClassWeights<T> weights, int rows, double divisor, int threads)
    {
        T[]? rented = arguments.HasLosses ? null : ArrayPool<T>.Shared.Rent(rows);
        Span<T> losses = rented is null ? arguments.Losses : rented.AsSpan(0, rows);
        fixed (T* logits = arguments.Logits, gradient = arguments.Gradient, loss = losses, logSumExp = arguments.LogSumExp, upstreams = arguments.Upstreams)
        fixed (T* own = weights.Weights, held = weights.Held, shares = weights.Shares)
        fixed (TTarget* targets = arguments.Targets)
        fixed (int* predictions = arguments.Predictions)
        {
            var share = new Share
            {
                Kernel = kernel,
                Rows = rows,
                RowsOfShare = RowsOfShare(kernel.Classes),
                Divisor = divisor,
                Upstream = arguments.Upstream,
                SpatialSize = arguments.SpatialSize,
                Logits = new(logits, arguments.Logits.Length),
                Targets = new(targets, arguments.Targets.Length),
                Gradient = new(gradient, arguments.Gradient.Length),
                Losses = new(loss, rows),
                LogSumExp = new(logSumExp, arguments.LogSumExp.Length),
                Predictions = new(predictions, arguments.Predictions.Length),
                Upstreams = new(upstreams, arguments.Upstreams.Length),
                Weights = new(own, weights.Weights.Length),
                Held = new(held, weights.Held.Length),
                Shares = new(shares, weights.Shares.Length),
                Pull = weights.Pull,
            };
            share.Run(Threads.Shares(rows, share.RowsOfShare), threads);
        }

        double sum = kernel.Reduction == Reduction.None ? 0 : LossSum.Of<T>(losses, RowWeights.BlockRows);
        if (rented is not null)
        {
            ArrayPool<T>.Shared.Return(rented);
        }

        return sum;
    }

    /// <summary>The rows that a thread takes at a time: some whole blocks, or a part of one where rows are long.</summary>
    private static int RowsOfShare(int classes)
    {
        int rows = Math.Max(1, Threads.LogitsOfShare / classes);
        return rows < RowWeights.BlockRows ? rows : rows - (rows % RowWeights.BlockRows);
    }

    /// <summary>What all threads know: the arguments of the call, pinned.</summary>
    private sealed class Share : SharedWork
    {
        public required TKernel Kernel { get; init; }

        public required int Rows { get; init; }

        public required int RowsOfShare { get; init; }

        public required double Divisor { get; init; }

        public required T Upstream { get; init; }

        public required int SpatialSize { get; init; }

        public required Pinned<T> Logits { get; init; }

        public required Pinned<TTarget> Targets { get; init; }

        public required Pinned<T> Gradient { get; init; }

        public required Pinned<T> Losses { get; init; }

        public required Pinned<T> LogSumExp { get; init; }

        public required Pinned<int> Predictions { get; init; }

        public required Pinned<T> Upstreams { get; init; }

        public required Pinned<T> Weights { get; init; }

        public required Pinned<T> Held { get; init; }

        public required Pinned<T> Shares { get; init; }

        public required T Pull { get; init; }

        protected override void Do(int first, int end)
        {
            var arguments = new LossArguments<T, TTarget>(Logits.Span, Targets.Span) { SpatialSize = SpatialSize, Upstream = Upstream, Losses = Losses.Span };
            if (!Gradient.Span.IsEmpty)
            {
                arguments.Gradient = Gradient.Span;
            }

            if (!LogSumExp.Span.IsEmpty)
            {
                arguments.LogSumExp = LogSumExp.Span;
            }

            if (!Predictions.Span.IsEmpty)
            {
                arguments.Predictions = Predictions.Span;
            }

            if (!Upstreams.Span.IsEmpty)
            {
                arguments.Upstreams = Upstreams.Span;
            }

            LossSum sum = default;
            int row = first * RowsOfShare;
            int rows = (int)Math.Min(Rows - row, (long)(end - first) * RowsOfShare);
            LossBlocks<TKernel, T, TTarget, TKind, TPass>.Rows(
                Kernel, in arguments, new ClassWeights<T>(Weights.Span, Held.Span, Shares.Span, Pull), Divisor, row, row + rows, 0, ref sum);
        }
    }
}
