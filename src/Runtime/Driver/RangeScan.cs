using System.Numerics;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

/// <summary>Looks whether all numbers of a span lie in a range.</summary>
internal static class RangeScan
{
    /// <returns>The first index of a number below <paramref name="low"/>, above <paramref name="high"/> or NaN; −1 if there is none.</returns>
    public static int FirstOutside<T>(ReadOnlySpan<T> values, T low, T high)
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
}
