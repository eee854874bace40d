using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

/// <content>
/// Exponentials of a row, which have one shift. With AVX-512 the powers of the table are divided by 2^shift, which is exact, once a row, and the shift costs no instruction of an exponential: the bits are those of
/// <see cref="Exp(Vector512{float}, Vector512{float})"/>.
/// </content>
public static partial class VectorMath
{
    /// <summary>The shift of a row.</summary>
    /// <param name="shift">The <see cref="Shift(float)"/> of a maximum that <see cref="HasRowShift(float)"/>.</param>
    /// <returns>What the exponentials of the row have in common.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowShift<Vector512<float>> RowShift512(float shift)
    {
        if (!Avx512F.IsSupported)
        {
            return new(Vector512.Create(shift));
        }

        Vector512<float> powers = Vector512.Create(ExpSingle.P0, ExpSingle.P1, ExpSingle.P2, ExpSingle.P3, ExpSingle.P4, ExpSingle.P5, ExpSingle.P6, ExpSingle.P7, ExpSingle.P8, ExpSingle.P9, ExpSingle.P10, ExpSingle.P11, ExpSingle.P12, ExpSingle.P13, ExpSingle.P14, ExpSingle.P15);
        return new(default, Avx512F.Scale(powers, Vector512.Create(-shift)), default, Vector512.Create(ExpSingle.Vanished + shift));
    }

    /// <inheritdoc cref="RowShift512(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowShift<Vector256<float>> RowShift256(float shift)
    {
        if (!Avx512F.VL.IsSupported)
        {
            return new(Vector256.Create(shift));
        }

        Vector256<float> low = Vector256.Create(ExpSingle.P0, ExpSingle.P1, ExpSingle.P2, ExpSingle.P3, ExpSingle.P4, ExpSingle.P5, ExpSingle.P6, ExpSingle.P7);
        Vector256<float> high = Vector256.Create(ExpSingle.P8, ExpSingle.P9, ExpSingle.P10, ExpSingle.P11, ExpSingle.P12, ExpSingle.P13, ExpSingle.P14, ExpSingle.P15);
        return new(default, Avx512F.VL.Scale(low, Vector256.Create(-shift)), Avx512F.VL.Scale(high, Vector256.Create(-shift)), Vector256.Create(ExpSingle.Vanished + shift));
    }

    /// <summary>e^x / 2^shift, as <see cref="Exp(Vector512{float}, Vector512{float})"/> has it.</summary>
    /// <param name="x">The exponents, none larger than the maximum of the row.</param>
    /// <param name="shift">The row's.</param>
    /// <returns>The powers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x, RowShift<Vector512<float>> shift)
    {
        if (!Avx512F.IsSupported)
        {
            return Exp(x, shift.Shift);
        }

        Vector512<float> n = Vector512.FusedMultiplyAdd(x, Vector512.Create(ExpSingle.Log2E), Vector512.Create(ExpSingle.Round));
        Vector512<float> k = n - Vector512.Create(ExpSingle.Round);
        Vector512<float> r = Vector512.FusedMultiplyAdd(k, Vector512.Create(-ExpSingle.Ln2High), x);
        r = Vector512.FusedMultiplyAdd(k, Vector512.Create(-ExpSingle.Ln2Low), r);

        Vector512<float> power = Avx512F.PermuteVar16x32(shift.Powers, n.AsInt32());
        Vector512<float> q = Vector512.FusedMultiplyAdd(Vector512.Create(ExpSingle.T3), r, Vector512.Create(ExpSingle.T2));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512<float>.One);
        return Scale(Vector512.FusedMultiplyAdd(r * power, q, power), k, shift.Vanished);
    }

    /// <inheritdoc cref="Exp(Vector512{float}, RowShift{Vector512{float}})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x, RowShift<Vector256<float>> shift)
    {
        if (!Avx512F.VL.IsSupported)
        {
            return Exp(x, shift.Shift);
        }

        Vector256<float> n = Vector256.FusedMultiplyAdd(x, Vector256.Create(ExpSingle.Log2E), Vector256.Create(ExpSingle.Round));
        Vector256<float> k = n - Vector256.Create(ExpSingle.Round);
        Vector256<float> r = Vector256.FusedMultiplyAdd(k, Vector256.Create(-ExpSingle.Ln2High), x);
        r = Vector256.FusedMultiplyAdd(k, Vector256.Create(-ExpSingle.Ln2Low), r);

        Vector256<float> power = Avx512F.VL.PermuteVar8x32x2(shift.Powers, n.AsInt32(), shift.MorePowers);
        Vector256<float> q = Vector256.FusedMultiplyAdd(Vector256.Create(ExpSingle.T3), r, Vector256.Create(ExpSingle.T2));
        q = Vector256.FusedMultiplyAdd(q, r, Vector256<float>.One);
        return Scale(Vector256.FusedMultiplyAdd(r * power, q, power), k, shift.Vanished);
    }

    /// <summary>Four times <see cref="Exp(Vector512{float}, RowShift{Vector512{float}})"/>, step by step beside each other.</summary>
    /// <param name="a">The exponents; receives the powers.</param>
    /// <param name="b">As <paramref name="a"/>.</param>
    /// <param name="c">As <paramref name="a"/>.</param>
    /// <param name="d">As <paramref name="a"/>.</param>
    /// <param name="shift">As there.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp(ref Vector512<float> a, ref Vector512<float> b, ref Vector512<float> c, ref Vector512<float> d, RowShift<Vector512<float>> shift)
    {
        if (!Avx512F.IsSupported)
        {
            Exp(ref a, ref b, ref c, ref d, shift.Shift);
            return;
        }

        Vector512<float> n0 = Vector512.FusedMultiplyAdd(a, Vector512.Create(ExpSingle.Log2E), Vector512.Create(ExpSingle.Round));
        Vector512<float> n1 = Vector512.FusedMultiplyAdd(b, Vector512.Create(ExpSingle.Log2E), Vector512.Create(ExpSingle.Round));
        Vector512<float> n2 = Vector512.FusedMultiplyAdd(c, Vector512.Create(ExpSingle.Log2E), Vector512.Create(ExpSingle.Round));
        Vector512<float> n3 = Vector512.FusedMultiplyAdd(d, Vector512.Create(ExpSingle.Log2E), Vector512.Create(ExpSingle.Round));

        Vector512<float> k0 = n0 - Vector512.Create(ExpSingle.Round);
        Vector512<float> k1 = n1 - Vector512.Create(ExpSingle.Round);
        Vector512<float> k2 = n2 - Vector512.Create(ExpSingle.Round);
        Vector512<float> k3 = n3 - Vector512.Create(ExpSingle.Round);

        a = Vector512.FusedMultiplyAdd(k0, Vector512.Create(-ExpSingle.Ln2High), a);
        b = Vector512.FusedMultiplyAdd(k1, Vector512.Create(-ExpSingle.Ln2High), b);
        c = Vector512.FusedMultiplyAdd(k2, Vector512.Create(-ExpSingle.Ln2High), c);
        d = Vector512.FusedMultiplyAdd(k3, Vector512.Create(-ExpSingle.Ln2High), d);

        a = Vector512.FusedMultiplyAdd(k0, Vector512.Create(-ExpSingle.Ln2Low), a);
        b = Vector512.FusedMultiplyAdd(k1, Vector512.Create(-ExpSingle.Ln2Low), b);
        c = Vector512.FusedMultiplyAdd(k2, Vector512.Create(-ExpSingle.Ln2Low), c);
        d = Vector512.FusedMultiplyAdd(k3, Vector512.Create(-ExpSingle.Ln2Low), d);

        Vector512<float> p0 = Avx512F.PermuteVar16x32(shift.Powers, n0.AsInt32());
        Vector512<float> p1 = Avx512F.PermuteVar16x32(shift.Powers, n1.AsInt32());
        Vector512<float> p2 = Avx512F.PermuteVar16x32(shift.Powers, n2.AsInt32());
        Vector512<float> p3 = Avx512F.PermuteVar16x32(shift.Powers, n3.AsInt32());

        Vector512<float> q0 = Vector512.FusedMultiplyAdd(Vector512.Create(ExpSingle.T3), a, Vector512.Create(ExpSingle.T2));
        Vector512<float> q1 = Vector512.FusedMultiplyAdd(Vector512.Create(ExpSingle.T3), b, Vector512.Create(ExpSingle.T2));
        Vector512<float> q2 = Vector512.FusedMultiplyAdd(Vector512.Create(ExpSingle.T3), c, Vector512.Create(ExpSingle.T2));
        Vector512<float> q3 = Vector512.FusedMultiplyAdd(Vector512.Create(ExpSingle.T3), d, Vector512.Create(ExpSingle.T2));

        q0 = Vector512.FusedMultiplyAdd(q0, a, Vector512<float>.One);
        q1 = Vector512.FusedMultiplyAdd(q1, b, Vector512<float>.One);
        q2 = Vector512.FusedMultiplyAdd(q2, c, Vector512<float>.One);
        q3 = Vector512.FusedMultiplyAdd(q3, d, Vector512<float>.One);

        a *= p0;
        b *= p1;
        c *= p2;
        d *= p3;

        a = Scale(Vector512.FusedMultiplyAdd(q0, a, p0), k0, shift.Vanished);
        b = Scale(Vector512.FusedMultiplyAdd(q1, b, p1), k1, shift.Vanished);
        c = Scale(Vector512.FusedMultiplyAdd(q2, c, p2), k2, shift.Vanished);
        d = Scale(Vector512.FusedMultiplyAdd(q3, d, p3), k3, shift.Vanished);
    }

    /// <inheritdoc cref="Exp(ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, RowShift{Vector512{float}})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp(ref Vector256<float> a, ref Vector256<float> b, ref Vector256<float> c, ref Vector256<float> d, RowShift<Vector256<float>> shift)
    {
        if (!Avx512F.VL.IsSupported)
        {
            Exp(ref a, ref b, ref c, ref d, shift.Shift);
            return;
        }

        Vector256<float> n0 = Vector256.FusedMultiplyAdd(a, Vector256.Create(ExpSingle.Log2E), Vector256.Create(ExpSingle.Round));
        Vector256<float> n1 = Vector256.FusedMultiplyAdd(b, Vector256.Create(ExpSingle.Log2E), Vector256.Create(ExpSingle.Round));
        Vector256<float> n2 = Vector256.FusedMultiplyAdd(c, Vector256.Create(ExpSingle.Log2E), Vector256.Create(ExpSingle.Round));
        Vector256<float> n3 = Vector256.FusedMultiplyAdd(d, Vector256.Create(ExpSingle.Log2E), Vector256.Create(ExpSingle.Round));

        Vector256<float> k0 = n0 - Vector256.Create(ExpSingle.Round);
        Vector256<float> k1 = n1 - Vector256.Create(ExpSingle.Round);
        Vector256<float> k2 = n2 - Vector256.Create(ExpSingle.Round);
        Vector256<float> k3 = n3 - Vector256.Create(ExpSingle.Round);

        a = Vector256.FusedMultiplyAdd(k0, Vector256.Create(-ExpSingle.Ln2High), a);
        b = Vector256.FusedMultiplyAdd(k1, Vector256.Create(-ExpSingle.Ln2High), b);
        c = Vector256.FusedMultiplyAdd(k2, Vector256.Create(-ExpSingle.Ln2High), c);
        d = Vector256.FusedMultiplyAdd(k3, Vector256.Create(-ExpSingle.Ln2High), d);

        a = Vector256.FusedMultiplyAdd(k0, Vector256.Create(-ExpSingle.Ln2Low), a);
        b = Vector256.FusedMultiplyAdd(k1, Vector256.Create(-ExpSingle.Ln2Low), b);
        c = Vector256.FusedMultiplyAdd(k2, Vector256.Create(-ExpSingle.Ln2Low), c);
        d = Vector256.FusedMultiplyAdd(k3, Vector256.Create(-ExpSingle.Ln2Low), d);

        Vector256<float> p0 = Avx512F.VL.PermuteVar8x32x2(shift.Powers, n0.AsInt32(), shift.MorePowers);
        Vector256<float> p1 = Avx512F.VL.PermuteVar8x32x2(shift.Powers, n1.AsInt32(), shift.MorePowers);
        Vector256<float> p2 = Avx512F.VL.PermuteVar8x32x2(shift.Powers, n2.AsInt32(), shift.MorePowers);
        Vector256<float> p3 = Avx512F.VL.PermuteVar8x32x2(shift.Powers, n3.AsInt32(), shift.MorePowers);

        Vector256<float> q0 = Vector256.FusedMultiplyAdd(Vector256.Create(ExpSingle.T3), a, Vector256.Create(ExpSingle.T2));
        Vector256<float> q1 = Vector256.FusedMultiplyAdd(Vector256.Create(ExpSingle.T3), b, Vector256.Create(ExpSingle.T2));
        Vector256<float> q2 = Vector256.FusedMultiplyAdd(Vector256.Create(ExpSingle.T3), c, Vector256.Create(ExpSingle.T2));
        Vector256<float> q3 = Vector256.FusedMultiplyAdd(Vector256.Create(ExpSingle.T3), d, Vector256.Create(ExpSingle.T2));

        q0 = Vector256.FusedMultiplyAdd(q0, a, Vector256<float>.One);
        q1 = Vector256.FusedMultiplyAdd(q1, b, Vector256<float>.One);
        q2 = Vector256.FusedMultiplyAdd(q2, c, Vector256<float>.One);
        q3 = Vector256.FusedMultiplyAdd(q3, d, Vector256<float>.One);

        a *= p0;
        b *= p1;
        c *= p2;
        d *= p3;

        a = Scale(Vector256.FusedMultiplyAdd(q0, a, p0), k0, shift.Vanished);
        b = Scale(Vector256.FusedMultiplyAdd(q1, b, p1), k1, shift.Vanished);
        c = Scale(Vector256.FusedMultiplyAdd(q2, c, p2), k2, shift.Vanished);
        d = Scale(Vector256.FusedMultiplyAdd(q3, d, p3), k3, shift.Vanished);
    }

    /// <summary>As <see cref="Scale(Vector512{float}, Vector512{float})"/>, where the value has a shift in it, and vanishes with other exponents.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Scale(Vector512<float> value, Vector512<float> exponent, Vector512<float> vanished) =>
        Vector512.ConditionalSelect(Avx512F.CompareNotLessThanOrEqual(exponent, vanished), Avx512F.Scale(value, exponent), Vector512<float>.Zero);

    /// <inheritdoc cref="Scale(Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Scale(Vector256<float> value, Vector256<float> exponent, Vector256<float> vanished) =>
        Vector256.ConditionalSelect(Avx512F.VL.CompareNotLessThanOrEqual(exponent, vanished), Avx512F.VL.Scale(value, exponent), Vector256<float>.Zero);
}
