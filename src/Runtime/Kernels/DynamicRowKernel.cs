using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

/// <summary>Rows of any number of classes: the kernel of <see cref="CrossEntropyLoss"/>, and of generated kernels on processors without 256-bit vectors.</summary>
internal readonly struct DynamicRowKernel<T>(int classes, Reduction reduction, long ignoreIndex, AllIgnored allIgnored, T smoothing) : IRowKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public int Classes => classes;

    public Reduction Reduction => reduction;

    public long IgnoreIndex => ignoreIndex;

    public AllIgnored AllIgnored => allIgnored;

    public int RowsPerStep => 1;

    public int ScratchLength => classes;

    public void Rows<TPass>(in RowBlock<T> block)
        where TPass : struct, IPass
        => DynamicRows.Compute<T, TPass>(classes, smoothing, in block);
}

/// <summary>The rows of a class count that is known only at run time.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DynamicRows
{
    /// <summary>Computes some rows of a block: those that a generated kernel is not made for.</summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TPass">Whether the gradient is wanted.</typeparam>
    /// <param name="classes">The number of classes.</param>
    /// <param name="smoothing">The label smoothing ε.</param>
    /// <param name="block">The block.</param>
    /// <param name="start">The first of the rows.</param>
    /// <param name="count">The number of rows.</param>
    /// <remarks>Never inlined: it is called for the rare row, and would use up the JIT's budget for the others.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Compute<T, TPass>(int classes, T smoothing, in RowBlock<T> block, nint start, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TPass : struct, IPass
        => Compute<T, TPass>(classes, smoothing, block.Slice(classes, start, count));

    /// <summary>Computes the rows with the widest vectors that the processor has and that are no longer than a row.</summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TPass">Whether the gradient is wanted.</typeparam>
    /// <param name="classes">The number of classes.</param>
    /// <param name="smoothing">The label smoothing ε.</param>
    /// <param name="block">The rows.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Compute<T, TPass>(int classes, T smoothing, in RowBlock<T> block)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TPass : struct, IPass
    {
        if (Vector512.IsHardwareAccelerated && classes >= Vector512<T>.Count)
        {
            RowLoop<Simd512<T>, Vector512<T>, T>.Compute<TPass>(classes, smoothing, in block);
        }
        else if (Vector256.IsHardwareAccelerated && classes >= Vector256<T>.Count)
        {
            RowLoop<Simd256<T>, Vector256<T>, T>.Compute<TPass>(classes, smoothing, in block);
        }
        else if (Vector128.IsHardwareAccelerated && classes >= Vector128<T>.Count)
        {
            RowLoop<Simd128<T>, Vector128<T>, T>.Compute<TPass>(classes, smoothing, in block);
        }
        else
        {
            RowLoop<SimdScalar<T>, T, T>.Compute<TPass>(classes, smoothing, in block);
        }
    }
}
