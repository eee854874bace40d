using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

public static partial class VectorMath
{
    /// <summary>log(1 + z), with all digits also where z is tiny.</summary>
    /// <param name="z">Numbers in [−0.99, 2^126), of double in [−0.99, 2^1000), or NaN.</param>
    /// <returns>The logarithms; NaN for NaN.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log1P(Vector512<float> z) => Log1P<Simd512<float>, Vector512<float>, float>(z);

    /// <inheritdoc cref="Log1P(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log1P(Vector256<float> z) => Log1P<Simd256<float>, Vector256<float>, float>(z);

    /// <inheritdoc cref="Log1P(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log1P(Vector512<double> z) => Log1P<Simd512<double>, Vector512<double>, double>(z);

    /// <inheritdoc cref="Log1P(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Log1P(Vector256<double> z) => Log1P<Simd256<double>, Vector256<double>, double>(z);

    /// <summary>
    /// log(1 + z) for −0.99 ≤ z &lt; 2^126, with all digits also where z is tiny: 1 + z = 2^k·(1 + f) with √½ ≤ 1 + f &lt; √2, and
    /// log(1 + z) = k·ln 2 + log(1 + f).
    /// </summary>
    /// <remarks>
    /// <para>f = z·2^−k + (2^−k − 1) comes from z, not from the rounded 1 + z, in one multiply-add: for k = 0 it is z itself.</para>
    /// <para>With s = f/(2 + f), log(1 + f) = 2·atanh(s) = f − (h − s·(h + R)), where h = f²/2 and R = 2·atanh(s)/s − 2 (the arrangement of
    /// fdlibm's log). R/s² is a polynomial in s² whose error, relative to 2, is the smallest on s² ≤ (3 − 2√2)² (Remez exchange in 200 bits):
    /// 2^−37.6 with degree 3 (float), 2^−59.5 with degree 6 (double).</para>
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector Log1P<TSimd, TVector, T>(TVector z)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        TVector one = TSimd.Create(1.0);
        TVector k = TSimd.BinaryExponent(TSimd.Add(one, z));
        TVector inverse = TSimd.PowerOfTwoInverse(k);
        TVector f = TSimd.MultiplyAdd(z, inverse, TSimd.Subtract(inverse, one));

        TVector s = TSimd.Divide(f, TSimd.Add(TSimd.Create(2.0), f));
        TVector square = TSimd.Multiply(s, s);
        TVector halfSquare = TSimd.Multiply(TSimd.Multiply(TSimd.Create(0.5), f), f);

        TVector r;
        if (typeof(T) == typeof(float))
        {
            r = TSimd.MultiplyAdd(TSimd.Create(0.23583558451216760776), square, TSimd.Create(0.28537238733949603793));
            r = TSimd.MultiplyAdd(r, square, TSimd.Create(0.4000033621848226116));
            r = TSimd.MultiplyAdd(r, square, TSimd.Create(0.66666665641237935539));
        }
        else
        {
            r = TSimd.MultiplyAdd(TSimd.Create(0.14797509228807444185), square, TSimd.Create(0.15313902998863287487));
            r = TSimd.MultiplyAdd(r, square, TSimd.Create(0.18183569754505988778));
            r = TSimd.MultiplyAdd(r, square, TSimd.Create(0.22222198475571652588));
            r = TSimd.MultiplyAdd(r, square, TSimd.Create(0.28571428743268509004));
            r = TSimd.MultiplyAdd(r, square, TSimd.Create(0.39999999999411054982));
            r = TSimd.MultiplyAdd(r, square, TSimd.Create(0.66666666666667349033));
        }

        r = TSimd.Multiply(r, square);

        // The two parts of ln 2: k times the first is exact.
        double high = typeof(T) == typeof(float) ? ExpSingle.Ln2High : ExpDouble.Ln2High;
        double low = typeof(T) == typeof(float) ? ExpSingle.Ln2Low : ExpDouble.Ln2Low;

        TVector tail = TSimd.MultiplyAdd(k, TSimd.Create(low), TSimd.Multiply(s, TSimd.Add(halfSquare, r)));
        TVector fraction = TSimd.Subtract(f, TSimd.Subtract(halfSquare, tail));
        return TSimd.MultiplyAdd(k, TSimd.Create(high), fraction);
    }
}
