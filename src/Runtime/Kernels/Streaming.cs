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
    /// <summary>The bytes of a cache line.</summary>
    internal const int LineBytes = 64;

    /// <summary>The bytes of a gradient from which on it is written past the caches: with the logits, about what the last cache of a core's share holds (docs/performance.md).</summary>
    internal const long LeastBytes = 12 << 20;

    /// <summary>Writes a vector past the caches. All of a line has to be written so, without another store between.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="destination">Where it goes, at a multiple of its size, in memory that does not move.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Vector512<float> vector, ref float destination) => vector.StoreAlignedNonTemporal((float*)Unsafe.AsPointer(ref destination));

    /// <inheritdoc cref="Store(Vector512{float}, ref float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Vector256<float> vector, ref float destination) => vector.StoreAlignedNonTemporal((float*)Unsafe.AsPointer(ref destination));

    /// <inheritdoc cref="Store(Vector512{float}, ref float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Vector512<double> vector, ref double destination) => vector.StoreAlignedNonTemporal((double*)Unsafe.AsPointer(ref destination));

    /// <inheritdoc cref="Store(Vector512{float}, ref float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Store(Vector256<double> vector, ref double destination) => vector.StoreAlignedNonTemporal((double*)Unsafe.AsPointer(ref destination));

    /// <summary>Whether a gradient is written past the caches. In place it is not: its lines are in the cache already.</summary>
    internal static unsafe bool Applies<T>(ReadOnlySpan<T> logits, Span<T> gradient)
        where T : unmanaged
        => (long)gradient.Length * sizeof(T) >= LeastBytes && !Unsafe.AreSame(in MemoryMarshal.GetReference(logits), in MemoryMarshal.GetReference(gradient));

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
