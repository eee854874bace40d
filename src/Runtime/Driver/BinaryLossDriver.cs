using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CeGen.Runtime;

/// <summary>Everything about a binary cross entropy but its elements: checks, blocks, the end that fills no vector, the sum.</summary>
internal static class BinaryLossDriver
{
    /// <summary>The elements of a block, whose losses are summed together; they fit the stack and the first-level cache.</summary>
    internal const int BlockElements = 1024;

    /// <summary>The lanes of the widest vector: kernels take a multiple of them.</summary>
    internal const int StepElements = 16;

    /// <returns>The reduced loss; 0 with <see cref="Reduction.None"/>.</returns>
    /// <exception cref="ArgumentException">A length is wrong, or two spans overlap that must not. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A target or a weight is out of its range. Nothing has been written.</exception>
    public static T Run<T>(int labels, BinaryCrossEntropyOptions options, scoped in BinaryArguments<T> arguments)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        BinaryArgumentChecks.Check(labels, options.Reduction, in arguments);
        double divisor = options.Reduction == Reduction.Mean ? arguments.Logits.Length : 1;
        T scale = T.CreateTruncating(double.CreateTruncating(arguments.Upstream) / divisor);
        var formula = new BinaryFormula<T>(
            T.CreateTruncating(options.FocalGamma),
            T.CreateTruncating(options.FocalAlpha ?? 1),
            T.CreateTruncating(1 - (options.FocalAlpha ?? 0)));

        double sum = arguments.HasGradient
            ? Blocks<T, BackwardPass>(formula, labels, options.Reduction, in arguments, scale)
            : Blocks<T, ForwardPass>(formula, labels, options.Reduction, in arguments, scale);
        return options.Reduction == Reduction.None ? T.Zero : T.CreateTruncating(sum / divisor);
    }

    [SkipLocalsInit]
    private static double Blocks<T, TPass>(
        BinaryFormula<T> formula, int labels, Reduction reduction, scoped in BinaryArguments<T> arguments, T scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TPass : struct, IPass
    {
        Span<T> ownLosses = stackalloc T[BlockElements];
        Span<T> ones = stackalloc T[StepElements];
        Span<T> scales = stackalloc T[StepElements];
        ones.Fill(T.One);
        scales.Fill(scale);

        int length = arguments.Logits.Length;
        int columnMemory = Cycle<T>.ColumnMemory(labels);
        T[] rented = ArrayPool<T>.Shared.Rent(2 * columnMemory);
        scoped BinaryBlock<T> block = default;
        block.LabelWeights = Weights(
            arguments.Weights.HasLabelWeights, arguments.Weights.LabelWeights, length, ones, rented.AsSpan(0, columnMemory));
        block.PositiveWeights = Weights(
            arguments.Weights.HasPositiveWeights, arguments.Weights.PositiveWeights, length, ones, rented.AsSpan(columnMemory, columnMemory));
        block.Scales = new Cycle<T>(arguments.HasUpstreams ? arguments.Upstreams : scales);

        LossSum sum = default;
        for (int i = 0; i < length; i += BlockElements)
        {
            int count = Math.Min(BlockElements, length - i);
            int whole = count - (count % StepElements);
            Span<T> losses = arguments.HasLosses ? arguments.Losses.Slice(i, count) : ownLosses[..count];
            ReadOnlySpan<T> logits = arguments.Logits.Slice(i, count);
            ReadOnlySpan<T> targets = arguments.Targets.Slice(i, count);
            Span<T> gradient = TPass.Backward ? arguments.Gradient.Slice(i, count) : default;

            Place(ref block, whole, logits, targets, losses, gradient);
            BinaryKernel.Compute<T, TPass>(formula, ref block);
            if (whole < count)
            {
                PaddedStep<T, TPass>(
                    formula, ref block, logits[whole..], targets[whole..], losses[whole..], TPass.Backward ? gradient[whole..] : default);
            }

            if (reduction != Reduction.None)
            {
                sum.Add(LossSum.Block<T>(losses));
            }
        }

        ArrayPool<T>.Shared.Return(rented);
        return sum.Total;
    }

    private static Cycle<T> Weights<T>(bool isSet, ReadOnlySpan<T> weights, int length, ReadOnlySpan<T> ones, Span<T> memory)
        where T : unmanaged
        => !isSet ? new Cycle<T>(ones) : weights.Length == length ? new Cycle<T>(weights) : Cycle<T>.Columns(weights, memory);

    /// <summary>The elements at the end, which fill no step, in a step of their own.</summary>
    private static void PaddedStep<T, TPass>(
        BinaryFormula<T> formula, scoped ref BinaryBlock<T> block, ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> losses, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TPass : struct, IPass
    {
        int left = logits.Length;
        Span<T> padded = stackalloc T[6 * StepElements];
        padded.Clear();
        Span<T> x = padded[..StepElements];
        Span<T> t = padded.Slice(StepElements, StepElements);
        Span<T> loss = padded.Slice(2 * StepElements, StepElements);
        Span<T> labelWeights = padded.Slice(3 * StepElements, StepElements);
        Span<T> positiveWeights = padded.Slice(4 * StepElements, StepElements);
        Span<T> scales = padded.Slice(5 * StepElements, StepElements);

        logits.CopyTo(x);
        targets.CopyTo(t);
        MemoryMarshal.CreateReadOnlySpan(ref block.LabelWeights.Next(left), left).CopyTo(labelWeights);
        MemoryMarshal.CreateReadOnlySpan(ref block.PositiveWeights.Next(left), left).CopyTo(positiveWeights);
        MemoryMarshal.CreateReadOnlySpan(ref block.Scales.Next(left), left).CopyTo(scales);

        scoped BinaryBlock<T> step = default;
        step.LabelWeights = new Cycle<T>(labelWeights);
        step.PositiveWeights = new Cycle<T>(positiveWeights);
        step.Scales = new Cycle<T>(scales);
        Place(ref step, StepElements, x, t, loss, x);
        BinaryKernel.Compute<T, TPass>(formula, ref step);

        loss[..left].CopyTo(losses);
        x[..gradient.Length].CopyTo(gradient);
    }

    private static void Place<T>(
        ref BinaryBlock<T> block, int count, ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> losses, Span<T> gradient)
        where T : unmanaged
    {
        block.Count = count;
        block.Logits = ref MemoryMarshal.GetReference(logits);
        block.Targets = ref MemoryMarshal.GetReference(targets);
        block.Losses = ref MemoryMarshal.GetReference(losses);
        block.Gradient = ref MemoryMarshal.GetReference(gradient);
    }
}
