using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CeGen.Runtime;

/// <summary>The rows of a run, block after block.</summary>
internal static class LossBlocks<TKernel, T, TTarget, TKind, TPass>
    where TKernel : struct, IRowKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged, INumberBase<TTarget>
    where TKind : struct, ITargetKind<T, TTarget>
    where TPass : struct, IPass
{
    private const int BlockRows = RowWeights.BlockRows;

    /// <summary>The longest scratch memory that is taken from the stack, in elements.</summary>
    private const int StackScratch = 4608;

    /// <returns>The sum of the losses, unless they are not reduced.</returns>
    public static double Run(TKernel kernel, scoped in LossArguments<T, TTarget> arguments, scoped ClassWeights<T> weights, int rows, double divisor)
    {
        int threads = Threads.Count(kernel.MaxDegreeOfParallelism, arguments.Logits.Length);
        bool isLong = arguments.SpatialSize == 1 && LongRow.Applies(rows, kernel.Classes);
        if (threads > 1 && !isLong)
        {
            return ParallelBlocks<TKernel, T, TTarget, TKind, TPass>.Run(kernel, in arguments, weights, rows, divisor, threads);
        }

        LossSum sum = default;
        Rows(kernel, in arguments, weights, divisor, 0, rows, isLong ? threads : 0, ref sum);
        return sum.Total;
    }

    /// <summary>Computes neighbouring rows.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="arguments">The arguments of the call.</param>
    /// <param name="weights">The class weights.</param>
    /// <param name="divisor">What the sum of the losses is divided by.</param>
    /// <param name="row">The first of the rows.</param>
    /// <param name="end">The end of the rows.</param>
    /// <param name="threadsOfRow">The most threads that share a row that is cut into pieces; 0 if rows are not.</param>
    /// <param name="sum">The sum that their losses are added to, unless they are not reduced.</param>
    public static unsafe void Rows(
        TKernel kernel,
        scoped in LossArguments<T, TTarget> arguments,
        scoped ClassWeights<T> weights,
        double divisor,
        int row,
        int end,
        int threadsOfRow,
        ref LossSum sum)
    {
        if (!TPass.Streams)
        {
            Walk(kernel, in arguments, weights, divisor, row, end, threadsOfRow, ref sum);
            return;
        }

        // What is written past the caches has to stay where it is.
        fixed (T* pinned = arguments.Gradient)
        {
            Walk(kernel, in arguments, weights, divisor, row, end, threadsOfRow, ref sum);
        }

        Streaming.Complete();
    }

    /// <remarks>Memory by itself: the JIT optimises a method that has both a loop and memory from the stack at the first call, which would be a third of what that takes.</remarks>
    [SkipLocalsInit]
    private static void Walk(
        TKernel kernel,
        scoped in LossArguments<T, TTarget> arguments,
        scoped ClassWeights<T> weights,
        double divisor,
        int row,
        int end,
        int threadsOfRow,
        ref LossSum sum)
    {
        int scratchLength = threadsOfRow == 0 ? kernel.ScratchLength<TPass>() : TPass.Backward ? 0 : kernel.Classes;
        T[]? rented = scratchLength > StackScratch ? ArrayPool<T>.Shared.Rent(scratchLength + CacheLine.MostElements) : null;
        var memory = new Memory
        {
            Targets = stackalloc int[BlockRows],
            RowWeights = stackalloc T[BlockRows],
            Scales = stackalloc T[BlockRows],
            OwnLosses = stackalloc T[BlockRows + CacheLine.MostElements],
            IgnoredLogSums = stackalloc T[BlockRows],
            Scratch = AtCacheLine(rented ?? stackalloc T[StackScratch + CacheLine.MostElements]),
        };

        Walk(kernel, in arguments, weights, divisor, row, end, threadsOfRow, in memory, ref sum);
        if (rented is not null)
        {
            ArrayPool<T>.Shared.Return(rented);
        }
    }

    private static void Walk(
        TKernel kernel,
        scoped in LossArguments<T, TTarget> arguments,
        scoped ClassWeights<T> weights,
        double divisor,
        int row,
        int end,
        int threadsOfRow,
        scoped in Memory memory,
        ref LossSum sum)
    {
        bool isWeighted = TKind.AreIndices && !weights.IsEmpty;

        // Weights without label smoothing are a factor of whole rows: no kernel needs to know.
        bool isFactor = isWeighted && weights.Shares.IsEmpty;
        bool dropsZeros = isFactor && divisor != 0 && RowWeights.HasZero(weights.Held);
        bool hasTable = isFactor && WeightTable.Holds<T>(weights.Held.Length);
        WeightTable table = hasTable ? new WeightTable(MemoryMarshal.Cast<T, float>(weights.Held)) : default;

        // Where all weights are 0, there is no mean and no gradient of it. In double: a sum of large weights is more than a float holds.
        T scale = Scalar.From<T>(divisor == 0 ? double.NaN : Scalar.ToDouble(arguments.Upstream) / divisor);

        Span<T> rowWeights = memory.RowWeights;
        Span<T> scales = memory.Scales;
        Span<T> ownLosses = memory.OwnLosses;

        // The first block of positions may be a short one, so that the others start at cache lines.
        int lead = TPass.Streams ? RowsToLine(kernel.Classes, in arguments, row) : 0;

        bool isScaled = false;

        // Losses whose block of the sum is not complete.
        int pending = 0;
        for (int count; row < end; row += count)
        {
            count = Math.Min(lead > 0 ? lead : BlockRows, end - row);
            lead = 0;
            Span<int> classes = memory.Targets[..count];
            Span<T> losses = arguments.HasLosses ? arguments.Losses.Slice(row, count) : ownLosses.Slice(pending, count);
            TKind.Normalize(arguments.Targets, row, kernel.IgnoreIndex, classes);
            if (isWeighted)
            {
                if (hasTable)
                {
                    table.Gather(classes, scale, rowWeights, scales);
                }
                else
                {
                    RowWeights.Gather(classes, weights.Held, rowWeights);
                }

                if (dropsZeros)
                {
                    RowWeights.DropZeros<T>(classes, rowWeights);
                }
            }

            if (TPass.Backward)
            {
                // What the gradient of each row is multiplied with. One number for all serves the blocks until one of them needs others.
                if (arguments.HasUpstreams)
                {
                    arguments.Upstreams.Slice(row, count).CopyTo(scales);
                    if (isFactor)
                    {
                        RowWeights.Apply<T>(rowWeights, scales[..count]);
                    }
                }
                else if (isFactor)
                {
                    // The table has multiplied its own.
                    if (!hasTable)
                    {
                        TensorPrimitives.Multiply(rowWeights[..count], scale, scales);
                    }
                }
                else if (!isScaled)
                {
                    Fill(scales[..Math.Min(BlockRows, end - row)], scale);
                }

                bool hasIgnored = TKind.AreIndices && TargetBlock.ClearIgnored(classes, scales);
                isScaled = !isFactor && !hasIgnored;
            }

            // Before the gradient takes the place of the logits.
            bool hasOutputs = arguments.HasPredictions || arguments.HasLogSumExp;
            if (hasOutputs)
            {
                RowOutputs.Prepare(kernel.Classes, in arguments, row, classes, memory.IgnoredLogSums);
            }

            var block = new RowBlock<T>
            {
                Stride = arguments.SpatialSize,
                Pull = weights.Pull,
                LogitsStart = ref MemoryMarshal.GetReference(arguments.Logits),
                ProbabilitiesStart = ref Probabilities(arguments.Targets),
                GradientStart = ref MemoryMarshal.GetReference(arguments.Gradient),
                TargetsStart = ref MemoryMarshal.GetReference(memory.Targets),
                RowWeightsStart = ref MemoryMarshal.GetReference(rowWeights),
                ScalesStart = ref MemoryMarshal.GetReference(scales),
                LossesStart = ref MemoryMarshal.GetReference(losses),
                LogSumsStart = ref Rest(arguments.LogSumExp, row),
                HeldStart = ref Rest(weights.Held, 0),
                SharesStart = ref Rest(weights.Shares, 0),
                ScratchStart = ref MemoryMarshal.GetReference(memory.Scratch),
            };
            if (threadsOfRow > 0)
            {
                RowBlock<T> longRows = block.From((nint)row * kernel.Classes, 0);
                longRows.Rows = count;
                DynamicRows.ComputeInPieces<T, TPass>(new RowFormula<T>(kernel.Classes, kernel.LabelSmoothing, kernel.FocalGamma), in longRows, threadsOfRow);
            }
            else
            {
                Pieces(kernel, in block, row, count);
            }

            if (isFactor)
            {
                // Without a divisor all weights are 0, and so are the losses, infinite ones too.
                if (divisor == 0)
                {
                    losses.Clear();
                }
                else
                {
                    RowWeights.Apply<T>(rowWeights, losses);
                }
            }

            if (hasOutputs)
            {
                RowOutputs.Complete(in arguments, row, classes, memory.IgnoredLogSums);
            }

            if (kernel.Reduction != Reduction.None)
            {
                // In blocks of the sum, which are whole but for the last.
                pending += count;
                Span<T> unsummed = arguments.HasLosses ? arguments.Losses.Slice(row + count - pending, pending) : ownLosses[..pending];
                while (pending >= BlockRows || (pending > 0 && row + count == end))
                {
                    int summed = Math.Min(BlockRows, pending);
                    sum.Add(LossSum.Block<T>(unsummed[..summed]));
                    unsummed = unsummed[summed..];
                    pending -= summed;
                }

                if (!arguments.HasLosses)
                {
                    unsummed.CopyTo(ownLosses);
                }
            }
        }
    }

    /// <summary>Gives the kernel the pieces of a block whose rows lie evenly: all of it, or its part of each sample where the classes come first.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="block">The block. Its logits, probabilities and gradient start with the first row of all, the others with the row.</param>
    /// <param name="row">The first row of the block.</param>
    /// <param name="count">The rows of the block.</param>
    private static void Pieces(TKernel kernel, in RowBlock<T> block, int row, int count)
    {
        int size = (int)block.Stride;
        for (int start = 0, length; start < count; start += length)
        {
            (int sample, int position) = Math.DivRem(row + start, size);
            length = size == 1 ? count : Math.Min(count - start, size - position);
            nint offset = ((nint)sample * kernel.Classes * size) + position;

            RowBlock<T> piece = block.From(offset, start);
            int whole = length - (length % kernel.RowsPerStep);
            if (whole > 0)
            {
                piece.Rows = whole;
                kernel.Rows<TPass>(in piece);
            }

            if (whole < length)
            {
                PaddedStep<TKernel, T, TPass>.Run(kernel, piece.Slice(kernel.Classes, whole, length - whole));
            }
        }
    }

    /// <summary>The positions before the first whose gradient starts a cache line, in every class; 0 where lines of the classes start at different positions.</summary>
    private static unsafe int RowsToLine(int classes, scoped in LossArguments<T, TTarget> arguments, int row)
    {
        int size = arguments.SpatialSize;
        if (size == 1 || (nint)size * sizeof(T) % CacheLine.Bytes != 0)
        {
            return 0;
        }

        (int sample, int position) = Math.DivRem(row, size);
        return CacheLine.ElementsTo(ref Unsafe.Add(ref MemoryMarshal.GetReference(arguments.Gradient), ((nint)sample * classes * size) + position));
    }

    /// <remarks>As <see cref="Span{T}.Fill"/>, for which the JIT needs two milliseconds at the first call.</remarks>
    private static void Fill(Span<T> span, T value)
    {
        if (span.IsEmpty)
        {
            return;
        }

        span[0] = value;
        for (int filled = 1; filled < span.Length; filled *= 2)
        {
            span[..Math.Min(filled, span.Length - filled)].CopyTo(span[filled..]);
        }
    }

    /// <summary>The memory from the start of a cache line on, if the collector does not move it: kernels are faster there, and right anywhere.</summary>
    private static Span<T> AtCacheLine(Span<T> memory) => memory[CacheLine.ElementsTo(ref MemoryMarshal.GetReference(memory))..];

    private static ref T Probabilities(ReadOnlySpan<TTarget> targets) => ref TKind.AreIndices
        ? ref Unsafe.NullRef<T>()
        : ref Unsafe.As<TTarget, T>(ref MemoryMarshal.GetReference(targets));

    /// <summary>The start of what is left of a span; nothing for an empty one.</summary>
    private static ref T Rest(ReadOnlySpan<T> span, int start) => ref span.IsEmpty ? ref Unsafe.NullRef<T>() : ref MemoryMarshal.GetReference(span[start..]);

    /// <summary>What holds a number of each row of a block, and the kernel's scratch memory.</summary>
    private ref struct Memory
    {
        public Span<int> Targets;
        public Span<T> RowWeights;
        public Span<T> Scales;
        public Span<T> OwnLosses;
        public Span<T> IgnoredLogSums;
        public Span<T> Scratch;
    }
}
