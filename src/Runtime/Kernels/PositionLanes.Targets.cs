using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

/// <content>
/// The targets of positions, one by one: a few loads and stores for each, where all vectors of all classes would be compared with them. Ignored positions have target −1, and a class −1 in scratch memory, before the
/// first one: so nothing depends on whether a position is ignored.
/// </content>
public static partial class PositionLanes
{
    /// <summary>Takes the exponentials of the targets away from those of the other classes; of ignored positions, which have none and get 1, all classes are cleared.</summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="block">The positions.</param>
    /// <param name="parked">The exponentials of the batch. Before them there is place for one class more.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="batch">The distance between classes in scratch memory.</param>
    /// <param name="start">The first position of the batch.</param>
    /// <param name="count">The number of positions, a multiple of the elements of the widest vector.</param>
    /// <param name="own">Receives the exponential of each position's target.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void TakeTargets<T>(in RowBlock<T> block, ref T parked, int classes, int batch, nint start, nint count, ref T own)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
        {
            PositionLanes<Simd512<T>, Vector512<T>, T>.PrepareIgnored(in block, ref parked, classes, batch, start, count);
        }
        else
        {
            PositionLanes<Simd256<T>, Vector256<T>, T>.PrepareIgnored(in block, ref parked, classes, batch, start, count);
        }

        ref int targets = ref Unsafe.Add(ref block.Targets, start);
        for (nint i = 0; i < count; i++)
        {
            ref T e = ref Unsafe.Add(ref parked, ((nint)Unsafe.Add(ref targets, i) * batch) + i);
            Unsafe.Add(ref own, i) = e;
            e = T.Zero;
        }
    }

    /// <summary>Puts −rest in the places of the targets: with the factor of their position, the others' exponentials become p and this one p − 1.</summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="block">The positions.</param>
    /// <param name="parked">The exponentials of the batch. Before them there is place for one class more.</param>
    /// <param name="batch">The distance between classes in scratch memory.</param>
    /// <param name="start">The first position of the batch.</param>
    /// <param name="count">The number of positions.</param>
    /// <param name="rest">Σ exp(x_j) over all classes but the target, of each position.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void PutTargets<T>(in RowBlock<T> block, ref T parked, int batch, nint start, nint count, ref T rest)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref int targets = ref Unsafe.Add(ref block.Targets, start);
        for (nint i = 0; i < count; i++)
        {
            Unsafe.Add(ref parked, ((nint)Unsafe.Add(ref targets, i) * batch) + i) = -Unsafe.Add(ref rest, i);
        }
    }
}
