using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

/// <summary>The elementary functions of the kernels, made for the ranges that occur in them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class VectorMath
{
    /// <summary>e^x for x ≤ 60, NaN for NaN, 0 for −∞.</summary>
    /// <param name="x">The exponents. See <see cref="Anchor(Vector512{float})"/> for where 60 comes from.</param>
    /// <returns>The powers, at most 1 ulp off (measured; docs/numerics.md), gradually down to 0. exp(0) is exactly 1.</returns>
    public static Vector512<float> Exp(Vector512<float> x) => Exp<Simd512<float>, Vector512<float>, float>(x);

    /// <inheritdoc cref="Exp(Vector512{float})"/>
    public static Vector256<float> Exp(Vector256<float> x) => Exp<Simd256<float>, Vector256<float>, float>(x);

    /// <inheritdoc cref="Exp(Vector512{float})"/>
    public static Vector512<double> Exp(Vector512<double> x) => Exp<Simd512<double>, Vector512<double>, double>(x);

    /// <inheritdoc cref="Exp(Vector512{float})"/>
    public static Vector256<double> Exp(Vector256<double> x) => Exp<Simd256<double>, Vector256<double>, double>(x);

    /// <summary>
    /// x = n·ln 2 + r with |r| ≤ ½·ln 2, and e^x = 2^n·(1 + r + r²·q(r)).
    /// </summary>
    /// <remarks>
    /// <para>ln 2 is taken away in two parts; the first is short enough for n·part to be exact.</para>
    /// <para>q is the polynomial with the smallest relative error of 1 + r + r²·q(r) on |r| ≤ 0.3466 (Remez exchange in 200 bits): 2^−28.3 with
    /// degree 4 (float), 2^−57.9 with degree 9 (double).</para>
    /// <para>There are no branches: x is held above the point where the result is 0, so −∞ needs nothing of its own, and NaN passes through.</para>
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector Exp<TSimd, TVector, T>(TVector x)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        x = TSimd.Max(TSimd.Create(FloatBits.IsSingle<T>() ? -110 : -760), x);

        TVector round = TSimd.Create(FloatBits.IsSingle<T>() ? FloatBits.RoundSingle : FloatBits.RoundDouble);
        TVector n = TSimd.Subtract(TSimd.MultiplyAdd(x, TSimd.Create(1.4426950408889634), round), round);

        TVector r;
        TVector q;
        if (FloatBits.IsSingle<T>())
        {
            r = TSimd.MultiplyAdd(n, TSimd.Create(-0.693359375), x);
            r = TSimd.MultiplyAdd(n, TSimd.Create(2.1219444005469057e-4), r);

            q = TSimd.MultiplyAdd(TSimd.Create(0.0013814674738564875), r, TSimd.Create(0.0083687179256522116));
            q = TSimd.MultiplyAdd(q, r, TSimd.Create(0.041668386585921331));
            q = TSimd.MultiplyAdd(q, r, TSimd.Create(0.16666520620810216));
            q = TSimd.MultiplyAdd(q, r, TSimd.Create(0.49999993454539435));
        }
        else
        {
            r = TSimd.MultiplyAdd(n, TSimd.Create(-6.93147180369123816490e-01), x);
            r = TSimd.MultiplyAdd(n, TSimd.Create(-1.90821492927058770002e-10), r);

            q = TSimd.MultiplyAdd(TSimd.Create(2.5000185829691876827e-8), r, TSimd.Create(2.7630247838213993627e-7));
            q = TSimd.MultiplyAdd(q, r, TSimd.Create(2.7557585988446180701e-6));
            q = TSimd.MultiplyAdd(q, r, TSimd.Create(0.000024801493100114355208));
            q = TSimd.MultiplyAdd(q, r, TSimd.Create(0.00019841269506999064567));
            q = TSimd.MultiplyAdd(q, r, TSimd.Create(0.0013888888943629427701));
            q = TSimd.MultiplyAdd(q, r, TSimd.Create(0.0083333333334942748444));
            q = TSimd.MultiplyAdd(q, r, TSimd.Create(0.041666666666530158293));
            q = TSimd.MultiplyAdd(q, r, TSimd.Create(0.16666666666666412796));
            q = TSimd.MultiplyAdd(q, r, TSimd.Create(0.50000000000000106278));
        }

        TVector fraction = TSimd.Add(TSimd.MultiplyAdd(TSimd.Multiply(r, r), q, r), TSimd.Create(1.0));
        return TSimd.Scale(fraction, n);
    }
}
