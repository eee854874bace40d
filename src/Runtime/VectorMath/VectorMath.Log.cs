using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

public static partial class VectorMath
{
    /// <summary>log(y).</summary>
    /// <param name="y">Numbers in (0, 2^126), subnormal ones too, or NaN.</param>
    /// <returns>The logarithms; NaN for NaN.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> y) => Log<Simd512<float>, Vector512<float>, float>(y);

    /// <inheritdoc cref="Log(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log(Vector256<float> y) => Log<Simd256<float>, Vector256<float>, float>(y);

    /// <inheritdoc cref="Log(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log(Vector512<double> y) => Log<Simd512<double>, Vector512<double>, double>(y);

    /// <inheritdoc cref="Log(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Log(Vector256<double> y) => Log<Simd256<double>, Vector256<double>, double>(y);

    /// <summary>log(y) for 0 &lt; y &lt; 2^126, subnormal numbers too: y = 2^k·m with √½ ≤ m &lt; √2, and log(y) = k·ln 2 + log1p(m − 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector Log<TSimd, TVector, T>(TVector y)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        // The exponent is read from normal numbers that are not too small: lift the others.
        double lift = typeof(T) == typeof(float) ? 100 : 1020;
        double factor = typeof(T) == typeof(float) ? 1.2676506002282294E+30 : 1.1235582092889474E+307;
        TVector isSmall = TSimd.LessThan(y, TSimd.Create(1.0 / (1L << 60)));
        y = TSimd.Select(isSmall, TSimd.Multiply(y, TSimd.Create(factor)), y);

        TVector k = TSimd.BinaryExponent(y);
        TVector fraction = TSimd.MultiplyAdd(y, TSimd.PowerOfTwoInverse(k), TSimd.Create(-1.0));
        k = TSimd.Subtract(k, TSimd.And(isSmall, TSimd.Create(lift)));
        return TSimd.MultiplyAdd(k, TSimd.Create(0.69314718055994531), Log1P<TSimd, TVector, T>(fraction));
    }
}
