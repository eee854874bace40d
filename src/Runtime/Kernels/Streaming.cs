using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

/// <summary>
/// Gradients so large that they are written past the caches. An ordinary store reads a cache line from memory to overwrite all of it; one past the caches does not, but it takes
/// whole lines, and what it leaves in the cache is nothing.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Streaming
{
    /// <summary>The bytes of a gradient from which on it is written past the caches: with the logits, about what the last cache of a core's share holds (docs/performance.md).</summary>
    internal const long LeastBytes = 12 << 20;

    /// <summary>How far ahead logits are fetched, in bytes: two pages, which is where the processor itself stops looking ahead.</summary>
    private const int Distance = 8192;

    /// <summary>How far ahead lines of the gradient are fetched, in bytes.</summary>
    private const int GradientDistance = 2048;

    /// <summary>Writes a vector, with a <see cref="StreamingPass"/> past the caches.</summary>
    /// <typeparam name="TPass">The pass.</typeparam>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="vector">The vector.</param>
    /// <param name="destination">Where it goes. Past the caches, a multiple of its size, in memory that does not move, all of whose line is written so.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store<TPass, T>(Vector512<T> vector, ref T destination)
        where TPass : struct, IPass
        where T : unmanaged
    {
        if (TPass.Streams)
        {
            vector.StoreAlignedNonTemporal((T*)Unsafe.AsPointer(ref destination));
        }
        else
        {
            vector.StoreUnsafe(ref destination);
        }
    }

    /// <inheritdoc cref="Store{TPass, T}(Vector512{T}, ref T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store<TPass, T>(Vector256<T> vector, ref T destination)
        where TPass : struct, IPass
        where T : unmanaged
    {
        if (TPass.Streams)
        {
            vector.StoreAlignedNonTemporal((T*)Unsafe.AsPointer(ref destination));
        }
        else
        {
            vector.StoreUnsafe(ref destination);
        }
    }

    /// <summary>A vector of a row's gradient with the target's entry in its place. Only with a <see cref="StreamingPass"/>: else that is written after the row.</summary>
    /// <typeparam name="TPass">The pass.</typeparam>
    /// <param name="entries">The entries of the classes from <paramref name="first"/> on.</param>
    /// <param name="first">The first of the classes.</param>
    /// <param name="target">The target's class, in all lanes.</param>
    /// <param name="atTarget">Its entry, in all lanes.</param>
    /// <returns>The entries.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> WithTarget<TPass>(Vector512<float> entries, nuint first, Vector512<int> target, Vector512<float> atTarget)
        where TPass : struct, IPass
        => TPass.Streams ? Vector512.ConditionalSelect(Vector512.Equals(Vector512<int>.Indices + Vector512.Create((int)first), target).AsSingle(), atTarget, entries) : entries;

    /// <inheritdoc cref="WithTarget{TPass}(Vector512{float}, nuint, Vector512{int}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> WithTarget<TPass>(Vector256<float> entries, nuint first, Vector256<int> target, Vector256<float> atTarget)
        where TPass : struct, IPass
        => TPass.Streams ? Vector256.ConditionalSelect(Vector256.Equals(Vector256<int>.Indices + Vector256.Create((int)first), target).AsSingle(), atTarget, entries) : entries;

    /// <inheritdoc cref="WithTarget{TPass}(Vector512{float}, nuint, Vector512{int}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> WithTarget<TPass>(Vector512<double> entries, nuint first, Vector512<long> target, Vector512<double> atTarget)
        where TPass : struct, IPass
        => TPass.Streams ? Vector512.ConditionalSelect(Vector512.Equals(Vector512<long>.Indices + Vector512.Create((long)first), target).AsDouble(), atTarget, entries) : entries;

    /// <inheritdoc cref="WithTarget{TPass}(Vector512{float}, nuint, Vector512{int}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> WithTarget<TPass>(Vector256<double> entries, nuint first, Vector256<long> target, Vector256<double> atTarget)
        where TPass : struct, IPass
        => TPass.Streams ? Vector256.ConditionalSelect(Vector256.Equals(Vector256<long>.Indices + Vector256.Create((long)first), target).AsDouble(), atTarget, entries) : entries;

    /// <summary>Asks for logits that will be read later.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="logits">The logits that are read now. What lies ahead of them need not exist.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Fetch<T>(ref T logits)
        where T : unmanaged
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0((byte*)Unsafe.AsPointer(ref logits) + Distance);
        }
    }

    /// <summary>As <see cref="Fetch{T}(ref T)"/>, where nothing else keeps the memory busy.</summary>
    /// <typeparam name="TPass">The pass. Where the gradient is written to the cache, reading ahead gains a row loop nothing.</typeparam>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="logits">The logits that are read now.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fetch<TPass, T>(ref T logits)
        where TPass : struct, IPass
        where T : unmanaged
    {
        if (TPass.Streams || !TPass.Backward)
        {
            Fetch(ref logits);
        }
    }

    /// <summary>Asks for lines of the gradient that will be written later, unless they are written past the caches: an ordinary store waits for its line.</summary>
    /// <typeparam name="TPass">The pass.</typeparam>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="gradient">What is written now.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void FetchGradient<TPass, T>(ref T gradient)
        where TPass : struct, IPass
        where T : unmanaged
    {
        if (Sse.IsSupported && TPass.Backward && !TPass.Streams)
        {
            Sse.Prefetch0((byte*)Unsafe.AsPointer(ref gradient) + GradientDistance);
        }
    }

    /// <summary>
    /// Whether a gradient is written past the caches. In place it is not: its lines are in the cache already. Nor is one whose elements do not lie at multiples of their size, as a span can have
    /// them that was cast: no line starts with an element then.
    /// </summary>
    internal static unsafe bool Applies<T>(ReadOnlySpan<T> logits, Span<T> gradient)
        where T : unmanaged
    {
        ref T start = ref MemoryMarshal.GetReference(gradient);
        return (long)gradient.Length * sizeof(T) >= LeastBytes
            && Vector256.IsHardwareAccelerated
            && !Unsafe.AreSame(in MemoryMarshal.GetReference(logits), in start)
            && (nuint)Unsafe.AsPointer(ref start) % (nuint)sizeof(T) == 0;
    }

    /// <summary>Copies elements past the caches: whole lines. What shares a line with others is copied as usual.</summary>
    /// <param name="source">The elements.</param>
    /// <param name="destination">Where they go, as many, in memory that does not move.</param>
    internal static void Copy<T>(ReadOnlySpan<T> source, Span<T> destination)
        where T : unmanaged
    {
        int line = CacheLine.Bytes / Unsafe.SizeOf<T>();
        int start = Math.Min(CacheLine.ElementsTo(ref MemoryMarshal.GetReference(destination)), source.Length);
        int end = source.Length - ((source.Length - start) % line);
        source[..start].CopyTo(destination);
        if (start < end)
        {
            CopyLines(in source[start], ref destination[start], end - start);
        }

        source[end..].CopyTo(destination[end..]);
    }

    /// <summary>Copies whole lines past the caches.</summary>
    /// <param name="source">The first element.</param>
    /// <param name="destination">The start of a line, in memory that does not move.</param>
    /// <param name="count">The elements.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static unsafe void CopyLines<T>(ref readonly T source, ref T destination, nint count)
        where T : unmanaged
    {
        T* to = (T*)Unsafe.AsPointer(ref destination);
        nint line = CacheLine.Bytes / sizeof(T);
        for (nint i = 0; i < count; i += line)
        {
            if (Vector512.IsHardwareAccelerated)
            {
                Vector512.LoadUnsafe(in source, (nuint)i).StoreAlignedNonTemporal(to + i);
            }
            else
            {
                Vector256.LoadUnsafe(in source, (nuint)i).StoreAlignedNonTemporal(to + i);
                Vector256.LoadUnsafe(in source, (nuint)(i + (line / 2))).StoreAlignedNonTemporal(to + i + (line / 2));
            }
        }
    }

    /// <summary>Waits until what was written past the caches is what other threads see, as with ordinary stores.</summary>
    internal static void Complete()
    {
        if (Sse.IsSupported)
        {
            Sse.StoreFence();
        }
        else
        {
            Thread.MemoryBarrier();
        }
    }
}
