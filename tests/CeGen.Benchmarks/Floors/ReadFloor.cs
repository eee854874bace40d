using System.Runtime.Intrinsics;

namespace CeGen.Benchmarks;

/// <summary>Reads memory once.</summary>
internal static unsafe class ReadFloor
{
    /// <param name="first">Whole cache lines, aligned.</param>
    /// <param name="bytes">Their size.</param>
    /// <returns>All of it, one over the other, so that it is needed.</returns>
    public static ulong Run(byte* first, nint bytes)
    {
        Vector512<ulong> some = Vector512<ulong>.Zero;
        Vector512<ulong> others = Vector512<ulong>.Zero;
        nint i = 0;
        for (; i <= bytes - 256; i += 256)
        {
            some ^= Vector512.Load((ulong*)(first + i)) ^ Vector512.Load((ulong*)(first + i + 64));
            others ^= Vector512.Load((ulong*)(first + i + 128)) ^ Vector512.Load((ulong*)(first + i + 192));
        }

        for (; i < bytes; i += 64)
        {
            some ^= Vector512.Load((ulong*)(first + i));
        }

        return (some ^ others).ToScalar();
    }
}
