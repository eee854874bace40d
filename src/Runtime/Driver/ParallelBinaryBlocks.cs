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
        fixed (T* logits = arguments.Logits, targets = arguments.Targets, gradient = arguments.Gradient, loss = losses, upstreams = arguments.Upstreams)
        fixed (T* labelWeights = arguments.LabelWeights, positiveWeights = arguments.PositiveWeights)
        {
            var share = new Share
            {
                Kernel = kernel,
                Scale = scale,
                Logits = new(logits, length),
                Targets = new(targets, length),
                Gradient = new(gradient, arguments.Gradient.Length),
                Losses = new(loss, length),
                Upstreams = new(upstreams, arguments.Upstreams.Length),
                LabelWeights = new(labelWeights, arguments.LabelWeights.Length),
                PositiveWeights = new(positiveWeights, arguments.PositiveWeights.Length),
            };
            share.Run(Threads.Shares(length, Threads.LogitsOfShare), threads);
        }

        double sum = kernel.Reduction == Reduction.None ? 0 : LossSum.Of<T>(losses, BinaryLossDriver.BlockElements);
        if (rented is not null)
        {
            ArrayPool<T>.Shared.Return(rented);
        }

        return sum;
    }

    /// <summary>What all threads know: the arguments of the call, pinned.</summary>
    private sealed class Share : SharedWork
    {
        public required TKernel Kernel { get; init; }

        public required T Scale { get; init; }

        public required Pinned<T> Logits { get; init; }

        public required Pinned<T> Targets { get; init; }

        public required Pinned<T> Gradient { get; init; }

        public required Pinned<T> Losses { get; init; }

        public required Pinned<T> Upstreams { get; init; }

        public required Pinned<T> LabelWeights { get; init; }

        public required Pinned<T> PositiveWeights { get; init; }

        protected override void Do(int first, int end)
        {
            var arguments = new BinaryArguments<T>(Logits.Span, Targets.Span) { Losses = Losses.Span };
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

            LossSum sum = default;
            int start = first * Threads.LogitsOfShare;
            int length = (int)Math.Min(Logits.Span.Length - start, (long)(end - first) * Threads.LogitsOfShare);
            BinaryBlocks<TKernel, T, TPass>.Elements(Kernel, in arguments, Scale, start, start + length, ref sum);
        }
    }
}
