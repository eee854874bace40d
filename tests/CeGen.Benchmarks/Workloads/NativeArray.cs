using System.Runtime.InteropServices;

namespace CeGen.Benchmarks;

/// <summary>
/// Memory that begins at a cache line and is never moved. Every side gets the same, so that no side has the better alignment, and the floor can use
/// non-temporal stores.
/// </summary>
internal sealed unsafe class NativeArray<T> : IDisposable
    where T : unmanaged
{
    private const int CacheLine = 64;

    private readonly T* _first;

    public NativeArray(int length)
    {
        Length = length;
        PaddedBytes = ((nint)length * sizeof(T) + CacheLine - 1) / CacheLine * CacheLine;
        _first = (T*)NativeMemory.AlignedAlloc((nuint)PaddedBytes, CacheLine);

        // Also the pages, which otherwise would come with the first measured call.
        NativeMemory.Clear(_first, (nuint)PaddedBytes);
    }

    public int Length { get; }

    /// <summary>The size of the memory in whole cache lines. What lies behind the last element is 0.</summary>
    public nint PaddedBytes { get; }

    public byte* Bytes => (byte*)_first;

    public Span<T> Span => new(_first, Length);

    public void Dispose() => NativeMemory.AlignedFree(_first);
}
