using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

/// <summary>The rows of a class count that is known only at run time.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DynamicRows
{
    /// <summary>Computes some rows of a block: those that a generated kernel is not made for.</summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TPass">Whether the gradient is wanted.</typeparam>
    /// <param name="formula">The formula of the rows.</param>
    /// <param name="block">The block.</param>
    /// <param name="start">The first of the rows.</param>
    /// <param name="count">The number of rows.</param>
    /// <remarks>Never inlined: it is called for the rare row, and would use up the JIT's budget for the others.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Compute<T, TPass>(RowFormula<T> formula, in RowBlock<T> block, nint start, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TPass : struct, IPass
        => Compute<T, TPass>(formula, block.Slice(formula.Classes, start, count));

    /// <summary>Computes the rows with the widest vectors that the processor has and that are no longer than a row.</summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TPass">Whether the gradient is wanted.</typeparam>
    /// <param name="formula">The formula of the rows.</param>
    /// <param name="block">The rows.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Compute<T, TPass>(RowFormula<T> formula, in RowBlock<T> block)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TPass : struct, IPass
    {
        int classes = formula.Classes;
        if (Vector512.IsHardwareAccelerated && classes >= Vector512<T>.Count)
        {
            RowLoop<Simd512<T>, Vector512<T>, T>.Compute<TPass>(formula, in block);
        }
        else if (Vector256.IsHardwareAccelerated && classes >= Vector256<T>.Count)
        {
            RowLoop<Simd256<T>, Vector256<T>, T>.Compute<TPass>(formula, in block);
        }
        else if (Vector128.IsHardwareAccelerated && classes >= Vector128<T>.Count)
        {
            RowLoop<Simd128<T>, Vector128<T>, T>.Compute<TPass>(formula, in block);
        }
        else
        {
            RowLoop<SimdScalar<T>, T, T>.Compute<TPass>(formula, in block);
        }
    }

    /// <summary>The elements of the widest vector that the processor has.</summary>
    internal static int WidestLanes<T>()
        where T : unmanaged
        => Vector512.IsHardwareAccelerated ? Vector512<T>.Count
            : Vector256.IsHardwareAccelerated ? Vector256<T>.Count
            : Vector128.IsHardwareAccelerated ? Vector128<T>.Count
            : 1;

    /// <summary>Computes a few long rows, each of which threads share.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void ComputeInPieces<T, TPass>(RowFormula<T> formula, in RowBlock<T> block, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TPass : struct, IPass
    {
        if (Vector512.IsHardwareAccelerated)
        {
            RowLoop<Simd512<T>, Vector512<T>, T>.ComputeInPieces<TPass>(formula, in block, threads);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            RowLoop<Simd256<T>, Vector256<T>, T>.ComputeInPieces<TPass>(formula, in block, threads);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            RowLoop<Simd128<T>, Vector128<T>, T>.ComputeInPieces<TPass>(formula, in block, threads);
        }
        else
        {
            RowLoop<SimdScalar<T>, T, T>.ComputeInPieces<TPass>(formula, in block, threads);
        }
    }
}

/// <summary>The positions of a sample (C, S) whose class count is known only at run time.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class DynamicPositions
{
    private const int MostClassesOfStep = 1 << 22;

    /// <summary>Computes some positions of a block: those that a generated kernel is not made for.</summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TPass">Whether the gradient is wanted.</typeparam>
    /// <param name="formula">The formula of the rows.</param>
    /// <param name="block">The block.</param>
    /// <param name="start">The first of the positions.</param>
    /// <param name="count">The number of positions, a multiple of the elements of the widest vector.</param>
    /// <remarks>Never inlined: it is called for the rare position, and would use up the JIT's budget for the others.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Compute<T, TPass>(RowFormula<T> formula, in RowBlock<T> block, nint start, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TPass : struct, IPass
        => Compute<T, TPass>(formula, block.Slice(formula.Classes, start, count));

    /// <summary>Computes the positions with the widest vectors that the processor has.</summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TPass">Whether the gradient is wanted.</typeparam>
    /// <param name="formula">The formula of the rows.</param>
    /// <param name="block">The positions, a multiple of the elements of the widest vector.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Compute<T, TPass>(RowFormula<T> formula, in RowBlock<T> block)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TPass : struct, IPass
    {
        if (Vector512.IsHardwareAccelerated && block.Rows % Vector512<T>.Count == 0)
        {
            PositionLoop<Simd512<T>, Vector512<T>, T>.Compute<TPass>(formula, in block);
        }
        else if (Vector256.IsHardwareAccelerated && block.Rows % Vector256<T>.Count == 0)
        {
            PositionLoop<Simd256<T>, Vector256<T>, T>.Compute<TPass>(formula, in block);
        }
        else if (Vector128.IsHardwareAccelerated && block.Rows % Vector128<T>.Count == 0)
        {
            PositionLoop<Simd128<T>, Vector128<T>, T>.Compute<TPass>(formula, in block);
        }
        else
        {
            PositionLoop<SimdScalar<T>, T, T>.Compute<TPass>(formula, in block);
        }
    }

    /// <summary>The elements of a vector; 1 where a step of so many classes would be more than an array can hold.</summary>
    internal static int RowsPerStep<T>(int classes)
        where T : unmanaged
        => classes > MostClassesOfStep ? 1
            : DynamicRows.WidestLanes<T>();
}
