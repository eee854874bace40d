using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using CeGen.Runtime;

namespace CeGen.Benchmarks;

/// <summary>Maps a function over memory with the widest vectors. All widths give the same bits: a test of the runtime compares them.</summary>
internal static class Lanes
{
    /// <param name="x">A multiple of 16 arguments.</param>
    /// <param name="results">As many results.</param>
    public static void Map<TFunction, T>(ReadOnlySpan<T> x, Span<T> results)
        where TFunction : ILaneFunction
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Map<TFunction, Simd512<T>, Vector512<T>, T>(x, results);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Map<TFunction, Simd256<T>, Vector256<T>, T>(x, results);
        }
        else
        {
            Map<TFunction, Simd128<T>, Vector128<T>, T>(x, results);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Map<TFunction, TSimd, TVector, T>(ReadOnlySpan<T> x, Span<T> results)
        where TFunction : ILaneFunction
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T destination = ref results[0];
        for (int i = 0; i < x.Length; i += TSimd.Count)
        {
            TSimd.Store(TFunction.Apply<TSimd, TVector, T>(TSimd.Load(in x[0], i)), ref destination, i);
        }
    }
}
