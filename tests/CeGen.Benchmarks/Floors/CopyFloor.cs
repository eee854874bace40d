using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Benchmarks;

/// <summary>Copies memory in the two ways there are. A cache line has 64 bytes: as one vector, or as what the JIT makes of it on older processors.</summary>
internal static unsafe class CopyFloor
{
    public static void Plain(byte* source, byte* destination, nint bytes) => Buffer.MemoryCopy(source, destination, bytes, bytes);

    /// <summary>Past the cache, so that no line is read only to be overwritten.</summary>
    public static void NonTemporal(byte* source, byte* destination, nint bytes)
    {
        for (nint i = 0; i < bytes; i += 64)
        {
            Vector512.StoreAlignedNonTemporal(Vector512.Load(source + i), destination + i);
        }

        Fence();
    }

    /// <summary>Two arrays read, one written.</summary>
    public static void PlainOfTwo<T>(byte* left, byte* right, byte* destination, nint bytes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nint i = 0; i < bytes; i += 64)
        {
            Vector512.StoreAligned(Vector512.Load((T*)(left + i)) + Vector512.Load((T*)(right + i)), (T*)(destination + i));
        }
    }

    /// <inheritdoc cref="PlainOfTwo"/>
    public static void NonTemporalOfTwo<T>(byte* left, byte* right, byte* destination, nint bytes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nint i = 0; i < bytes; i += 64)
        {
            Vector512.StoreAlignedNonTemporal(Vector512.Load((T*)(left + i)) + Vector512.Load((T*)(right + i)), (T*)(destination + i));
        }

        Fence();
    }

    /// <summary>A copy is done when its stores are.</summary>
    private static void Fence()
    {
        if (Sse.IsSupported)
        {
            Sse.StoreFence();
        }
    }
}
