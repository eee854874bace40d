using System.Numerics;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime.Tests;

/// <summary>A function of lanes, written once for all widths.</summary>
internal interface ILaneFunction
{
    static abstract TVector Apply<TSimd, TVector, T>(ReadOnlySpan<TVector> operands)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged;
}

/// <summary>Runs lane functions over arrays, with vectors of a width that is a parameter.</summary>
internal static class EveryWidth
{
    /// <summary>Whether vectors of this width are anything but a slow imitation here.</summary>
    public static bool IsFast(Width width) => width switch
    {
        Width.Vector512 => Vector512.IsHardwareAccelerated,
        Width.Vector256 => Vector256.IsHardwareAccelerated,
        _ => Vector128.IsHardwareAccelerated,
    };

    /// <summary>Every <paramref name="slowStride"/>-th sample where the width is slow here, else all of them.</summary>
    public static T[] Affordable<T>(Width width, T[] samples, int slowStride) =>
        IsFast(width) ? samples : [.. samples.Where((_, i) => i % slowStride == 0)];

    public static T[] Map<TFunction, T>(Width width, params T[][] operands)
        where TFunction : ILaneFunction
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => width switch
        {
            Width.Scalar => Map<TFunction, SimdScalar<T>, T, T>(operands),
            Width.Vector128 => Map<TFunction, Simd128<T>, Vector128<T>, T>(operands),
            Width.Vector256 => Map<TFunction, Simd256<T>, Vector256<T>, T>(operands),
            Width.Vector512 => Map<TFunction, Simd512<T>, Vector512<T>, T>(operands),
            _ => throw new ArgumentOutOfRangeException(nameof(width)),
        };

    private static T[] Map<TFunction, TSimd, TVector, T>(T[][] operands)
        where TFunction : ILaneFunction
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int length = operands[0].Length;
        int padded = (length + TSimd.Count - 1) / TSimd.Count * TSimd.Count;
        T[][] sources = [.. operands.Select(o => Padded(o, padded))];
        var results = new T[padded];
        var vectors = new TVector[operands.Length];
        for (int i = 0; i < padded; i += TSimd.Count)
        {
            for (int o = 0; o < vectors.Length; o++)
            {
                vectors[o] = TSimd.Load(in sources[o][0], i);
            }

            TSimd.Store(TFunction.Apply<TSimd, TVector, T>(vectors), ref results[0], i);
        }

        return results[..length];
    }

    private static T[] Padded<T>(T[] values, int length)
    {
        T[] padded = new T[length];
        values.CopyTo(padded, 0);
        return padded;
    }
}
