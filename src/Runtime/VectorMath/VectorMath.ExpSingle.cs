using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

/// <summary>The constants of the float exponential.</summary>
internal static class ExpSingle
{
    /// <summary>The magnitude below which the maximum of a row has a shift.</summary>
    public const float OrdinaryLimit = 200f;

    /// <summary>
    /// The magnitude below which the maximum of a row has a <see cref="RowShift{TVector, TDistance}"/>: the powers of the table, divided by 2^shift, are normal numbers then, and so is what is multiplied with them, unless it is
    /// too small to be added to them.
    /// </summary>
    public const float RowShiftLimit = 64f;

    /// <summary>At and below it the result is 0, whatever the shift of a row: e^−110 is less than half of the smallest float. What lies below is held here where there is no AVX-512.</summary>
    public const float Lowest = -OrdinaryLimit - 110f;

    /// <summary>The largest exponent n of which 2^n times any number that an exponential has before it is scaled is 0.</summary>
    public const float Vanished = -151f;

    public const float Log2E = 1.4426950408889634f;

    /// <summary>The first bits of ln 2, so few that n times them is exact.</summary>
    public const float Ln2High = 0.693359375f;

    /// <summary>The rest of ln 2.</summary>
    public const float Ln2Low = -2.1219444005469057e-4f;

    // q(r), the polynomial with the smallest relative error of 1 + r + r²·q(r) on |r| ≤ ½·ln 2: 2^−28.3 (Remez exchange in 200 bits).
    public const float Q0 = 0.49999993454539435f;
    public const float Q1 = 0.16666520620810216f;
    public const float Q2 = 0.041668386585921331f;
    public const float Q3 = 0.0083687179256522116f;
    public const float Q4 = 0.0013814674738564875f;

    /// <summary>
    /// 1.5·2^19: added to a number below 2^17, it leaves that number rounded to a sixteenth in the low bits: an integer, and behind it, in the last four, the place in the table of powers.
    /// </summary>
    public const float Round = 786432f;

    // t(r), the polynomial with the smallest relative error of 1 + r + r²·t(r) on |r| ≤ ln 2 / 32: 2^−29.2.
    public const float T2 = 0.50001616341776858f;
    public const float T3 = 0.16666731558176354f;

    // 2^(j/16).
    public const float P0 = 1f;
    public const float P1 = 1.0442737f;
    public const float P2 = 1.0905077f;
    public const float P3 = 1.1387886f;
    public const float P4 = 1.1892071f;
    public const float P5 = 1.2418578f;
    public const float P6 = 1.2968396f;
    public const float P7 = 1.3542556f;
    public const float P8 = 1.4142135f;
    public const float P9 = 1.4768262f;
    public const float P10 = 1.5422108f;
    public const float P11 = 1.6104903f;
    public const float P12 = 1.6817929f;
    public const float P13 = 1.7562522f;
    public const float P14 = 1.8340081f;
    public const float P15 = 1.9152066f;

    /// <summary>
    /// The exponent of the factor 2^n is raised by this, which makes it a normal number for every n above <see cref="Vanished"/>, also with the polynomial; <see cref="Unlift"/> takes it away,
    /// in the only multiplication that rounds.
    /// </summary>
    public const int Lift = 25;

    /// <summary>Added to n, it leaves the bits of 2^(n + Lift) ready to be shifted into place.</summary>
    public const float ScaleBias = FloatBits.RoundSingle + FloatBits.BiasSingle + Lift;

    /// <summary>The exponent whose factor has the bits of 0: what has vanished is multiplied with it, because processors take a hundred cycles and more to round a product down to 0.</summary>
    public const float NoFactor = -(FloatBits.BiasSingle + Lift);

    /// <summary>2^−Lift.</summary>
    public const float Unlift = 1f / (1L << Lift);
}

/// <summary>The elementary functions of the kernels, made for the ranges that occur in them.</summary>
[System.ComponentModel.EditorBrowsable(System.ComponentModel.EditorBrowsableState.Never)]
public static partial class VectorMath
{
    /// <summary>e^x / 2^shift, NaN for NaN, 0 for −∞.</summary>
    /// <param name="x">The exponents.</param>
    /// <param name="shift">Integers, such that e^x / 2^shift is at most e^70. See <see cref="Shift(Vector512{float})"/>.</param>
    /// <returns>The powers, at most 1.5 ulp off (docs/numerics.md), gradually down to 0. exp(0) is exactly 1.</returns>
    /// <remarks>
    /// <para>x = n·ln 2 + r, and e^x = 2^n·(1 + r + r²·q(r)). With AVX-512, n is a multiple of a sixteenth (float) or an eighth (double), whose power comes from a table in a register, and a short polynomial is enough (Tang, ACM TOMS 15, 1989);
    /// else n is an integer. The shift is taken from n, so that it costs no digit. There are no branches: with AVX-512 what vanishes is masked, whatever has been made of it, and else x is held above the point where the result is 0, so that
    /// −∞ needs nothing of its own. NaN passes through.</para>
    /// <para>The steps are the same for every width, and so are the bits. They are written out for each because the JIT stops inlining what is
    /// nested in a kernel long before it stops inlining what stands in it (docs/performance.md); a test compares the widths.</para>
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x, Vector512<float> shift)
    {
        if (!Avx512F.IsSupported)
        {
            return Vector512.Create(Exp(x.GetLower(), shift.GetLower()), Exp(x.GetUpper(), shift.GetUpper()));
        }

        Vector512<float> powers = Vector512.Create(ExpSingle.P0, ExpSingle.P1, ExpSingle.P2, ExpSingle.P3, ExpSingle.P4, ExpSingle.P5, ExpSingle.P6, ExpSingle.P7, ExpSingle.P8, ExpSingle.P9, ExpSingle.P10, ExpSingle.P11, ExpSingle.P12, ExpSingle.P13, ExpSingle.P14, ExpSingle.P15);
        x = Power(x, powers, out Vector512<float> n);
        return Scale(x, n - (Vector512.Create(ExpSingle.Round) + shift));
    }

    /// <inheritdoc cref="Exp(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x, Vector256<float> shift)
    {
        if (Avx512F.VL.IsSupported)
        {
            Vector256<float> low = Vector256.Create(ExpSingle.P0, ExpSingle.P1, ExpSingle.P2, ExpSingle.P3, ExpSingle.P4, ExpSingle.P5, ExpSingle.P6, ExpSingle.P7);
            Vector256<float> high = Vector256.Create(ExpSingle.P8, ExpSingle.P9, ExpSingle.P10, ExpSingle.P11, ExpSingle.P12, ExpSingle.P13, ExpSingle.P14, ExpSingle.P15);
            x = Power(x, low, high, out Vector256<float> n);
            return Scale(x, n - (Vector256.Create(ExpSingle.Round) + shift));
        }
        else
        {
            x = Vector256.MaxNative(Vector256.Create(ExpSingle.Lowest), x);
            x = Power(x, out Vector256<float> n);
            return Scale(x, n - shift);
        }
    }

    /// <inheritdoc cref="Exp(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Exp(Vector128<float> x, Vector128<float> shift)
    {
        if (Avx512F.VL.IsSupported)
        {
            return Exp(x.ToVector256(), shift.ToVector256()).GetLower();
        }

        x = Vector128.MaxNative(Vector128.Create(ExpSingle.Lowest), x);
        Vector128<float> n = Vector128.FusedMultiplyAdd(x, Vector128.Create(ExpSingle.Log2E), Vector128.Create(FloatBits.RoundSingle)) - Vector128.Create(FloatBits.RoundSingle);
        Vector128<float> r = Vector128.FusedMultiplyAdd(n, Vector128.Create(-ExpSingle.Ln2High), x);
        r = Vector128.FusedMultiplyAdd(n, Vector128.Create(-ExpSingle.Ln2Low), r);

        Vector128<float> q = Vector128.FusedMultiplyAdd(Vector128.Create(ExpSingle.Q4), r, Vector128.Create(ExpSingle.Q3));
        q = Vector128.FusedMultiplyAdd(q, r, Vector128.Create(ExpSingle.Q2));
        q = Vector128.FusedMultiplyAdd(q, r, Vector128.Create(ExpSingle.Q1));
        q = Vector128.FusedMultiplyAdd(q, r, Vector128.Create(ExpSingle.Q0));
        q = Vector128.FusedMultiplyAdd(q, r, Vector128<float>.One);
        return Scale(Vector128.FusedMultiplyAdd(q, r, Vector128<float>.One), n - shift);
    }

    /// <summary>e^x for x ≤ 70, NaN for NaN, 0 for −∞.</summary>
    /// <param name="x">The exponents.</param>
    /// <returns>The powers, as <see cref="Exp(Vector512{float}, Vector512{float})"/> has them.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x) => Exp(x, Vector512<float>.Zero);

    /// <inheritdoc cref="Exp(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x) => Exp(x, Vector256<float>.Zero);

    /// <inheritdoc cref="Exp(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Exp(Vector128<float> x) => Exp(x, Vector128<float>.Zero);

    /// <summary>e^x / 2^n, where n is rounded to what the table of powers has.</summary>
    /// <param name="x">The exponents.</param>
    /// <param name="powers">The powers of two between 1 and 2.</param>
    /// <param name="n">1.5 times a power of two more than n, of which that leaves the rounded bits.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Power(Vector512<float> x, Vector512<float> powers, out Vector512<float> n)
    {
        n = Vector512.FusedMultiplyAdd(x, Vector512.Create(ExpSingle.Log2E), Vector512.Create(ExpSingle.Round));
        Vector512<float> r = Vector512.FusedMultiplyAdd(n - Vector512.Create(ExpSingle.Round), Vector512.Create(-ExpSingle.Ln2High), x);
        r = Vector512.FusedMultiplyAdd(n - Vector512.Create(ExpSingle.Round), Vector512.Create(-ExpSingle.Ln2Low), r);

        Vector512<float> power = Avx512F.PermuteVar16x32(powers, n.AsInt32());
        Vector512<float> q = Vector512.FusedMultiplyAdd(Vector512.Create(ExpSingle.T3), r, Vector512.Create(ExpSingle.T2));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512<float>.One);
        return Vector512.FusedMultiplyAdd(r * power, q, power);
    }

    /// <summary>As there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Power(Vector256<float> x, Vector256<float> low, Vector256<float> high, out Vector256<float> n)
    {
        n = Vector256.FusedMultiplyAdd(x, Vector256.Create(ExpSingle.Log2E), Vector256.Create(ExpSingle.Round));
        Vector256<float> r = Vector256.FusedMultiplyAdd(n - Vector256.Create(ExpSingle.Round), Vector256.Create(-ExpSingle.Ln2High), x);
        r = Vector256.FusedMultiplyAdd(n - Vector256.Create(ExpSingle.Round), Vector256.Create(-ExpSingle.Ln2Low), r);

        Vector256<float> power = Avx512F.VL.PermuteVar8x32x2(low, n.AsInt32(), high);
        Vector256<float> q = Vector256.FusedMultiplyAdd(Vector256.Create(ExpSingle.T3), r, Vector256.Create(ExpSingle.T2));
        q = Vector256.FusedMultiplyAdd(q, r, Vector256<float>.One);
        return Vector256.FusedMultiplyAdd(r * power, q, power);
    }

    /// <summary>As there, without a table: n is an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Power(Vector256<float> x, out Vector256<float> n)
    {
        n = Vector256.FusedMultiplyAdd(x, Vector256.Create(ExpSingle.Log2E), Vector256.Create(FloatBits.RoundSingle)) - Vector256.Create(FloatBits.RoundSingle);
        Vector256<float> r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-ExpSingle.Ln2High), x);
        r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-ExpSingle.Ln2Low), r);

        Vector256<float> q = Vector256.FusedMultiplyAdd(Vector256.Create(ExpSingle.Q4), r, Vector256.Create(ExpSingle.Q3));
        q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpSingle.Q2));
        q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpSingle.Q1));
        q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpSingle.Q0));
        q = Vector256.FusedMultiplyAdd(q, r, Vector256<float>.One);
        return Vector256.FusedMultiplyAdd(q, r, Vector256<float>.One);
    }

    /// <summary>value · 2^exponent, rounded down to an integer, itself rounded once, also where the result is subnormal; 0 where it vanishes.</summary>
    /// <remarks>What vanishes is masked: Intel's processors take a hundred cycles and more to round down to 0 (docs/performance.md).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Scale(Vector512<float> value, Vector512<float> exponent) =>
        Vector512.ConditionalSelect(Avx512F.CompareNotLessThanOrEqual(exponent, Vector512.Create(ExpSingle.Vanished)), Avx512F.Scale(value, exponent), Vector512<float>.Zero);

    /// <inheritdoc cref="Scale(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Scale(Vector256<float> value, Vector256<float> exponent)
    {
        if (Avx512F.VL.IsSupported)
        {
            return Vector256.ConditionalSelect(Avx512F.VL.CompareNotLessThanOrEqual(exponent, Vector256.Create(ExpSingle.Vanished)), Avx512F.VL.Scale(value, exponent), Vector256<float>.Zero);
        }

        exponent = Vector256.MaxNative(Vector256.Create(ExpSingle.NoFactor), exponent);
        Vector256<int> bits = (exponent + Vector256.Create(ExpSingle.ScaleBias)).AsInt32() << FloatBits.MantissaSingle;
        return value * bits.AsSingle() * Vector256.Create(ExpSingle.Unlift);
    }

    /// <inheritdoc cref="Scale(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Scale(Vector128<float> value, Vector128<float> exponent)
    {
        exponent = Vector128.MaxNative(Vector128.Create(ExpSingle.NoFactor), exponent);
        Vector128<int> bits = (exponent + Vector128.Create(ExpSingle.ScaleBias)).AsInt32() << FloatBits.MantissaSingle;
        return value * bits.AsSingle() * Vector128.Create(ExpSingle.Unlift);
    }
}
