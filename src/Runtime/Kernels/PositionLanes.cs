using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

/// <summary>
/// Positions of a sample (C, S), whose classes lie far from each other: they are copied to scratch memory, class by class, and back. So every cache line of the logits and of the gradient
/// is touched once, in runs that the processor sees coming, also where the lines of all classes belong to a few sets of the cache.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PositionLanes
{
    /// <summary>The bytes after which the second-level cache begins again with its sets, and the places of a set.</summary>
    private const int BytesOfSets = 1 << 16, PlacesOfSet = 16;

    /// <summary>Copies the logits of a batch to the scratch memory and puts the largest of each position behind them. Ignored positions count as zeros.</summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TPass">The pass.</typeparam>
    /// <param name="block">The positions.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="batch">The distance between classes in scratch memory.</param>
    /// <param name="start">The first position of the batch.</param>
    /// <param name="count">The number of positions, a multiple of the elements of the widest vector.</param>
    /// <returns>Whether all positions are within the range of the shift.</returns>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static bool Park<T, TPass>(in RowBlock<T> block, int classes, int batch, nint start, nint count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TPass : struct, IPass
    {
        if (TPass.Streams && !AreLines<T, TPass>(in block, start))
        {
            // Where a batch ends within cache lines, these are written as usual. By then they have come.
            Prefetch(ref block.Gradient, block.Stride, classes, start + count);
        }

        return Vector512.IsHardwareAccelerated
            ? PositionLanes<Simd512<T>, Vector512<T>, T>.Park(in block, classes, batch, start, count)
            : PositionLanes<Simd256<T>, Vector256<T>, T>.Park(in block, classes, batch, start, count);
    }

    /// <summary>
    /// Whether the gradient is written past the caches and its 512-bit vectors are whole cache lines, in every class. They are then written where they go, and else to scratch memory first.
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

    /// <summary>Writes a vector of the gradient.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="destination">Some element.</param>
    /// <param name="offset">How many elements after it the vector goes.</param>
    /// <param name="isLine">Whether it is a whole cache line that is written past the caches, in memory that does not move.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Vector512<float> vector, ref float destination, nuint offset, bool isLine)
    {
        if (isLine)
        {
            vector.StoreAlignedNonTemporal((float*)Unsafe.AsPointer(ref destination) + offset);
        }
        else
        {
            vector.StoreUnsafe(ref destination, offset);
        }
    }

    /// <inheritdoc cref="Store(Vector512{float}, ref float, nuint, bool)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Vector512<double> vector, ref double destination, nuint offset, bool isLine)
    {
        if (isLine)
        {
            vector.StoreAlignedNonTemporal((double*)Unsafe.AsPointer(ref destination) + offset);
        }
        else
        {
            vector.StoreUnsafe(ref destination, offset);
        }
    }

    /// <summary>Copies the gradient of a batch from the scratch memory to where it goes.</summary>
    /// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TPass">The pass.</typeparam>
    /// <param name="block">The positions.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="batch">The distance between classes in scratch memory.</param>
    /// <param name="start">The first position of the batch.</param>
    /// <param name="count">The number of positions, a multiple of the elements of the widest vector.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Write<T, TPass>(in RowBlock<T> block, int classes, int batch, nint start, nint count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TPass : struct, IPass
    {
        ref T gradient = ref Unsafe.Add(ref block.Gradient, start);
        for (nint c = 0; c < classes; c++)
        {
            ref T parked = ref Unsafe.Add(ref block.Scratch, c * batch);
            if (TPass.Streams)
            {
                Streaming.Copy(MemoryMarshal.CreateReadOnlySpan(ref parked, (int)count), MemoryMarshal.CreateSpan(ref gradient, (int)count));
            }
            else if (Vector512.IsHardwareAccelerated)
            {
                PositionLanes<Simd512<T>, Vector512<T>, T>.Copy(ref parked, ref gradient, count);
            }
            else
            {
                PositionLanes<Simd256<T>, Vector256<T>, T>.Copy(ref parked, ref gradient, count);
            }

            gradient = ref Unsafe.Add(ref gradient, block.Stride);
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
        => Prefetch(ref block.Logits, block.Stride, Math.Min(classes, ClassesAhead<T>(block.Stride)), position);

    /// <summary>
    /// The most classes whose cache lines are fetched before they are copied. Where the positions of a sample are a multiple of a large power of two, the lines of all classes at one position belong to
    /// few sets of the cache, and with more lines than these have places, the first are gone before they are copied.
    /// </summary>
    /// <param name="stride">The distance between classes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe int ClassesAhead<T>(nint stride)
        where T : unmanaged
    {
        nint bytes = stride * sizeof(T);
        return PlacesOfSet * (int)(BytesOfSets / nint.Min(BytesOfSets, bytes & -bytes));
    }

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

/// <summary><see cref="PositionLanes"/> of one width.</summary>
internal static class PositionLanes<TSimd, TVector, T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc cref="PositionLanes.Park"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Park(in RowBlock<T> block, int classes, nint batch, nint start, nint count)
    {
        nint stride = block.Stride;
        ref T logits = ref Unsafe.Add(ref block.Logits, start);
        ref T parked = ref block.Scratch;
        ref T maxima = ref Unsafe.Add(ref parked, classes * batch);
        Copy(ref logits, ref maxima, count);

        // Four classes at a time: their maxima are loaded and stored once.
        nint c = 0;
        for (; c <= classes - 4; c += 4)
        {
            for (nint k = 0; k < 4; k++)
            {
                PositionLanes.PrefetchLater(ref Unsafe.Add(ref logits, k * stride), stride, classes - c - k, count);
            }

            for (nint i = 0; i < count; i += TSimd.Count)
            {
                TVector x0 = TSimd.Load(in logits, i);
                TVector x1 = TSimd.Load(in logits, stride + i);
                TVector x2 = TSimd.Load(in logits, (2 * stride) + i);
                TVector x3 = TSimd.Load(in logits, (3 * stride) + i);
                TSimd.Store(x0, ref parked, i);
                TSimd.Store(x1, ref parked, batch + i);
                TSimd.Store(x2, ref parked, (2 * batch) + i);
                TSimd.Store(x3, ref parked, (3 * batch) + i);
                TVector max = TSimd.Max(TSimd.Max(TSimd.Max(TSimd.Max(TSimd.Load(in maxima, i), x0), x1), x2), x3);
                TSimd.Store(max, ref maxima, i);
            }

            logits = ref Unsafe.Add(ref logits, 4 * stride);
            parked = ref Unsafe.Add(ref parked, 4 * batch);
        }

        for (; c < classes; c++)
        {
            for (nint i = 0; i < count; i += TSimd.Count)
            {
                TVector x = TSimd.Load(in logits, i);
                TSimd.Store(x, ref parked, i);
                TSimd.Store(TSimd.Max(TSimd.Load(in maxima, i), x), ref maxima, i);
            }

            logits = ref Unsafe.Add(ref logits, stride);
            parked = ref Unsafe.Add(ref parked, batch);
        }

        if (!block.HasProbabilities)
        {
            ClearIgnored(in block, classes, batch, start, count);
        }

        TVector areOrdinary = TSimd.HasInteger(TSimd.Zero, 0);
        for (nint i = 0; i < count; i += TSimd.Count)
        {
            areOrdinary = TSimd.And(areOrdinary, VectorMath.AreOrdinary<TSimd, TVector, T>(TSimd.Load(in maxima, i)));
        }

        return TSimd.HorizontalMax(TSimd.Select(areOrdinary, TSimd.Zero, TSimd.Create(1.0))) == T.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(ref T source, ref T destination, nint count)
    {
        for (nint i = 0; i < count; i += TSimd.Count)
        {
            TSimd.Store(TSimd.Load(in source, i), ref destination, i);
        }
    }

    /// <summary>Ignored positions have target −1. Whatever their logits are, NaN too, they count as zeros.</summary>
    private static void ClearIgnored(in RowBlock<T> block, int classes, nint batch, nint start, nint count)
    {
        for (nint i = 0; i < count; i += TSimd.Count)
        {
            TVector ignored = TSimd.HasInteger(TSimd.LoadIntegers(ref block.Targets, start + i), -1);
            if (TSimd.HorizontalMax(TSimd.Select(ignored, TSimd.Create(1.0), TSimd.Zero)) == T.Zero)
            {
                continue;
            }

            // The maxima lie behind the last class.
            for (nint c = 0; c <= classes; c++)
            {
                ref T lanes = ref Unsafe.Add(ref block.Scratch, (c * batch) + i);
                TSimd.Store(TSimd.Select(ignored, TSimd.Zero, TSimd.Load(in lanes, 0)), ref lanes, 0);
            }
        }
    }
}
