using System.Buffers;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CeGen.Runtime;

/// <summary>
/// Everything about a binary cross entropy but its elements, once for generated and dynamic kernels: checks, blocks, the end that fills no vector,
/// the sum.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BinaryLossDriver
{
    /// <summary>The elements of a block, whose losses are summed together; they fit the stack and the first-level cache.</summary>
    internal const int BlockElements = 1024;

    /// <summary>The lanes of the widest vector: kernels take a multiple of them.</summary>
    internal const int StepElements = 16;

    /// <summary>Runs a loss.</summary>
    /// <typeparam name="TKernel">The kernel; a struct, so that this method is compiled for it.</typeparam>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="kernel">The kernel.</param>
    /// <param name="arguments">What the user passed.</param>
    /// <returns>The reduced loss; 0 with <see cref="Reduction.None"/>.</returns>
    /// <exception cref="ArgumentException">A length is wrong, or two spans overlap that must not. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A target or a weight is out of its range. Nothing has been written.</exception>
    public static T Run<TKernel, T>(TKernel kernel, scoped BinaryArguments<T> arguments)
        where TKernel : struct, IBinaryKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        BinaryArgumentChecks.Check(kernel.Labels, kernel.Reduction, in arguments);
        double divisor = kernel.Reduction == Reduction.Mean ? arguments.Logits.Length : 1;
        T scale = T.CreateTruncating(double.CreateTruncating(arguments.Upstream) / divisor);
        double sum = arguments.HasGradient
            ? Blocks<TKernel, T, BackwardPass>(kernel, in arguments, scale)
            : Blocks<TKernel, T, ForwardPass>(kernel, in arguments, scale);
        return kernel.Reduction == Reduction.None ? T.Zero : T.CreateTruncating(sum / divisor);
    }

    [SkipLocalsInit]
    private static double Blocks<TKernel, T, TPass>(TKernel kernel, scoped in BinaryArguments<T> arguments, T scale)
        where TKernel : struct, IBinaryKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TPass : struct, IPass
    {
        Span<T> ownLosses = stackalloc T[BlockElements];
        Span<T> sameLabelWeights = stackalloc T[StepElements];
        Span<T> samePositiveWeights = stackalloc T[StepElements];
        Span<T> sameScales = stackalloc T[StepElements];
        sameScales.Fill(scale);

        int length = arguments.Logits.Length;
        int columnMemory = Cycle<T>.ColumnMemory(kernel.Labels);
        T[] rented = ArrayPool<T>.Shared.Rent(2 * columnMemory);
        Cycle<T> labelWeights = arguments.HasLabelWeights
            ? Passed(arguments.LabelWeights, length, rented.AsSpan(0, columnMemory))
            : Constant(kernel.LabelWeights, sameLabelWeights, rented.AsSpan(0, columnMemory));
        Cycle<T> positiveWeights = arguments.HasPositiveWeights
            ? Passed(arguments.PositiveWeights, length, rented.AsSpan(columnMemory, columnMemory))
            : Constant(kernel.PositiveWeights, samePositiveWeights, rented.AsSpan(columnMemory, columnMemory));
        var scales = new Cycle<T>(arguments.HasUpstreams ? arguments.Upstreams : sameScales);

        LossSum sum = default;
        for (int i = 0; i < length; i += BlockElements)
        {
            int count = Math.Min(BlockElements, length - i);
            int whole = count - (count % StepElements);
            Span<T> losses = arguments.HasLosses ? arguments.Losses.Slice(i, count) : ownLosses[..count];
            ReadOnlySpan<T> logits = arguments.Logits.Slice(i, count);
            ReadOnlySpan<T> targets = arguments.Targets.Slice(i, count);
            Span<T> gradient = TPass.Backward ? arguments.Gradient.Slice(i, count) : default;
            if (whole > 0)
            {
                kernel.Elements<TPass>(Block(whole, logits, targets, losses, gradient, labelWeights.At(i), positiveWeights.At(i), scales.At(i)));
            }

            if (whole < count)
            {
                PaddedStep<TKernel, T, TPass>(
                    kernel,
                    logits[whole..],
                    targets[whole..],
                    losses[whole..],
                    TPass.Backward ? gradient[whole..] : default,
                    labelWeights.At(i + whole),
                    positiveWeights.At(i + whole),
                    scales.At(i + whole));
            }

            if (kernel.Reduction != Reduction.None)
            {
                sum.Add(LossSum.Block<T>(losses));
            }
        }

        ArrayPool<T>.Shared.Return(rented);
        return sum.Total;
    }

    /// <summary>Weights that the user passed: of the elements, or of the columns.</summary>
    private static Cycle<T> Passed<T>(ReadOnlySpan<T> weights, int length, Span<T> memory)
        where T : unmanaged
        => weights.Length == length ? new Cycle<T>(weights) : Cycle<T>.Columns(weights, memory);

    /// <summary>Weights of the kernel: of the columns, one for all, or 1.</summary>
    private static Cycle<T> Constant<T>(ReadOnlySpan<T> weights, Span<T> same, Span<T> memory)
        where T : unmanaged, INumberBase<T>
    {
        if (weights.Length > 1)
        {
            return Cycle<T>.Columns(weights, memory);
        }

        same.Fill(weights.IsEmpty ? T.One : weights[0]);
        return new Cycle<T>(same);
    }

    /// <summary>The elements at the end, which fill no step, in a step of their own.</summary>
    private static void PaddedStep<TKernel, T, TPass>(
        TKernel kernel,
        ReadOnlySpan<T> logits,
        ReadOnlySpan<T> targets,
        Span<T> losses,
        Span<T> gradient,
        Cycle<T> labelWeights,
        Cycle<T> positiveWeights,
        Cycle<T> scales)
        where TKernel : struct, IBinaryKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TPass : struct, IPass
    {
        int left = logits.Length;
        Span<T> padded = stackalloc T[6 * StepElements];
        padded.Clear();
        Span<T> x = padded[..StepElements];
        Span<T> t = padded.Slice(StepElements, StepElements);
        Span<T> loss = padded.Slice(2 * StepElements, StepElements);
        logits.CopyTo(x);
        targets.CopyTo(t);

        kernel.Elements<TPass>(Block(
            StepElements,
            x,
            t,
            loss,
            x,
            Step(labelWeights, left, padded.Slice(3 * StepElements, StepElements)),
            Step(positiveWeights, left, padded.Slice(4 * StepElements, StepElements)),
            Step(scales, left, padded.Slice(5 * StepElements, StepElements))));

        loss[..left].CopyTo(losses);
        x[..gradient.Length].CopyTo(gradient);
    }

    /// <summary>The next numbers, in a step of their own: there may be no more of them.</summary>
    private static Cycle<T> Step<T>(Cycle<T> numbers, int count, Span<T> memory)
        where T : unmanaged
    {
        MemoryMarshal.CreateReadOnlySpan(ref numbers.Current, count).CopyTo(memory);
        return new Cycle<T>(memory);
    }

    private static BinaryBlock<T> Block<T>(
        int count,
        ReadOnlySpan<T> logits,
        ReadOnlySpan<T> targets,
        Span<T> losses,
        Span<T> gradient,
        Cycle<T> labelWeights,
        Cycle<T> positiveWeights,
        Cycle<T> scales)
        where T : unmanaged
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
