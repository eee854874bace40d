using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

public static partial class VectorMath
{
    /// <inheritdoc cref="RowShift512(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowShift<Vector512<double>> RowShift512(double shift)
    {
        if (!Avx512F.IsSupported)
        {
            return new(Vector512.Create(shift));
        }

        Vector512<double> powers = Vector512.Create(ExpDouble.P0, ExpDouble.P1, ExpDouble.P2, ExpDouble.P3, ExpDouble.P4, ExpDouble.P5, ExpDouble.P6, ExpDouble.P7);
        return new(default, Avx512F.Scale(powers, Vector512.Create(-shift)), default, Vector512.Create(ExpDouble.Vanished + shift));
    }

    /// <inheritdoc cref="RowShift512(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowShift<Vector256<double>> RowShift256(double shift)
    {
        if (!Avx512F.VL.IsSupported)
        {
            return new(Vector256.Create(shift));
        }

        Vector256<double> low = Vector256.Create(ExpDouble.P0, ExpDouble.P1, ExpDouble.P2, ExpDouble.P3);
        Vector256<double> high = Vector256.Create(ExpDouble.P4, ExpDouble.P5, ExpDouble.P6, ExpDouble.P7);
        return new(default, Avx512F.VL.Scale(low, Vector256.Create(-shift)), Avx512F.VL.Scale(high, Vector256.Create(-shift)), Vector256.Create(ExpDouble.Vanished + shift));
    }

    /// <inheritdoc cref="Exp(Vector512{float}, RowShift{Vector512{float}})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exp(Vector512<double> x, RowShift<Vector512<double>> shift)
    {
        if (!Avx512F.IsSupported)
        {
            return Exp(x, shift.Shift);
        }

        Vector512<double> n = Vector512.FusedMultiplyAdd(x, Vector512.Create(ExpDouble.Log2E), Vector512.Create(ExpDouble.Round));
        Vector512<double> k = n - Vector512.Create(ExpDouble.Round);
        Vector512<double> r = Vector512.FusedMultiplyAdd(k, Vector512.Create(-ExpDouble.Ln2High), x);
        r = Vector512.FusedMultiplyAdd(k, Vector512.Create(-ExpDouble.Ln2Low), r);

        Vector512<double> power = Avx512F.PermuteVar8x64(shift.Powers, n.AsInt64());
        Vector512<double> q = Vector512.FusedMultiplyAdd(Vector512.Create(ExpDouble.T7), r, Vector512.Create(ExpDouble.T6));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(ExpDouble.T5));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(ExpDouble.T4));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(ExpDouble.T3));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(ExpDouble.T2));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512<double>.One);
        return Scale(Vector512.FusedMultiplyAdd(r * power, q, power), k, shift.Vanished);
    }

    /// <inheritdoc cref="Exp(Vector512{float}, RowShift{Vector512{float}})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Exp(Vector256<double> x, RowShift<Vector256<double>> shift)
    {
        if (!Avx512F.VL.IsSupported)
        {
            return Exp(x, shift.Shift);
        }

        Vector256<double> n = Vector256.FusedMultiplyAdd(x, Vector256.Create(ExpDouble.Log2E), Vector256.Create(ExpDouble.Round));
        Vector256<double> k = n - Vector256.Create(ExpDouble.Round);
        Vector256<double> r = Vector256.FusedMultiplyAdd(k, Vector256.Create(-ExpDouble.Ln2High), x);
        r = Vector256.FusedMultiplyAdd(k, Vector256.Create(-ExpDouble.Ln2Low), r);

        Vector256<double> power = Avx512F.VL.PermuteVar4x64x2(shift.Powers, n.AsInt64(), shift.MorePowers);
        Vector256<double> q = Vector256.FusedMultiplyAdd(Vector256.Create(ExpDouble.T7), r, Vector256.Create(ExpDouble.T6));
        q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpDouble.T5));
        q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpDouble.T4));
        q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpDouble.T3));
        q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpDouble.T2));
        q = Vector256.FusedMultiplyAdd(q, r, Vector256<double>.One);
        return Scale(Vector256.FusedMultiplyAdd(r * power, q, power), k, shift.Vanished);
    }

    /// <inheritdoc cref="Exp(ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, RowShift{Vector512{float}})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp(ref Vector512<double> a, ref Vector512<double> b, ref Vector512<double> c, ref Vector512<double> d, RowShift<Vector512<double>> shift)
    {
        if (!Avx512F.IsSupported)
        {
            Exp(ref a, ref b, ref c, ref d, shift.Shift);
            return;
        }

        Vector512<double> n0 = Vector512.FusedMultiplyAdd(a, Vector512.Create(ExpDouble.Log2E), Vector512.Create(ExpDouble.Round));
        Vector512<double> n1 = Vector512.FusedMultiplyAdd(b, Vector512.Create(ExpDouble.Log2E), Vector512.Create(ExpDouble.Round));
        Vector512<double> n2 = Vector512.FusedMultiplyAdd(c, Vector512.Create(ExpDouble.Log2E), Vector512.Create(ExpDouble.Round));
        Vector512<double> n3 = Vector512.FusedMultiplyAdd(d, Vector512.Create(ExpDouble.Log2E), Vector512.Create(ExpDouble.Round));

        Vector512<double> k0 = n0 - Vector512.Create(ExpDouble.Round);
        Vector512<double> k1 = n1 - Vector512.Create(ExpDouble.Round);
        Vector512<double> k2 = n2 - Vector512.Create(ExpDouble.Round);
        Vector512<double> k3 = n3 - Vector512.Create(ExpDouble.Round);

        a = Vector512.FusedMultiplyAdd(k0, Vector512.Create(-ExpDouble.Ln2High), a);
        b = Vector512.FusedMultiplyAdd(k1, Vector512.Create(-ExpDouble.Ln2High), b);
        c = Vector512.FusedMultiplyAdd(k2, Vector512.Create(-ExpDouble.Ln2High), c);
        d = Vector512.FusedMultiplyAdd(k3, Vector512.Create(-ExpDouble.Ln2High), d);

        a = Vector512.FusedMultiplyAdd(k0, Vector512.Create(-ExpDouble.Ln2Low), a);
        b = Vector512.FusedMultiplyAdd(k1, Vector512.Create(-ExpDouble.Ln2Low), b);
        c = Vector512.FusedMultiplyAdd(k2, Vector512.Create(-ExpDouble.Ln2Low), c);
        d = Vector512.FusedMultiplyAdd(k3, Vector512.Create(-ExpDouble.Ln2Low), d);

        Vector512<double> p0 = Avx512F.PermuteVar8x64(shift.Powers, n0.AsInt64());
        Vector512<double> p1 = Avx512F.PermuteVar8x64(shift.Powers, n1.AsInt64());
        Vector512<double> p2 = Avx512F.PermuteVar8x64(shift.Powers, n2.AsInt64());
        Vector512<double> p3 = Avx512F.PermuteVar8x64(shift.Powers, n3.AsInt64());

        Vector512<double> q0 = Vector512.FusedMultiplyAdd(Vector512.Create(ExpDouble.T7), a, Vector512.Create(ExpDouble.T6));
        Vector512<double> q1 = Vector512.FusedMultiplyAdd(Vector512.Create(ExpDouble.T7), b, Vector512.Create(ExpDouble.T6));
        Vector512<double> q2 = Vector512.FusedMultiplyAdd(Vector512.Create(ExpDouble.T7), c, Vector512.Create(ExpDouble.T6));
        Vector512<double> q3 = Vector512.FusedMultiplyAdd(Vector512.Create(ExpDouble.T7), d, Vector512.Create(ExpDouble.T6));

        q0 = Vector512.FusedMultiplyAdd(q0, a, Vector512.Create(ExpDouble.T5));
        q1 = Vector512.FusedMultiplyAdd(q1, b, Vector512.Create(ExpDouble.T5));
        q2 = Vector512.FusedMultiplyAdd(q2, c, Vector512.Create(ExpDouble.T5));
        q3 = Vector512.FusedMultiplyAdd(q3, d, Vector512.Create(ExpDouble.T5));

        q0 = Vector512.FusedMultiplyAdd(q0, a, Vector512.Create(ExpDouble.T4));
        q1 = Vector512.FusedMultiplyAdd(q1, b, Vector512.Create(ExpDouble.T4));
        q2 = Vector512.FusedMultiplyAdd(q2, c, Vector512.Create(ExpDouble.T4));
        q3 = Vector512.FusedMultiplyAdd(q3, d, Vector512.Create(ExpDouble.T4));

        q0 = Vector512.FusedMultiplyAdd(q0, a, Vector512.Create(ExpDouble.T3));
        q1 = Vector512.FusedMultiplyAdd(q1, b, Vector512.Create(ExpDouble.T3));
        q2 = Vector512.FusedMultiplyAdd(q2, c, Vector512.Create(ExpDouble.T3));
        q3 = Vector512.FusedMultiplyAdd(q3, d, Vector512.Create(ExpDouble.T3));

        q0 = Vector512.FusedMultiplyAdd(q0, a, Vector512.Create(ExpDouble.T2));
        q1 = Vector512.FusedMultiplyAdd(q1, b, Vector512.Create(ExpDouble.T2));
        q2 = Vector512.FusedMultiplyAdd(q2, c, Vector512.Create(ExpDouble.T2));
        q3 = Vector512.FusedMultiplyAdd(q3, d, Vector512.Create(ExpDouble.T2));

        q0 = Vector512.FusedMultiplyAdd(q0, a, Vector512<double>.One);
        q1 = Vector512.FusedMultiplyAdd(q1, b, Vector512<double>.One);
        q2 = Vector512.FusedMultiplyAdd(q2, c, Vector512<double>.One);
        q3 = Vector512.FusedMultiplyAdd(q3, d, Vector512<double>.One);

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
    public static void Exp(ref Vector256<double> a, ref Vector256<double> b, ref Vector256<double> c, ref Vector256<double> d, RowShift<Vector256<double>> shift)
    {
        if (!Avx512F.VL.IsSupported)
        {
            Exp(ref a, ref b, ref c, ref d, shift.Shift);
            return;
        }

        Vector256<double> n0 = Vector256.FusedMultiplyAdd(a, Vector256.Create(ExpDouble.Log2E), Vector256.Create(ExpDouble.Round));
        Vector256<double> n1 = Vector256.FusedMultiplyAdd(b, Vector256.Create(ExpDouble.Log2E), Vector256.Create(ExpDouble.Round));
        Vector256<double> n2 = Vector256.FusedMultiplyAdd(c, Vector256.Create(ExpDouble.Log2E), Vector256.Create(ExpDouble.Round));
        Vector256<double> n3 = Vector256.FusedMultiplyAdd(d, Vector256.Create(ExpDouble.Log2E), Vector256.Create(ExpDouble.Round));

        Vector256<double> k0 = n0 - Vector256.Create(ExpDouble.Round);
        Vector256<double> k1 = n1 - Vector256.Create(ExpDouble.Round);
        Vector256<double> k2 = n2 - Vector256.Create(ExpDouble.Round);
        Vector256<double> k3 = n3 - Vector256.Create(ExpDouble.Round);

        a = Vector256.FusedMultiplyAdd(k0, Vector256.Create(-ExpDouble.Ln2High), a);
        b = Vector256.FusedMultiplyAdd(k1, Vector256.Create(-ExpDouble.Ln2High), b);
        c = Vector256.FusedMultiplyAdd(k2, Vector256.Create(-ExpDouble.Ln2High), c);
        d = Vector256.FusedMultiplyAdd(k3, Vector256.Create(-ExpDouble.Ln2High), d);

        a = Vector256.FusedMultiplyAdd(k0, Vector256.Create(-ExpDouble.Ln2Low), a);
        b = Vector256.FusedMultiplyAdd(k1, Vector256.Create(-ExpDouble.Ln2Low), b);
        c = Vector256.FusedMultiplyAdd(k2, Vector256.Create(-ExpDouble.Ln2Low), c);
        d = Vector256.FusedMultiplyAdd(k3, Vector256.Create(-ExpDouble.Ln2Low), d);

        Vector256<double> p0 = Avx512F.VL.PermuteVar4x64x2(shift.Powers, n0.AsInt64(), shift.MorePowers);
        Vector256<double> p1 = Avx512F.VL.PermuteVar4x64x2(shift.Powers, n1.AsInt64(), shift.MorePowers);
        Vector256<double> p2 = Avx512F.VL.PermuteVar4x64x2(shift.Powers, n2.AsInt64(), shift.MorePowers);
        Vector256<double> p3 = Avx512F.VL.PermuteVar4x64x2(shift.Powers, n3.AsInt64(), shift.MorePowers);

        Vector256<double> q0 = Vector256.FusedMultiplyAdd(Vector256.Create(ExpDouble.T7), a, Vector256.Create(ExpDouble.T6));
        Vector256<double> q1 = Vector256.FusedMultiplyAdd(Vector256.Create(ExpDouble.T7), b, Vector256.Create(ExpDouble.T6));
        Vector256<double> q2 = Vector256.FusedMultiplyAdd(Vector256.Create(ExpDouble.T7), c, Vector256.Create(ExpDouble.T6));
        Vector256<double> q3 = Vector256.FusedMultiplyAdd(Vector256.Create(ExpDouble.T7), d, Vector256.Create(ExpDouble.T6));

        q0 = Vector256.FusedMultiplyAdd(q0, a, Vector256.Create(ExpDouble.T5));
        q1 = Vector256.FusedMultiplyAdd(q1, b, Vector256.Create(ExpDouble.T5));
        q2 = Vector256.FusedMultiplyAdd(q2, c, Vector256.Create(ExpDouble.T5));
        q3 = Vector256.FusedMultiplyAdd(q3, d, Vector256.Create(ExpDouble.T5));

        q0 = Vector256.FusedMultiplyAdd(q0, a, Vector256.Create(ExpDouble.T4));
        q1 = Vector256.FusedMultiplyAdd(q1, b, Vector256.Create(ExpDouble.T4));
        q2 = Vector256.FusedMultiplyAdd(q2, c, Vector256.Create(ExpDouble.T4));
        q3 = Vector256.FusedMultiplyAdd(q3, d, Vector256.Create(ExpDouble.T4));

        q0 = Vector256.FusedMultiplyAdd(q0, a, Vector256.Create(ExpDouble.T3));
        q1 = Vector256.FusedMultiplyAdd(q1, b, Vector256.Create(ExpDouble.T3));
        q2 = Vector256.FusedMultiplyAdd(q2, c, Vector256.Create(ExpDouble.T3));
        q3 = Vector256.FusedMultiplyAdd(q3, d, Vector256.Create(ExpDouble.T3));

        q0 = Vector256.FusedMultiplyAdd(q0, a, Vector256.Create(ExpDouble.T2));
        q1 = Vector256.FusedMultiplyAdd(q1, b, Vector256.Create(ExpDouble.T2));
        q2 = Vector256.FusedMultiplyAdd(q2, c, Vector256.Create(ExpDouble.T2));
        q3 = Vector256.FusedMultiplyAdd(q3, d, Vector256.Create(ExpDouble.T2));

        q0 = Vector256.FusedMultiplyAdd(q0, a, Vector256<double>.One);
        q1 = Vector256.FusedMultiplyAdd(q1, b, Vector256<double>.One);
        q2 = Vector256.FusedMultiplyAdd(q2, c, Vector256<double>.One);
        q3 = Vector256.FusedMultiplyAdd(q3, d, Vector256<double>.One);

        a *= p0;
        b *= p1;
        c *= p2;
        d *= p3;

        a = Scale(Vector256.FusedMultiplyAdd(q0, a, p0), k0, shift.Vanished);
        b = Scale(Vector256.FusedMultiplyAdd(q1, b, p1), k1, shift.Vanished);
        c = Scale(Vector256.FusedMultiplyAdd(q2, c, p2), k2, shift.Vanished);
        d = Scale(Vector256.FusedMultiplyAdd(q3, d, p3), k3, shift.Vanished);
    }

    /// <inheritdoc cref="Scale(Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Scale(Vector512<double> value, Vector512<double> exponent, Vector512<double> vanished) =>
        Vector512.ConditionalSelect(Avx512F.CompareNotLessThanOrEqual(exponent, vanished), Avx512F.Scale(value, exponent), Vector512<double>.Zero);

    /// <inheritdoc cref="Scale(Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Scale(Vector256<double> value, Vector256<double> exponent, Vector256<double> vanished) =>
        Vector256.ConditionalSelect(Avx512F.VL.CompareNotLessThanOrEqual(exponent, vanished), Avx512F.VL.Scale(value, exponent), Vector256<double>.Zero);
}
