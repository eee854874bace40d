using System.Buffers;
using System.Numerics;

namespace CeGen.Runtime;

/// <summary>The elements of a run, on several threads, as <see cref="ParallelBlocks{TKernel, T, TTarget, TKind, TPass}"/> has rows.</summary>
internal static unsafe class ParallelBinaryBlocks<TKernel, T, TPass>
    where TKernel : struct, IBinaryKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TPass : struct, IPass
{
    /// <returns>The sum of the losses, unless they are not reduced.</returns>
    public static double Run(TKernel kernel, scoped in BinaryArguments<T> arguments, T scale, int threads)
    {
        int length = arguments.Logits.Length;
        T[]? rented = arguments.HasLosses ? null : ArrayPool<T>.Shared.Rent(length);
        Span<T> losses = rented is null ? arguments.Losses : rented.AsSpan(0, length);
        Compute(kernel, in arguments, scale, threads, losses, []);
        double sum = kernel.Reduction == Reduction.None ? 0 : LossSum.Of<T>(losses, BinaryLossDriver.BlockElements);
        if (rented is not null)
        {
            ArrayPool<T>.Shared.Return(rented);
        }

        return sum;
    }

    /// <summary>As <see cref="Run"/>, for losses that are not summed one by one, and are written only where they are asked for.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="arguments">The arguments of the call.</param>
    /// <param name="scale">What the gradient is multiplied with.</param>
    /// <param name="threads">The threads.</param>
    /// <param name="totals">As in <see cref="PlainBinaryBlocks{TKernel, T, TPass}.Elements"/>.</param>
    public static void RunPlain(TKernel kernel, scoped in BinaryArguments<T> arguments, T scale, int threads, Span<double> totals) =>
        Compute(kernel, in arguments, scale, threads, arguments.Losses, totals);

    private static void Compute(TKernel kernel, scoped in BinaryArguments<T> arguments, T scale, int threads, Span<T> losses, Span<double> totals)
    {
        int length = arguments.Logits.Length;
        fixed (T* logits = arguments.Logits, targets = arguments.Targets, gradient = arguments.Gradient, loss = losses, upstreams = arguments.Upstreams)
        fixed (T* labels = arguments.Labels, labelWeights = arguments.LabelWeights, positiveWeights = arguments.PositiveWeights)
        fixed (double* total = totals)
        {
            var share = new Share
            {
                Kernel = kernel,
                Scale = scale,
                Logits = new(logits, length),
                Targets = new(targets, length),
                Labels = new(labels, arguments.Labels.Length),
                Gradient = new(gradient, arguments.Gradient.Length),
                Losses = new(loss, losses.Length),
                Totals = new(total, totals.Length),
                Upstreams = new(upstreams, arguments.Upstreams.Length),
                LabelWeights = new(labelWeights, arguments.LabelWeights.Length),
                PositiveWeights = new(positiveWeights, arguments.PositiveWeights.Length),
            };
            share.Run(Threads.Shares(length, Threads.LogitsOfShare), threads);
        }
    }

    /// <summary>What all threads know: the arguments of the call, pinned.</summary>
    private sealed class Share : SharedWork
    {
        public required TKernel Kernel { get; init; }

        public required T Scale { get; init; }

        public required Pinned<T> Logits { get; init; }

        public required Pinned<T> Targets { get; init; }

        public required Pinned<T> Labels { get; init; }

        public required Pinned<T> Gradient { get; init; }

        public required Pinned<T> Losses { get; init; }

        public required Pinned<double> Totals { get; init; }

        public required Pinned<T> Upstreams { get; init; }

        public required Pinned<T> LabelWeights { get; init; }

        public required Pinned<T> PositiveWeights { get; init; }

        protected override void Do(int first, int end)
        {
            int start = first * Threads.LogitsOfShare;
            int stop = (int)Math.Min(Logits.Span.Length, (long)end * Threads.LogitsOfShare);
            var arguments = new BinaryArguments<T>(Logits.Span, Targets.Span) { Labels = Labels.Span };
            if (!Losses.Span.IsEmpty)
            {
                arguments.Losses = Losses.Span;
            }

            if (!Gradient.Span.IsEmpty)
            {
                arguments.Gradient = Gradient.Span;
            }

            if (!Upstreams.Span.IsEmpty)
            {
                arguments.Upstreams = Upstreams.Span;
            }

            if (!LabelWeights.Span.IsEmpty)
            {
                arguments.LabelWeights = LabelWeights.Span;
            }

            if (!PositiveWeights.Span.IsEmpty)
            {
                arguments.PositiveWeights = PositiveWeights.Span;
            }

            if (!Totals.Span.IsEmpty)
            {
                PlainBinaryBlocks<TKernel, T, TPass>.Elements(Kernel, in arguments, Scale, start, stop, Totals.Span);
                return;
            }

            LossSum sum = default;
            BinaryBlocks<TKernel, T, TPass>.Elements(Kernel, in arguments, Scale, start, stop, ref sum);
        }
    }
}
