using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

/// <content>
/// Exponentials of logits that lie near 0, so that they need no shift and none of them vanishes: the bits of <see cref="Exp(Vector512{float}, Vector512{float})"/> without a shift. What they are of others, nobody looks at.
/// </content>
public static partial class VectorMath
{
    /// <summary>e^x of logits near 0, see <see cref="AreNarrow(Vector512{float})"/>, four beside each other.</summary>
    /// <param name="a">The exponents; receives the powers.</param>
    /// <param name="b">As <paramref name="a"/>.</param>
    /// <param name="c">As <paramref name="a"/>.</param>
    /// <param name="d">As <paramref name="a"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ExpNarrow(ref Vector512<float> a, ref Vector512<float> b, ref Vector512<float> c, ref Vector512<float> d)
    {
        if (!Avx512F.IsSupported)
        {
            a = ExpNarrow(a);
            b = ExpNarrow(b);
            c = ExpNarrow(c);
            d = ExpNarrow(d);
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

        Vector512<float> powers = Vector512.Create(ExpSingle.P0, ExpSingle.P1, ExpSingle.P2, ExpSingle.P3, ExpSingle.P4, ExpSingle.P5, ExpSingle.P6, ExpSingle.P7, ExpSingle.P8, ExpSingle.P9, ExpSingle.P10, ExpSingle.P11, ExpSingle.P12, ExpSingle.P13, ExpSingle.P14, ExpSingle.P15);
        Vector512<float> p0 = Avx512F.PermuteVar16x32(powers, n0.AsInt32());
        Vector512<float> p1 = Avx512F.PermuteVar16x32(powers, n1.AsInt32());
        Vector512<float> p2 = Avx512F.PermuteVar16x32(powers, n2.AsInt32());
        Vector512<float> p3 = Avx512F.PermuteVar16x32(powers, n3.AsInt32());

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

        a = Avx512F.Scale(Vector512.FusedMultiplyAdd(q0, a, p0), k0);
        b = Avx512F.Scale(Vector512.FusedMultiplyAdd(q1, b, p1), k1);
        c = Avx512F.Scale(Vector512.FusedMultiplyAdd(q2, c, p2), k2);
        d = Avx512F.Scale(Vector512.FusedMultiplyAdd(q3, d, p3), k3);
    }

    /// <summary>As <see cref="ExpNarrow(ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, ref Vector512{float})"/>, of one vector.</summary>
    /// <param name="x">The exponents.</param>
    /// <returns>The powers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ExpNarrow(Vector512<float> x)
    {
        if (!Avx512F.IsSupported)
        {
            return Vector512.Create(ExpNarrow(x.GetLower()), ExpNarrow(x.GetUpper()));
        }

        Vector512<float> n = Vector512.FusedMultiplyAdd(x, Vector512.Create(ExpSingle.Log2E), Vector512.Create(ExpSingle.Round));
        Vector512<float> k = n - Vector512.Create(ExpSingle.Round);
        Vector512<float> r = Vector512.FusedMultiplyAdd(k, Vector512.Create(-ExpSingle.Ln2High), x);
        r = Vector512.FusedMultiplyAdd(k, Vector512.Create(-ExpSingle.Ln2Low), r);

        Vector512<float> powers = Vector512.Create(ExpSingle.P0, ExpSingle.P1, ExpSingle.P2, ExpSingle.P3, ExpSingle.P4, ExpSingle.P5, ExpSingle.P6, ExpSingle.P7, ExpSingle.P8, ExpSingle.P9, ExpSingle.P10, ExpSingle.P11, ExpSingle.P12, ExpSingle.P13, ExpSingle.P14, ExpSingle.P15);
        Vector512<float> power = Avx512F.PermuteVar16x32(powers, n.AsInt32());
        Vector512<float> q = Vector512.FusedMultiplyAdd(Vector512.Create(ExpSingle.T3), r, Vector512.Create(ExpSingle.T2));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512<float>.One);
        return Avx512F.Scale(Vector512.FusedMultiplyAdd(r * power, q, power), k);
    }

    /// <inheritdoc cref="ExpNarrow(ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, ref Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ExpNarrow(ref Vector256<float> a, ref Vector256<float> b, ref Vector256<float> c, ref Vector256<float> d)
    {
        if (Avx512F.VL.IsSupported)
        {
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

            Vector256<float> low = Vector256.Create(ExpSingle.P0, ExpSingle.P1, ExpSingle.P2, ExpSingle.P3, ExpSingle.P4, ExpSingle.P5, ExpSingle.P6, ExpSingle.P7);
            Vector256<float> high = Vector256.Create(ExpSingle.P8, ExpSingle.P9, ExpSingle.P10, ExpSingle.P11, ExpSingle.P12, ExpSingle.P13, ExpSingle.P14, ExpSingle.P15);
            Vector256<float> p0 = Avx512F.VL.PermuteVar8x32x2(low, n0.AsInt32(), high);
            Vector256<float> p1 = Avx512F.VL.PermuteVar8x32x2(low, n1.AsInt32(), high);
            Vector256<float> p2 = Avx512F.VL.PermuteVar8x32x2(low, n2.AsInt32(), high);
            Vector256<float> p3 = Avx512F.VL.PermuteVar8x32x2(low, n3.AsInt32(), high);

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
    public static Vector256<float> ExpNarrow(Vector256<float> x)
    {
        if (Avx512F.VL.IsSupported)
        {
            Vector256<float> n = Vector256.FusedMultiplyAdd(x, Vector256.Create(ExpSingle.Log2E), Vector256.Create(ExpSingle.Round));
            Vector256<float> k = n - Vector256.Create(ExpSingle.Round);
            Vector256<float> r = Vector256.FusedMultiplyAdd(k, Vector256.Create(-ExpSingle.Ln2High), x);
            r = Vector256.FusedMultiplyAdd(k, Vector256.Create(-ExpSingle.Ln2Low), r);

            Vector256<float> low = Vector256.Create(ExpSingle.P0, ExpSingle.P1, ExpSingle.P2, ExpSingle.P3, ExpSingle.P4, ExpSingle.P5, ExpSingle.P6, ExpSingle.P7);
            Vector256<float> high = Vector256.Create(ExpSingle.P8, ExpSingle.P9, ExpSingle.P10, ExpSingle.P11, ExpSingle.P12, ExpSingle.P13, ExpSingle.P14, ExpSingle.P15);
            Vector256<float> power = Avx512F.VL.PermuteVar8x32x2(low, n.AsInt32(), high);
            Vector256<float> q = Vector256.FusedMultiplyAdd(Vector256.Create(ExpSingle.T3), r, Vector256.Create(ExpSingle.T2));
            q = Vector256.FusedMultiplyAdd(q, r, Vector256<float>.One);
            return Avx512F.VL.Scale(Vector256.FusedMultiplyAdd(r * power, q, power), k);
        }
        else
        {
            Vector256<float> n = Vector256.FusedMultiplyAdd(x, Vector256.Create(ExpSingle.Log2E), Vector256.Create(FloatBits.RoundSingle)) - Vector256.Create(FloatBits.RoundSingle);
            Vector256<float> r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-ExpSingle.Ln2High), x);
            r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-ExpSingle.Ln2Low), r);

            Vector256<float> q = Vector256.FusedMultiplyAdd(Vector256.Create(ExpSingle.Q4), r, Vector256.Create(ExpSingle.Q3));
            q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpSingle.Q2));
            q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpSingle.Q1));
            q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpSingle.Q0));
            q = Vector256.FusedMultiplyAdd(q, r, Vector256<float>.One);

            Vector256<int> bits = (n + Vector256.Create(FloatBits.RoundSingle + FloatBits.BiasSingle)).AsInt32() << FloatBits.MantissaSingle;
            return Vector256.FusedMultiplyAdd(q, r, Vector256<float>.One) * bits.AsSingle();
        }
    }
}
