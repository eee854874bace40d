using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CeGen.Runtime;

/// <summary>The elements of a run, block after block, and those at the end that fill no vector.</summary>
internal static class BinaryBlocks<TKernel, T, TPass>
    where TKernel : struct, IBinaryKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TPass : struct, IPass
{
    private const int BlockElements = BinaryLossDriver.BlockElements;
    private const int StepElements = BinaryLossDriver.StepElements;

    /// <returns>The sum of the losses, unless they are not reduced.</returns>
    public static double Run(TKernel kernel, scoped in BinaryArguments<T> arguments, T scale)
    {
        if (BinaryLossDriver.IsPlain(kernel, in arguments))
        {
            return PlainBinaryBlocks<TKernel, T, TPass>.Run(kernel, in arguments, scale);
        }

        int threads = Threads.Count(kernel.MaxDegreeOfParallelism, arguments.Logits.Length);
        if (threads > 1)
        {
            return ParallelBinaryBlocks<TKernel, T, TPass>.Run(kernel, in arguments, scale, threads);
        }

        LossSum sum = default;
        Elements(kernel, in arguments, scale, 0, arguments.Logits.Length, ref sum);
        return sum.Total;
    }

    /// <summary>Computes neighbouring elements.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="arguments">The arguments of the call.</param>
    /// <param name="scale">What the gradient is multiplied with.</param>
    /// <param name="start">The first of the elements, the start of a block.</param>
    /// <param name="end">The end of the elements.</param>
    /// <param name="sum">The sum that their losses are added to, unless they are not reduced.</param>
    [SkipLocalsInit]
    public static void Elements(TKernel kernel, scoped in BinaryArguments<T> arguments, T scale, int start, int end, ref LossSum sum)
    {
        // Past the caches, blocks are computed from a line of the gradient on. What is before it is no vector's, and what a block is summed of stays the same.
        int ahead = TPass.Streams ? Math.Min(CacheLine.ElementsTo(ref arguments.Gradient[start]), end - start) : 0;
        Span<T> ownLosses = CacheLine.From(stackalloc T[BlockElements + (3 * CacheLine.MostElements)], ahead);
        Span<T> sameLabelWeights = stackalloc T[2 * Cycle<T>.VectorElements];
        Span<T> samePositiveWeights = stackalloc T[2 * Cycle<T>.VectorElements];
        Span<T> sameScales = stackalloc T[2 * Cycle<T>.VectorElements];

        int length = arguments.Logits.Length;
        int columnMemory = Cycle<T>.ColumnMemory(kernel.Labels, TPass.Streams);
        T[] rented = ArrayPool<T>.Shared.Rent(2 * columnMemory);
        Cycle<T> labelWeights = arguments.HasLabelWeights
            ? Passed(arguments.LabelWeights, length, rented.AsSpan(0, columnMemory))
            : Constant(kernel.LabelWeights, sameLabelWeights, rented.AsSpan(0, columnMemory));
        Cycle<T> positiveWeights = arguments.HasPositiveWeights
            ? Passed(arguments.PositiveWeights, length, rented.AsSpan(columnMemory, columnMemory))
            : Constant(kernel.PositiveWeights, samePositiveWeights, rented.AsSpan(columnMemory, columnMemory));
        Cycle<T> scales = arguments.HasUpstreams ? new Cycle<T>(arguments.Upstreams) : Cycle<T>.Same(scale, sameScales);

        Piece(kernel, in arguments, start, ahead, arguments.HasLosses ? arguments.Losses.Slice(start, ahead) : ownLosses, labelWeights, positiveWeights, scales);
        for (int i = start, count; i < end; i += count)
        {
            count = Math.Min(BlockElements, end - i);
            int first = Math.Min(i + ahead, end);
            Piece(
                kernel,
                in arguments,
                first,
                Math.Min(BlockElements, end - first),
                arguments.HasLosses ? arguments.Losses[first..] : ownLosses[ahead..],
                labelWeights,
                positiveWeights,
                scales);
            if (kernel.Reduction != Reduction.None)
            {
                sum.Add(LossSum.Block<T>(arguments.HasLosses ? arguments.Losses.Slice(i, count) : ownLosses[..count]));
            }

            // The losses that were computed ahead are the first of the next block.
            ownLosses.Slice(BlockElements, ahead).CopyTo(ownLosses);
        }

        ArrayPool<T>.Shared.Return(rented);
        if (TPass.Streams)
        {
            Streaming.Complete();
        }
    }

    /// <summary>Neighbouring elements, and where they fill no step, a padded one.</summary>
    /// <param name="kernel">The kernel.</param>
    /// <param name="arguments">The arguments of the call.</param>
    /// <param name="start">The first of the elements.</param>
    /// <param name="count">How many they are.</param>
    /// <param name="losses">Receives the losses.</param>
    /// <param name="labelWeights">The label weights.</param>
    /// <param name="positiveWeights">The positive weights.</param>
    /// <param name="scales">What the gradient is multiplied with.</param>
    private static void Piece(
        TKernel kernel,
        scoped in BinaryArguments<T> arguments,
        int start,
        int count,
        Span<T> losses,
        Cycle<T> labelWeights,
        Cycle<T> positiveWeights,
        Cycle<T> scales)
    {
        int whole = count - (count % StepElements);
        ReadOnlySpan<T> logits = arguments.Logits.Slice(start, count);
        ReadOnlySpan<T> targets = arguments.Targets.Slice(start, count);
        Span<T> gradient = TPass.Backward ? arguments.Gradient.Slice(start, count) : default;
        if (whole > 0)
        {
            kernel.Elements<TPass>(Block(whole, logits, targets, losses, gradient, labelWeights.At(start), positiveWeights.At(start), scales.At(start)));
        }

        if (whole < count)
        {
            PaddedStep(
                kernel,
                logits[whole..],
                targets[whole..],
                losses[whole..],
                TPass.Backward ? gradient[whole..] : default,
                labelWeights.At(start + whole),
                positiveWeights.At(start + whole),
                scales.At(start + whole));
        }
    }

    /// <summary>Weights that the user passed: of the elements, or of the columns.</summary>
    private static Cycle<T> Passed(ReadOnlySpan<T> weights, int length, Span<T> memory)
        => weights.Length == length ? new Cycle<T>(weights) : Cycle<T>.Columns(weights, memory);

    /// <summary>Weights of the kernel: of the columns, one for all, or 1.</summary>
    private static Cycle<T> Constant(ReadOnlySpan<T> weights, Span<T> same, Span<T> memory)
    {
        if (weights.Length > 1)
        {
            return Cycle<T>.Columns(weights, memory);
        }

        return Cycle<T>.Same(weights.IsEmpty ? T.One : weights[0], same) with { AreNone = weights.IsEmpty };
    }

    /// <summary>The elements at the end, which fill no step, in a step of their own.</summary>
    private static void PaddedStep(
        TKernel kernel,
        ReadOnlySpan<T> logits,
        ReadOnlySpan<T> targets,
        Span<T> losses,
        Span<T> gradient,
        Cycle<T> labelWeights,
        Cycle<T> positiveWeights,
        Cycle<T> scales)
    {
        int left = logits.Length;
        Span<T> padded = stackalloc T[6 * StepElements];
        padded.Clear();
        Span<T> x = padded[..StepElements];
        Span<T> t = padded.Slice(StepElements, StepElements);
        Span<T> loss = padded.Slice(2 * StepElements, StepElements);
        logits.CopyTo(x);
        targets.CopyTo(t);

        BinaryBlock<T> block = Block(
            StepElements,
            x,
            t,
            loss,
            x,
            Step(labelWeights, left, padded.Slice(3 * StepElements, StepElements)),
            Step(positiveWeights, left, padded.Slice(4 * StepElements, StepElements)),
            Step(scales, left, padded.Slice(5 * StepElements, StepElements)));
        if (TPass.Streams)
        {
            kernel.Elements<BackwardPass>(in block);
        }
        else
        {
            kernel.Elements<TPass>(in block);
        }

        loss[..left].CopyTo(losses);
        x[..gradient.Length].CopyTo(gradient);
    }

    /// <summary>The next numbers, in a step of their own: there may be no more of them.</summary>
    private static Cycle<T> Step(Cycle<T> numbers, int count, Span<T> memory)
    {
        for (int i = 0; i < count; i += Cycle<T>.VectorElements)
        {
            MemoryMarshal.CreateReadOnlySpan(ref numbers.Next(Cycle<T>.VectorElements), Math.Min(Cycle<T>.VectorElements, count - i)).CopyTo(memory[i..]);
        }

        return new Cycle<T>(memory) { AreNone = numbers.AreNone };
    }

    private static BinaryBlock<T> Block(
        int count,
        ReadOnlySpan<T> logits,
        ReadOnlySpan<T> targets,
        Span<T> losses,
        Span<T> gradient,
        Cycle<T> labelWeights,
        Cycle<T> positiveWeights,
        Cycle<T> scales)
        => new(
            count,
            ref MemoryMarshal.GetReference(logits),
            ref MemoryMarshal.GetReference(targets),
            ref MemoryMarshal.GetReference(losses),
            ref MemoryMarshal.GetReference(gradient),
            labelWeights,
            positiveWeights,
            scales);
}
