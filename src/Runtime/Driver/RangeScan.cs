using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

/// <summary>Looks whether all numbers of a span lie in a range.</summary>
internal static class RangeScan
{
    /// <summary>The bytes of a piece that is looked at as a whole.</summary>
    private const int PieceBytes = 4096;

    /// <returns>The first index of a number below <paramref name="low"/>, above <paramref name="high"/> or NaN; −1 if there is none.</returns>
    public static int FirstOutside<T>(ReadOnlySpan<T> values, T low, T high)
        where T : unmanaged, INumber<T>
    {
        int i = 0;
        if (Vector512.IsHardwareAccelerated && low == T.Zero && !T.IsNegative(high))
        {
            int piece = PieceBytes / Unsafe.SizeOf<T>();
            for (; i <= values.Length - piece; i += piece)
            {
                if (!AreWithin(values.Slice(i, piece), high) && Outside(values.Slice(i, piece), low, high) is var at and >= 0)
                {
                    return i + at;
                }
            }
        }

        int rest = Outside(values[i..], low, high);
        return rest < 0 ? -1 : i + rest;
    }

    private static int Outside<T>(ReadOnlySpan<T> values, T low, T high)
        where T : unmanaged, INumber<T>
    {
        int i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<T> lows = Vector256.Create(low);
            Vector256<T> highs = Vector256.Create(high);
            for (; i <= values.Length - Vector256<T>.Count; i += Vector256<T>.Count)
            {
                Vector256<T> value = Vector256.Create(values[i..]);
                if ((Vector256.GreaterThanOrEqual(value, lows) & Vector256.LessThanOrEqual(value, highs)).AsInt32() != Vector256<int>.AllBitsSet)
                {
                    break;
                }
            }
        }

        for (; i < values.Length; i++)
        {
            if (!(values[i] >= low && values[i] <= high))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>
    /// Whether all numbers of a piece, a multiple of a line, lie from 0 to <paramref name="high"/>. The bits of such a number are an integer that is no larger than those of
    /// <paramref name="high"/>: so one instruction takes a vector. Those of −0 are larger, and so it is not said of a piece that has one.
    /// </summary>
    internal static bool AreWithin<T>(ReadOnlySpan<T> piece, T high)
        where T : unmanaged
        => typeof(T) == typeof(float)
            ? AreAtMost(MemoryMarshal.Cast<T, uint>(piece), BitConverter.SingleToUInt32Bits(Unsafe.BitCast<T, float>(high)))
            : AreAtMost(MemoryMarshal.Cast<T, ulong>(piece), BitConverter.DoubleToUInt64Bits(Unsafe.BitCast<T, double>(high)));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool AreAtMost<T>(ReadOnlySpan<T> piece, T high)
        where T : unmanaged
    {
        ref T first = ref MemoryMarshal.GetReference(piece);
        nuint lanes = (nuint)Vector512<T>.Count;
        Vector512<T> a = Vector512<T>.Zero, b = a, c = a, d = a;
        nuint i = 0;
        for (; i + (4 * lanes) <= (nuint)piece.Length; i += 4 * lanes)
        {
            a = Vector512.Max(a, Vector512.LoadUnsafe(ref first, i));
            b = Vector512.Max(b, Vector512.LoadUnsafe(ref first, i + lanes));
            c = Vector512.Max(c, Vector512.LoadUnsafe(ref first, i + (2 * lanes)));
            d = Vector512.Max(d, Vector512.LoadUnsafe(ref first, i + (3 * lanes)));
        }

        for (; i < (nuint)piece.Length; i += lanes)
        {
            a = Vector512.Max(a, Vector512.LoadUnsafe(ref first, i));
        }

        return Vector512.LessThanOrEqualAll(Vector512.Max(Vector512.Max(a, b), Vector512.Max(c, d)), Vector512.Create(high));
    }
}
