using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

public static partial class VectorMath
{
    /// <inheritdoc cref="ExpNarrow(ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, ref Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ExpNarrow(ref Vector512<double> a, ref Vector512<double> b, ref Vector512<double> c, ref Vector512<double> d)
    {
        if (!Avx512F.IsSupported)
        {
            a = ExpNarrow(a);
            b = ExpNarrow(b);
            c = ExpNarrow(c);
            d = ExpNarrow(d);
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

        Vector512<double> powers = Vector512.Create(ExpDouble.P0, ExpDouble.P1, ExpDouble.P2, ExpDouble.P3, ExpDouble.P4, ExpDouble.P5, ExpDouble.P6, ExpDouble.P7);
        Vector512<double> p0 = Avx512F.PermuteVar8x64(powers, n0.AsInt64());
        Vector512<double> p1 = Avx512F.PermuteVar8x64(powers, n1.AsInt64());
        Vector512<double> p2 = Avx512F.PermuteVar8x64(powers, n2.AsInt64());
        Vector512<double> p3 = Avx512F.PermuteVar8x64(powers, n3.AsInt64());

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

        a = Avx512F.Scale(Vector512.FusedMultiplyAdd(q0, a, p0), k0);
        b = Avx512F.Scale(Vector512.FusedMultiplyAdd(q1, b, p1), k1);
        c = Avx512F.Scale(Vector512.FusedMultiplyAdd(q2, c, p2), k2);
        d = Avx512F.Scale(Vector512.FusedMultiplyAdd(q3, d, p3), k3);
    }

    /// <inheritdoc cref="ExpNarrow(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> ExpNarrow(Vector512<double> x)
    {
        if (!Avx512F.IsSupported)
        {
            return Vector512.Create(ExpNarrow(x.GetLower()), ExpNarrow(x.GetUpper()));
        }

        Vector512<double> n = Vector512.FusedMultiplyAdd(x, Vector512.Create(ExpDouble.Log2E), Vector512.Create(ExpDouble.Round));
        Vector512<double> k = n - Vector512.Create(ExpDouble.Round);
        Vector512<double> r = Vector512.FusedMultiplyAdd(k, Vector512.Create(-ExpDouble.Ln2High), x);
        r = Vector512.FusedMultiplyAdd(k, Vector512.Create(-ExpDouble.Ln2Low), r);

        Vector512<double> powers = Vector512.Create(ExpDouble.P0, ExpDouble.P1, ExpDouble.P2, ExpDouble.P3, ExpDouble.P4, ExpDouble.P5, ExpDouble.P6, ExpDouble.P7);
        Vector512<double> power = Avx512F.PermuteVar8x64(powers, n.AsInt64());
        Vector512<double> q = Vector512.FusedMultiplyAdd(Vector512.Create(ExpDouble.T7), r, Vector512.Create(ExpDouble.T6));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(ExpDouble.T5));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(ExpDouble.T4));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(ExpDouble.T3));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(ExpDouble.T2));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512<double>.One);
        return Avx512F.Scale(Vector512.FusedMultiplyAdd(r * power, q, power), k);
    }

    /// <inheritdoc cref="ExpNarrow(ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, ref Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ExpNarrow(ref Vector256<double> a, ref Vector256<double> b, ref Vector256<double> c, ref Vector256<double> d)
    {
        if (Avx512F.VL.IsSupported)
        {
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

            Vector256<double> low = Vector256.Create(ExpDouble.P0, ExpDouble.P1, ExpDouble.P2, ExpDouble.P3);
            Vector256<double> high = Vector256.Create(ExpDouble.P4, ExpDouble.P5, ExpDouble.P6, ExpDouble.P7);
            Vector256<double> p0 = Avx512F.VL.PermuteVar4x64x2(low, n0.AsInt64(), high);
            Vector256<double> p1 = Avx512F.VL.PermuteVar4x64x2(low, n1.AsInt64(), high);
            Vector256<double> p2 = Avx512F.VL.PermuteVar4x64x2(low, n2.AsInt64(), high);
            Vector256<double> p3 = Avx512F.VL.PermuteVar4x64x2(low, n3.AsInt64(), high);

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

            a = Avx512F.VL.Scale(Vector256.FusedMultiplyAdd(q0, a, p0), k0);
            b = Avx512F.VL.Scale(Vector256.FusedMultiplyAdd(q1, b, p1), k1);
            c = Avx512F.VL.Scale(Vector256.FusedMultiplyAdd(q2, c, p2), k2);
            d = Avx512F.VL.Scale(Vector256.FusedMultiplyAdd(q3, d, p3), k3);
        }
        else
        {
            a = ExpNarrow(a);
            b = ExpNarrow(b);
            c = ExpNarrow(c);
            d = ExpNarrow(d);
        }
    }

    /// <inheritdoc cref="ExpNarrow(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> ExpNarrow(Vector256<double> x)
    {
        if (Avx512F.VL.IsSupported)
        {
            Vector256<double> n = Vector256.FusedMultiplyAdd(x, Vector256.Create(ExpDouble.Log2E), Vector256.Create(ExpDouble.Round));
            Vector256<double> k = n - Vector256.Create(ExpDouble.Round);
            Vector256<double> r = Vector256.FusedMultiplyAdd(k, Vector256.Create(-ExpDouble.Ln2High), x);
            r = Vector256.FusedMultiplyAdd(k, Vector256.Create(-ExpDouble.Ln2Low), r);

            Vector256<double> low = Vector256.Create(ExpDouble.P0, ExpDouble.P1, ExpDouble.P2, ExpDouble.P3);
            Vector256<double> high = Vector256.Create(ExpDouble.P4, ExpDouble.P5, ExpDouble.P6, ExpDouble.P7);
            Vector256<double> power = Avx512F.VL.PermuteVar4x64x2(low, n.AsInt64(), high);
            Vector256<double> q = Vector256.FusedMultiplyAdd(Vector256.Create(ExpDouble.T7), r, Vector256.Create(ExpDouble.T6));
            q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpDouble.T5));
            q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpDouble.T4));
            q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpDouble.T3));
            q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpDouble.T2));
            q = Vector256.FusedMultiplyAdd(q, r, Vector256<double>.One);
            return Avx512F.VL.Scale(Vector256.FusedMultiplyAdd(r * power, q, power), k);
        }
        else
        {
            Vector256<double> n = Vector256.FusedMultiplyAdd(x, Vector256.Create(ExpDouble.Log2E), Vector256.Create(FloatBits.RoundDouble)) - Vector256.Create(FloatBits.RoundDouble);
            Vector256<double> r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-ExpDouble.Ln2High), x);
            r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-ExpDouble.Ln2Low), r);

            Vector256<double> q = Vector256.FusedMultiplyAdd(Vector256.Create(ExpDouble.Q9), r, Vector256.Create(ExpDouble.Q8));
            q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpDouble.Q7));
            q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpDouble.Q6));
            q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpDouble.Q5));
            q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpDouble.Q4));
            q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpDouble.Q3));
            q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpDouble.Q2));
            q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpDouble.Q1));
            q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpDouble.Q0));
            q = Vector256.FusedMultiplyAdd(q, r, Vector256<double>.One);

            Vector256<long> bits = (n + Vector256.Create(FloatBits.RoundDouble + FloatBits.BiasDouble)).AsInt64() << FloatBits.MantissaDouble;
            return Vector256.FusedMultiplyAdd(q, r, Vector256<double>.One) * bits.AsDouble();
        }
    }
}
