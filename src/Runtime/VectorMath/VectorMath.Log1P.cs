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
    /// <remarks>Operation by operation what <see cref="Log1P{TSimd, TVector, T}(TVector)"/> does, without the trait: the JIT has it in a quarter of the time.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log1P(Vector256<float> z)
    {
        Vector256<float> one = Vector256<float>.One;
        Vector256<int> exponent = ((one + z).AsInt32() - Vector256.Create(FloatBits.RootHalfSingle)) >> FloatBits.MantissaSingle;
        Vector256<float> k = Vector256.ConvertToSingle(exponent);
        Vector256<float> inverse = ((Vector256.Create(FloatBits.RoundSingle + FloatBits.BiasSingle) - k).AsInt32() << FloatBits.MantissaSingle).AsSingle();
        Vector256<float> f = Vector256.FusedMultiplyAdd(z, inverse, inverse - one);

        Vector256<float> s = f / (Vector256.Create(2f) + f);
        Vector256<float> square = s * s;
        Vector256<float> halfSquare = (Vector256.Create(0.5f) * f) * f;

        Vector256<float> r = Vector256.FusedMultiplyAdd(Vector256.Create((float)LogSeries.Single3), square, Vector256.Create((float)LogSeries.Single2));
        r = Vector256.FusedMultiplyAdd(r, square, Vector256.Create((float)LogSeries.Single1));
        r = Vector256.FusedMultiplyAdd(r, square, Vector256.Create((float)LogSeries.Single0)) * square;

        Vector256<float> tail = Vector256.FusedMultiplyAdd(k, Vector256.Create(ExpSingle.Ln2Low), s * (halfSquare + r));
        return Vector256.FusedMultiplyAdd(k, Vector256.Create(ExpSingle.Ln2High), f - (halfSquare - tail));
    }

    /// <inheritdoc cref="Log1P(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log1P(Vector512<double> z) => Log1P<Simd512<double>, Vector512<double>, double>(z);

    /// <inheritdoc cref="Log1P(Vector512{float})"/>
    /// <inheritdoc cref="Log1P(Vector256{float})" path="/remarks"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Log1P(Vector256<double> z)
    {
        Vector256<double> one = Vector256<double>.One;
        Vector256<ulong> exponent = ((one + z).AsUInt64() - Vector256.Create(FloatBits.RootHalfDouble - FloatBits.ExponentLift)) >> FloatBits.MantissaDouble;
        Vector256<double> k = (exponent + Vector256.Create(FloatBits.RoundDoubleBits)).AsDouble() - Vector256.Create(FloatBits.RoundDouble + FloatBits.ExponentLiftValue);
        Vector256<double> inverse = ((Vector256.Create(FloatBits.RoundDouble + FloatBits.BiasDouble) - k).AsInt64() << FloatBits.MantissaDouble).AsDouble();
        Vector256<double> f = Vector256.FusedMultiplyAdd(z, inverse, inverse - one);

        Vector256<double> s = f / (Vector256.Create(2.0) + f);
        Vector256<double> square = s * s;
        Vector256<double> halfSquare = (Vector256.Create(0.5) * f) * f;

        Vector256<double> r = Vector256.FusedMultiplyAdd(Vector256.Create(LogSeries.Double6), square, Vector256.Create(LogSeries.Double5));
        r = Vector256.FusedMultiplyAdd(r, square, Vector256.Create(LogSeries.Double4));
        r = Vector256.FusedMultiplyAdd(r, square, Vector256.Create(LogSeries.Double3));
        r = Vector256.FusedMultiplyAdd(r, square, Vector256.Create(LogSeries.Double2));
        r = Vector256.FusedMultiplyAdd(r, square, Vector256.Create(LogSeries.Double1));
        r = Vector256.FusedMultiplyAdd(r, square, Vector256.Create(LogSeries.Double0)) * square;

        Vector256<double> tail = Vector256.FusedMultiplyAdd(k, Vector256.Create(ExpDouble.Ln2Low), s * (halfSquare + r));
        return Vector256.FusedMultiplyAdd(k, Vector256.Create(ExpDouble.Ln2High), f - (halfSquare - tail));
    }

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
            r = TSimd.MultiplyAdd(TSimd.Create(LogSeries.Single3), square, TSimd.Create(LogSeries.Single2));
            r = TSimd.MultiplyAdd(r, square, TSimd.Create(LogSeries.Single1));
            r = TSimd.MultiplyAdd(r, square, TSimd.Create(LogSeries.Single0));
        }
        else
        {
            r = TSimd.MultiplyAdd(TSimd.Create(LogSeries.Double6), square, TSimd.Create(LogSeries.Double5));
            r = TSimd.MultiplyAdd(r, square, TSimd.Create(LogSeries.Double4));
            r = TSimd.MultiplyAdd(r, square, TSimd.Create(LogSeries.Double3));
            r = TSimd.MultiplyAdd(r, square, TSimd.Create(LogSeries.Double2));
            r = TSimd.MultiplyAdd(r, square, TSimd.Create(LogSeries.Double1));
            r = TSimd.MultiplyAdd(r, square, TSimd.Create(LogSeries.Double0));
        }

        r = TSimd.Multiply(r, square);

        // The two parts of ln 2: k times the first is exact.
        double high = typeof(T) == typeof(float) ? ExpSingle.Ln2High : ExpDouble.Ln2High;
        double low = typeof(T) == typeof(float) ? ExpSingle.Ln2Low : ExpDouble.Ln2Low;

        TVector tail = TSimd.MultiplyAdd(k, TSimd.Create(low), TSimd.Multiply(s, TSimd.Add(halfSquare, r)));
        TVector fraction = TSimd.Subtract(f, TSimd.Subtract(halfSquare, tail));
        return TSimd.MultiplyAdd(k, TSimd.Create(high), fraction);
    }

    /// <summary>R/s² of <see cref="Log1P{TSimd, TVector, T}(TVector)"/>, by powers of s².</summary>
    private static class LogSeries
    {
        public const double Single0 = 0.66666665641237935539;
        public const double Single1 = 0.4000033621848226116;
        public const double Single2 = 0.28537238733949603793;
        public const double Single3 = 0.23583558451216760776;

        public const double Double0 = 0.66666666666667349033;
        public const double Double1 = 0.39999999999411054982;
        public const double Double2 = 0.28571428743268509004;
        public const double Double3 = 0.22222198475571652588;
        public const double Double4 = 0.18183569754505988778;
        public const double Double5 = 0.15313902998863287487;
        public const double Double6 = 0.14797509228807444185;
    }
}
