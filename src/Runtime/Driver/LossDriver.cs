using System.Buffers;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CeGen.Runtime;

/// <summary>
/// Everything about a loss but its rows, once for generated and dynamic kernels: the arguments are checked whole, the targets scanned, the
/// divisor found; then the kernel computes block after block of rows, and their losses are summed in order.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LossDriver
{
    /// <summary>The rows of a block. What a block needs of memory (targets, scales, losses) fits the stack and the first-level cache.</summary>
    internal const int BlockRows = 256;

    /// <summary>The longest scratch memory that is taken from the stack, in elements.</summary>
    private const int StackScratch = 1024;

    /// <summary>Runs a loss.</summary>
    /// <typeparam name="TKernel">The kernel; a struct, so that this method is compiled for it.</typeparam>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TTarget">The type of the class indices.</typeparam>
    /// <param name="kernel">The kernel.</param>
    /// <param name="arguments">What the user passed.</param>
    /// <returns>The reduced loss; 0 with <see cref="Reduction.None"/>.</returns>
    /// <exception cref="ArgumentException">A length is wrong, or two spans overlap that must not. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A target is neither a class nor the ignore index. Nothing has been written.</exception>
    /// <exception cref="InvalidOperationException">All rows are ignored, and the kernel's <see cref="AllIgnored"/> is to throw. Nothing has been written.</exception>
    public static T Run<TKernel, T, TTarget>(TKernel kernel, scoped LossArguments<T, TTarget> arguments)
        where TKernel : struct, IRowKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, IBinaryInteger<TTarget>
    {
        int rows = ArgumentChecks.Rows(kernel.Classes, kernel.Reduction, in arguments);
        int counted = TargetScan.CountedRows(arguments.Targets, kernel.Classes, kernel.IgnoreIndex, arguments.IsUnbatched);
        bool isAllIgnored = kernel.Reduction == Reduction.Mean && counted == 0 && rows > 0;
        if (isAllIgnored && kernel.AllIgnored == AllIgnored.Throw)
        {
            throw new InvalidOperationException(
                $"All {rows} rows are ignored (target {kernel.IgnoreIndex}), so that there is no mean. Skip such a batch, or set AllIgnored to Zero or NaN.");
        }

        double divisor = kernel.Reduction == Reduction.Mean ? counted : 1;

        double sum = arguments.HasGradient
            ? Blocks<TKernel, T, TTarget, BackwardPass>(kernel, in arguments, rows, arguments.Upstream / T.CreateTruncating(divisor))
            : Blocks<TKernel, T, TTarget, ForwardPass>(kernel, in arguments, rows, T.Zero);

        return kernel.Reduction == Reduction.None || (isAllIgnored && kernel.AllIgnored == AllIgnored.Zero)
            ? T.Zero
            : T.CreateTruncating(sum / divisor);
    }

    [SkipLocalsInit]
    private static double Blocks<TKernel, T, TTarget, TPass>(TKernel kernel, scoped in LossArguments<T, TTarget> arguments, int rows, T scale)
        where TKernel : struct, IRowKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, IBinaryInteger<TTarget>
        where TPass : struct, IPass
    {
        Span<int> targets = stackalloc int[BlockRows];
        Span<T> scales = stackalloc T[TPass.Backward ? BlockRows : 0];
        Span<T> ownLosses = stackalloc T[BlockRows];

        int scratchLength = TPass.Backward ? 0 : kernel.ScratchLength;
        T[]? rented = scratchLength > StackScratch ? ArrayPool<T>.Shared.Rent(scratchLength) : null;
        Span<T> scratch = rented ?? stackalloc T[StackScratch];

        LossSum sum = default;
        for (int row = 0, count; row < rows; row += count)
        {
            count = Math.Min(BlockRows, rows - row);
            Span<int> classes = targets[..count];
            TargetBlock.Normalize(arguments.Targets.Slice(row, count), kernel.IgnoreIndex, classes);
            if (TPass.Backward)
            {
                Scales(in arguments, row, classes, scale, scales[..count]);
            }

            Span<T> losses = arguments.HasLosses ? arguments.Losses.Slice(row, count) : ownLosses[..count];
            ReadOnlySpan<T> logits = arguments.Logits.Slice(row * kernel.Classes, count * kernel.Classes);
            Span<T> gradient = TPass.Backward ? arguments.Gradient.Slice(row * kernel.Classes, count * kernel.Classes) : default;

            int whole = count - count % kernel.RowsPerStep;
            if (whole > 0)
            {
                kernel.Rows<TPass>(Block(whole, logits, classes, scales, losses, gradient, scratch));
            }

            if (whole < count)
            {
                int start = whole * kernel.Classes;
                Span<T> gradientLeft = TPass.Backward ? gradient[start..] : default;
                Span<T> scalesLeft = TPass.Backward ? scales[whole..count] : default;
                PaddedStep<TKernel, T, TPass>(kernel, logits[start..], classes[whole..], scalesLeft, losses[whole..], gradientLeft, scratch);
            }

            if (kernel.Reduction != Reduction.None)
            {
                sum.Add(LossSum.Block<T>(losses));
            }
        }

        if (rented is not null)
        {
            ArrayPool<T>.Shared.Return(rented);
        }

        return sum.Total;
    }

    /// <summary>What the gradient of each row of a block is multiplied with.</summary>
    private static void Scales<T, TTarget>(scoped in LossArguments<T, TTarget> arguments, int row, ReadOnlySpan<int> classes, T scale, Span<T> scales)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, IBinaryInteger<TTarget>
    {
        if (arguments.HasUpstreams)
        {
            arguments.Upstreams.Slice(row, classes.Length).CopyTo(scales);
        }
        else
        {
            scales.Fill(scale);
        }

        TargetBlock.ClearIgnored(classes, scales);
    }

    /// <summary>The rows that do not fill a step, in a step of their own whose other rows are ignored ones.</summary>
    [SkipLocalsInit]
    private static void PaddedStep<TKernel, T, TPass>(
        TKernel kernel, ReadOnlySpan<T> logits, ReadOnlySpan<int> classes, ReadOnlySpan<T> scales, Span<T> losses, Span<T> gradient, Span<T> scratch)
        where TKernel : struct, IRowKernel<T>
        where T : unmanaged
        where TPass : struct, IPass
    {
        int step = kernel.RowsPerStep;
        Span<T> padded = stackalloc T[step * kernel.Classes];
        Span<int> paddedClasses = stackalloc int[step];
        Span<T> paddedScales = stackalloc T[step];
        Span<T> paddedLosses = stackalloc T[step];

        logits.CopyTo(padded);
        padded[logits.Length..].Clear();
        classes.CopyTo(paddedClasses);
        paddedClasses[classes.Length..].Fill(-1);
        if (TPass.Backward)
        {
            scales.CopyTo(paddedScales);
            paddedScales[scales.Length..].Clear();
        }

        kernel.Rows<TPass>(Block<T>(step, padded, paddedClasses, paddedScales, paddedLosses, padded, scratch));

        paddedLosses[..losses.Length].CopyTo(losses);
        padded[..gradient.Length].CopyTo(gradient);
    }

    private static RowBlock<T> Block<T>(
        int rows, ReadOnlySpan<T> logits, Span<int> classes, Span<T> scales, Span<T> losses, Span<T> gradient, Span<T> scratch)
        where T : unmanaged
        => new(
            rows,
            ref MemoryMarshal.GetReference(logits),
            ref MemoryMarshal.GetReference(classes),
            ref MemoryMarshal.GetReference(scales),
            ref MemoryMarshal.GetReference(losses),
            ref MemoryMarshal.GetReference(gradient),
            ref MemoryMarshal.GetReference(scratch));
}
