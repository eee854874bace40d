using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

/// <summary>The constants of the float exponential.</summary>
internal static class ExpSingle
{
    /// <summary>Below it the result is 0: e^−110 is less than half of the smallest float.</summary>
    public const float Lowest = -110f;

    /// <summary>The largest exponent n of which 2^n times any number of the polynomial is 0.</summary>
    public const float Vanished = -151f;

    public const float Log2E = 1.4426950408889634f;

    /// <summary>The first bits of ln 2, so few that n times them is exact.</summary>
    public const float Ln2High = 0.693359375f;

    /// <summary>The rest of ln 2.</summary>
    public const float Ln2Low = -2.1219444005469057e-4f;

    // q(r), the polynomial with the smallest relative error of 1 + r + r²·q(r) on |r| ≤ 0.3466: 2^−28.3 (Remez exchange in 200 bits).
    public const float Q0 = 0.49999993454539435f;
    public const float Q1 = 0.16666520620810216f;
    public const float Q2 = 0.041668386585921331f;
    public const float Q3 = 0.0083687179256522116f;
    public const float Q4 = 0.0013814674738564875f;

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
    /// <param name="shift">Integers, such that e^x / 2^shift is at most e^60. See <see cref="Shift(Vector512{float})"/>.</param>
    /// <param name="lowest">A number at and below which the result is 0, but not more than 110 (float) or 760 (double) below shift·ln 2. Vectors of 512 bits do without it.</param>
    /// <returns>The powers, at most 1.5 ulp off (docs/numerics.md), gradually down to 0. exp(0) is exactly 1.</returns>
    /// <remarks>
    /// <para>x = n·ln 2 + r with |r| ≤ ½·ln 2, and e^x = 2^n·(1 + r + r²·q(r)). The shift is taken from n, so that it costs no digit. There are no
    /// branches: with 512 bits what vanishes is masked, whatever the polynomial has made of it, and else x is held above the point where the result is 0, so that −∞ needs nothing of its own. NaN passes through.</para>
    /// <para>The steps are the same for every width, and so are the bits. They are written out for each because the JIT stops inlining what is
    /// nested in a kernel long before it stops inlining what stands in it (docs/performance.md); a test compares the widths.</para>
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x, Vector512<float> shift, Vector512<float> lowest)
    {
        Vector512<float> n = Vector512.FusedMultiplyAdd(x, Vector512.Create(ExpSingle.Log2E), Vector512.Create(FloatBits.RoundSingle)) - Vector512.Create(FloatBits.RoundSingle);
        Vector512<float> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-ExpSingle.Ln2High), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-ExpSingle.Ln2Low), r);

        Vector512<float> q = Vector512.FusedMultiplyAdd(Vector512.Create(ExpSingle.Q4), r, Vector512.Create(ExpSingle.Q3));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(ExpSingle.Q2));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(ExpSingle.Q1));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(ExpSingle.Q0));
        return Scale(Vector512.FusedMultiplyAdd(r * r, q, r) + Vector512<float>.One, n - shift);
    }

    /// <inheritdoc cref="Exp(Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x, Vector256<float> shift, Vector256<float> lowest)
    {
        x = Vector256.MaxNative(lowest, x);
        Vector256<float> n = Vector256.FusedMultiplyAdd(x, Vector256.Create(ExpSingle.Log2E), Vector256.Create(FloatBits.RoundSingle)) - Vector256.Create(FloatBits.RoundSingle);
        Vector256<float> r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-ExpSingle.Ln2High), x);
        r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-ExpSingle.Ln2Low), r);

        Vector256<float> q = Vector256.FusedMultiplyAdd(Vector256.Create(ExpSingle.Q4), r, Vector256.Create(ExpSingle.Q3));
        q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpSingle.Q2));
        q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpSingle.Q1));
        q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpSingle.Q0));
        return Scale(Vector256.FusedMultiplyAdd(r * r, q, r) + Vector256<float>.One, n - shift);
    }

    /// <inheritdoc cref="Exp(Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Exp(Vector128<float> x, Vector128<float> shift, Vector128<float> lowest)
    {
        x = Vector128.MaxNative(lowest, x);
        Vector128<float> n = Vector128.FusedMultiplyAdd(x, Vector128.Create(ExpSingle.Log2E), Vector128.Create(FloatBits.RoundSingle)) - Vector128.Create(FloatBits.RoundSingle);
        Vector128<float> r = Vector128.FusedMultiplyAdd(n, Vector128.Create(-ExpSingle.Ln2High), x);
        r = Vector128.FusedMultiplyAdd(n, Vector128.Create(-ExpSingle.Ln2Low), r);

        Vector128<float> q = Vector128.FusedMultiplyAdd(Vector128.Create(ExpSingle.Q4), r, Vector128.Create(ExpSingle.Q3));
        q = Vector128.FusedMultiplyAdd(q, r, Vector128.Create(ExpSingle.Q2));
        q = Vector128.FusedMultiplyAdd(q, r, Vector128.Create(ExpSingle.Q1));
        q = Vector128.FusedMultiplyAdd(q, r, Vector128.Create(ExpSingle.Q0));
        return Scale(Vector128.FusedMultiplyAdd(r * r, q, r) + Vector128<float>.One, n - shift);
    }

    /// <summary>e^x for x ≤ 60, NaN for NaN, 0 for −∞.</summary>
    /// <param name="x">The exponents.</param>
    /// <returns>The powers, as <see cref="Exp(Vector512{float}, Vector512{float}, Vector512{float})"/> has them.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x) => Exp(x, Vector512<float>.Zero, Vector512.Create(ExpSingle.Lowest));

    /// <inheritdoc cref="Exp(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x) => Exp(x, Vector256<float>.Zero, Vector256.Create(ExpSingle.Lowest));

    /// <inheritdoc cref="Exp(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Exp(Vector128<float> x) => Exp(x, Vector128<float>.Zero, Vector128.Create(ExpSingle.Lowest));

    /// <summary>value · 2^exponent, rounded once, also where the result is subnormal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Scale(Vector512<float> value, Vector512<float> exponent)
    {
        if (Avx512F.IsSupported)
        {
            return Vector512.ConditionalSelect(Avx512F.CompareNotLessThanOrEqual(exponent, Vector512.Create(ExpSingle.Vanished)), Avx512F.Scale(value, exponent), Vector512<float>.Zero);
        }

        Vector512<int> bits = (exponent + Vector512.Create(ExpSingle.ScaleBias)).AsInt32() << FloatBits.MantissaSingle;
        return Vector512.ConditionalSelect(Vector512.LessThanOrEqual(exponent, Vector512.Create(ExpSingle.Vanished)), Vector512<float>.Zero, value * bits.AsSingle() * Vector512.Create(ExpSingle.Unlift));
    }

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
