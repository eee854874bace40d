using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

/// <content>What is brought into the cache before it is needed.</content>
public static partial class PositionLanes
{
    /// <summary>The binary logarithm of the bytes after which the second-level cache begins again with its sets, and the places of a set.</summary>
    private const int LogBytesOfSets = 16, PlacesOfSet = 16;

    /// <summary>Brings the cache lines closer in which the gradient of a batch ends, where it goes to scratch memory first. They are written as usual, and by then they have come.</summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TPass">The pass.</typeparam>
    /// <param name="block">The positions.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="start">The first position of the batch.</param>
    /// <param name="count">The number of positions.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void FetchEnds<T, TPass>(in RowBlock<T> block, int classes, nint start, nint count)
        where T : unmanaged
        where TPass : struct, IPass
    {
        if (ParksGradient<T, TPass>(in block, start))
        {
            Prefetch(ref block.Gradient, block.Stride, classes, start + count);
        }
    }

    /// <summary>Brings logits closer: a cache line of each class, of as many as are fetched ahead. Where there are no logits, nothing happens.</summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="block">The positions.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="position">The position.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch<T>(in RowBlock<T> block, int classes, nint position)
        where T : unmanaged
        => Prefetch(ref block.Logits, block.Stride, classes, position);

    /// <summary>Brings logits closer, or nothing where there are none.</summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="logits">Some logit.</param>
    /// <param name="distance">How many elements after it those are that are fetched.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Fetch<T>(ref T logits, nint distance)
        where T : unmanaged
    {
        // No reference: it may point anywhere.
        if (Sse.IsSupported)
        {
            Sse.Prefetch0((T*)Unsafe.AsPointer(ref logits) + distance);
        }
    }

    /// <summary>
    /// The most classes whose cache lines are fetched before they are copied. Where the positions of a sample are a multiple of a large power of two, the lines of all classes at one position belong to
    /// few sets of the cache, and with more lines than these have places, the first are gone before they are copied.
    /// </summary>
    /// <param name="stride">The distance between classes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe int ClassesAhead<T>(nint stride)
        where T : unmanaged
        => PlacesOfSet << (LogBytesOfSets - int.Min(LogBytesOfSets, BitOperations.TrailingZeroCount(stride * sizeof(T))));

    /// <summary>Brings the logits of a batch closer that come so many classes later that they were not fetched before.</summary>
    /// <param name="logits">The logits of a class.</param>
    /// <param name="stride">The distance between classes.</param>
    /// <param name="classes">The classes from there on.</param>
    /// <param name="count">The number of positions.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe void PrefetchLater<T>(ref T logits, nint stride, nint classes, nint count)
        where T : unmanaged
    {
        int ahead = ClassesAhead<T>(stride);
        if (!Sse.IsSupported || classes <= ahead)
        {
            return;
        }

        T* later = (T*)Unsafe.AsPointer(ref logits) + (ahead * stride);
        for (nint i = 0; i < count; i += CacheLine.Bytes / sizeof(T))
        {
            Sse.Prefetch0(later + i);
        }
    }

    /// <summary>Brings a cache line of each class closer, of as many as stay there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Prefetch<T>(ref T start, nint distance, int classes, nint position)
        where T : unmanaged
    {
        if (!Sse.IsSupported)
        {
            return;
        }

        // No references: these may point anywhere.
        nint stride = distance * sizeof(T);
        byte* line = (byte*)Unsafe.AsPointer(ref start) + (position * sizeof(T));
        classes = int.Min(classes, ClassesAhead<T>(distance));
        int c = 0;
        for (; c <= classes - 4; c += 4)
        {
            Sse.Prefetch0(line);
            Sse.Prefetch0(line + stride);
            Sse.Prefetch0(line + (2 * stride));
            Sse.Prefetch0(line + (3 * stride));
            line += 4 * stride;
        }

        for (; c < classes; c++)
        {
            Sse.Prefetch0(line);
            line += stride;
        }
    }
}
