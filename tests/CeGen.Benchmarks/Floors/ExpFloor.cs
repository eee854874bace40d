using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using CeGen.Runtime;

namespace CeGen.Benchmarks;

/// <summary>The exponentials alone, with the widest vectors: the logits are read, and nothing is written.</summary>
internal static unsafe class ExpFloor
{
    /// <param name="first">The logits, whole cache lines of them.</param>
    /// <param name="bytes">Their size.</param>
    /// <returns>The sum of the exponentials, so that they are needed.</returns>
    public static T Run<T>(byte* first, nint bytes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T logits = ref Unsafe.AsRef<T>(first);
        nint count = bytes / sizeof(T);
        if (Vector512.IsHardwareAccelerated)
        {
            return Run<Simd512<T>, Vector512<T>, T>(ref logits, count);
        }

        return Vector256.IsHardwareAccelerated
            ? Run<Simd256<T>, Vector256<T>, T>(ref logits, count)
            : Run<Simd128<T>, Vector128<T>, T>(ref logits, count);
    }

    /// <remarks>Four sums, so that the additions do not wait for each other.</remarks>
    private static T Run<TSimd, TVector, T>(ref T logits, nint count)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TVector sum0 = TSimd.Zero;
        TVector sum1 = TSimd.Zero;
        TVector sum2 = TSimd.Zero;
        TVector sum3 = TSimd.Zero;
        nint i = 0;
        for (; i <= count - (4 * TSimd.Count); i += 4 * TSimd.Count)
        {
            sum0 = TSimd.Add(sum0, TSimd.Exp(TSimd.Load(ref logits, i)));
            sum1 = TSimd.Add(sum1, TSimd.Exp(TSimd.Load(ref logits, i + TSimd.Count)));
            sum2 = TSimd.Add(sum2, TSimd.Exp(TSimd.Load(ref logits, i + (2 * TSimd.Count))));
            sum3 = TSimd.Add(sum3, TSimd.Exp(TSimd.Load(ref logits, i + (3 * TSimd.Count))));
        }

        for (; i < count; i += TSimd.Count)
        {
            sum0 = TSimd.Add(sum0, TSimd.Exp(TSimd.Load(ref logits, i)));
        }

        return TSimd.HorizontalSum(TSimd.Add(TSimd.Add(sum0, sum1), TSimd.Add(sum2, sum3)), TSimd.Zero);
    }
}
