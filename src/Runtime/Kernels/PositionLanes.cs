using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

/// <summary>
/// Positions of a sample (C, S), whose classes lie far from each other: they come to scratch memory class by class, as logits or as exponentials, and their gradient leaves it in runs of some classes. So every cache line
/// of the logits and of the gradient is touched once, in runs that the processor sees coming, also where the lines of all classes belong to a few sets of the cache.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class PositionLanes
{
    /// <summary>Whether the gradient of a batch goes to scratch memory first: where it is to be written past the caches, but not in whole cache lines.</summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TPass">The pass.</typeparam>
    /// <param name="block">The positions.</param>
    /// <param name="start">The first position of the batch.</param>
    /// <returns>Whether it does.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool ParksGradient<T, TPass>(in RowBlock<T> block, nint start)
        where T : unmanaged
        where TPass : struct, IPass
        => TPass.Streams && !AreLines<T, TPass>(in block, start);

    /// <summary>Copies the logits of a batch to the scratch memory and puts the largest of each position behind them. Ignored positions count as zeros.</summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TPass">The pass.</typeparam>
    /// <param name="block">The positions.</param>
    /// <param name="parked">Where they go in scratch memory.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="batch">The distance between classes in scratch memory.</param>
    /// <param name="start">The first position of the batch.</param>
    /// <param name="count">The number of positions, a multiple of the elements of the widest vector.</param>
    /// <returns>Whether all positions are within the range of the shift.</returns>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static bool Park<T, TPass>(in RowBlock<T> block, ref T parked, int classes, int batch, nint start, nint count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TPass : struct, IPass
    {
        return Vector512.IsHardwareAccelerated
            ? PositionLanes<Simd512<T>, Vector512<T>, T>.Park(in block, ref parked, classes, batch, start, count)
            : PositionLanes<Simd256<T>, Vector256<T>, T>.Park(in block, ref parked, classes, batch, start, count);
    }

    /// <summary>
    /// Whether the gradient is written past the caches: where it is asked for, and the vectors of a batch are whole cache lines, in every class.
    /// </summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TPass">The pass.</typeparam>
    /// <param name="block">The positions.</param>
    /// <param name="start">The position of the first vector.</param>
    /// <returns>Whether they are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe bool AreLines<T, TPass>(in RowBlock<T> block, nint start)
        where T : unmanaged
        where TPass : struct, IPass
        => TPass.Streams
            && ((nint)((T*)Unsafe.AsPointer(ref block.Gradient) + start) & (CacheLine.Bytes - 1)) == 0
            && ((block.Stride * sizeof(T)) & (CacheLine.Bytes - 1)) == 0;

    /// <summary>Copies the gradient of a batch from the scratch memory to where it goes.</summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TPass">The pass.</typeparam>
    /// <param name="block">The positions.</param>
    /// <param name="parked">Where it starts in scratch memory.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="batch">The distance between classes in scratch memory.</param>
    /// <param name="start">The first position of the batch.</param>
    /// <param name="count">The number of positions, a multiple of the elements of the widest vector.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Write<T, TPass>(in RowBlock<T> block, ref T parked, int classes, int batch, nint start, nint count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TPass : struct, IPass
    {
        ref T gradient = ref Unsafe.Add(ref block.Gradient, start);
        for (nint c = 0; c < classes; c++)
        {
            ref T entries = ref Unsafe.Add(ref parked, c * batch);
            if (TPass.Streams)
            {
                Streaming.Copy(MemoryMarshal.CreateReadOnlySpan(ref entries, (int)count), MemoryMarshal.CreateSpan(ref gradient, (int)count));
            }
            else if (Vector512.IsHardwareAccelerated)
            {
                PositionLanes<Simd512<T>, Vector512<T>, T>.Copy(ref entries, ref gradient, count);
            }
            else
            {
                PositionLanes<Simd256<T>, Vector256<T>, T>.Copy(ref entries, ref gradient, count);
            }

            gradient = ref Unsafe.Add(ref gradient, block.Stride);
        }
    }
}
