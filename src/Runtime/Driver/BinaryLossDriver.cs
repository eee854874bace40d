using System.Buffers;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace CeGen.Runtime;

/// <summary>
/// Everything about a binary cross entropy but its elements, once for generated and dynamic kernels: checks, divisor, and the blocks of
/// <see cref="BinaryBlocks{TKernel, T, TPass}"/>.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BinaryLossDriver
{
    /// <summary>The elements of a block, whose losses are summed together; they fit the stack and the first-level cache.</summary>
    internal const int BlockElements = 1024;

    /// <summary>The elements that kernels take a multiple of: four of the widest vectors, which are computed beside each other.</summary>
    internal const int StepElements = 64;

    /// <summary>The most numbers of <see cref="LabelBits"/> that are on the stack; memory for more is rented.</summary>
    private const int LabelsOnStack = 512;

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
        => Whole(kernel, arguments);

    [SkipLocalsInit]
    private static T Whole<TKernel, T>(TKernel kernel, scoped BinaryArguments<T> arguments)
        where TKernel : struct, IBinaryKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        BinaryArgumentChecks.CheckPlaces(kernel.Labels, kernel.Reduction, in arguments);
        T[]? rented = null;
        int areLabels = 0;
        if (IsPlain(kernel, in arguments) && !arguments.HasLosses)
        {
            // Where a target is refused below, the array is left to the collector.
            int numbers = LabelBits.Numbers<T>(arguments.Targets.Length);
            Span<T> bits = numbers <= LabelsOnStack ? stackalloc T[LabelsOnStack] : rented = ArrayPool<T>.Shared.Rent(numbers);
            areLabels = LabelBits.Write(arguments.Targets, bits);
            arguments.Labels = areLabels == arguments.Targets.Length ? bits : default;
        }

        BinaryArgumentChecks.CheckNumbers(kernel.Labels, in arguments, areLabels);
        double divisor = kernel.Reduction == Reduction.Mean ? arguments.Logits.Length : 1;
        T scale = Scalar.From<T>(Scalar.ToDouble(arguments.Upstream) / divisor);
        double sum = !arguments.HasGradient ? BinaryBlocks<TKernel, T, ForwardPass>.Run(kernel, in arguments, scale)
            : Streaming.Applies(arguments.Logits, arguments.Gradient) ? RunPastCaches(kernel, in arguments, scale)
            : BinaryBlocks<TKernel, T, BackwardPass>.Run(kernel, in arguments, scale);
        if (rented is not null)
        {
            ArrayPool<T>.Shared.Return(rented);
        }

        return kernel.Reduction == Reduction.None ? default : Scalar.From<T>(sum / divisor);
    }

    /// <summary>Whether the elements of a call are those of <see cref="PlainBinaryBlocks{TKernel, T, TPass}"/>.</summary>
    internal static bool IsPlain<TKernel, T>(TKernel kernel, scoped in BinaryArguments<T> arguments)
        where TKernel : struct, IBinaryKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => kernel.IsPlain && kernel.Reduction != Reduction.None && arguments is { HasLabelWeights: false, HasPositiveWeights: false };

    /// <summary>A run whose gradient is written past the caches, and has to stay where it is.</summary>
    private static unsafe double RunPastCaches<TKernel, T>(TKernel kernel, scoped in BinaryArguments<T> arguments, T scale)
        where TKernel : struct, IBinaryKernel<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* gradient = arguments.Gradient)
        {
            return BinaryBlocks<TKernel, T, StreamingPass>.Run(kernel, in arguments, scale);
        }
    }
}
