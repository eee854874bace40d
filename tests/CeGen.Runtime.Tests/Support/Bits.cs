using System.Numerics;
using System.Runtime.InteropServices;

namespace CeGen.Runtime.Tests;

/// <summary>Assertions on the very bits: +0 is not −0 here, and NaN equals itself.</summary>
internal static class Bits
{
    public static void Equal<T>(ReadOnlySpan<T> expected, ReadOnlySpan<T> actual, string what = "values")
        where T : unmanaged, INumberBase<T>
    {
        Assert.Equal(expected.Length, actual.Length);
        if (MemoryMarshal.AsBytes(expected).SequenceEqual(MemoryMarshal.AsBytes(actual)))
        {
            return;
        }

        for (int i = 0; i < expected.Length; i++)
        {
            if (!MemoryMarshal.AsBytes(expected.Slice(i, 1)).SequenceEqual(MemoryMarshal.AsBytes(actual.Slice(i, 1))))
            {
                Assert.Fail($"{what}[{i}]: expected {expected[i]:R}, got {actual[i]:R}");
            }
        }
    }

    public static void Equal<T>(T expected, T actual, string what = "value")
        where T : unmanaged, INumberBase<T>
        => Equal([expected], new ReadOnlySpan<T>(in actual), what);

    /// <summary>All positive zeros.</summary>
    public static void Zero<T>(ReadOnlySpan<T> actual, string what = "values")
        where T : unmanaged, INumberBase<T>
        => Equal(new T[actual.Length], actual, what);
}
