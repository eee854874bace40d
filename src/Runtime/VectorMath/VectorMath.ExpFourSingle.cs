using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

public static partial class VectorMath
{
    /// <summary>Four times <see cref="Exp(Vector512{float}, Vector512{float})"/>, step by step beside each other: the same bits.</summary>
    /// <param name="a">The exponents; receives the powers.</param>
    /// <param name="b">As <paramref name="a"/>.</param>
    /// <param name="c">As <paramref name="a"/>.</param>
    /// <param name="d">As <paramref name="a"/>.</param>
    /// <param name="shift">As there.</param>
    /// <remarks>An exponential is a chain of instructions that wait for each other. A processor looks so far ahead that it finds some four, if they are not written one after the other (docs/performance.md).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp(ref Vector512<float> a, ref Vector512<float> b, ref Vector512<float> c, ref Vector512<float> d, Vector512<float> shift) =>
        Exp(ref a, ref b, ref c, ref d, shift, shift, shift, shift);

    /// <summary>As there, for exponents of rows with shifts of their own.</summary>
    /// <remarks>The parameters are those there, four of each.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp(
        ref Vector512<float> a, ref Vector512<float> b, ref Vector512<float> c, ref Vector512<float> d, Vector512<float> shift0, Vector512<float> shift1, Vector512<float> shift2, Vector512<float> shift3)
    {
        if (!Avx512F.IsSupported)
        {
            a = Exp(a, shift0);
            b = Exp(b, shift1);
            c = Exp(c, shift2);
            d = Exp(d, shift3);
            return;
        }

        Vector512<float> end0 = Vector512.Create(ExpSingle.Round) + shift0;
        Vector512<float> end1 = Vector512.Create(ExpSingle.Round) + shift1;
        Vector512<float> end2 = Vector512.Create(ExpSingle.Round) + shift2;
        Vector512<float> end3 = Vector512.Create(ExpSingle.Round) + shift3;

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

        a = Scale(Vector512.FusedMultiplyAdd(q0, a, p0), n0 - end0);
        b = Scale(Vector512.FusedMultiplyAdd(q1, b, p1), n1 - end1);
        c = Scale(Vector512.FusedMultiplyAdd(q2, c, p2), n2 - end2);
        d = Scale(Vector512.FusedMultiplyAdd(q3, d, p3), n3 - end3);
    }

    /// <inheritdoc cref="Exp(ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp(ref Vector256<float> a, ref Vector256<float> b, ref Vector256<float> c, ref Vector256<float> d, Vector256<float> shift) =>
        Exp(ref a, ref b, ref c, ref d, shift, shift, shift, shift);

    /// <summary>As there, for exponents of rows with shifts of their own.</summary>
    /// <remarks>The parameters are those there, four of each.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp(
        ref Vector256<float> a, ref Vector256<float> b, ref Vector256<float> c, ref Vector256<float> d, Vector256<float> shift0, Vector256<float> shift1, Vector256<float> shift2, Vector256<float> shift3)
    {
        if (Avx512F.VL.IsSupported)
        {
            Vector256<float> end0 = Vector256.Create(ExpSingle.Round) + shift0;
            Vector256<float> end1 = Vector256.Create(ExpSingle.Round) + shift1;
            Vector256<float> end2 = Vector256.Create(ExpSingle.Round) + shift2;
            Vector256<float> end3 = Vector256.Create(ExpSingle.Round) + shift3;

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

            a = Scale(Vector256.FusedMultiplyAdd(q0, a, p0), n0 - end0);
            b = Scale(Vector256.FusedMultiplyAdd(q1, b, p1), n1 - end1);
            c = Scale(Vector256.FusedMultiplyAdd(q2, c, p2), n2 - end2);
            d = Scale(Vector256.FusedMultiplyAdd(q3, d, p3), n3 - end3);
        }
        else
        {
            a = Vector256.MaxNative(Vector256.Create(ExpSingle.Lowest), a);
            b = Vector256.MaxNative(Vector256.Create(ExpSingle.Lowest), b);
            c = Vector256.MaxNative(Vector256.Create(ExpSingle.Lowest), c);
            d = Vector256.MaxNative(Vector256.Create(ExpSingle.Lowest), d);

            Vector256<float> n0 = Vector256.FusedMultiplyAdd(a, Vector256.Create(ExpSingle.Log2E), Vector256.Create(FloatBits.RoundSingle)) - Vector256.Create(FloatBits.RoundSingle);
            Vector256<float> n1 = Vector256.FusedMultiplyAdd(b, Vector256.Create(ExpSingle.Log2E), Vector256.Create(FloatBits.RoundSingle)) - Vector256.Create(FloatBits.RoundSingle);
            Vector256<float> n2 = Vector256.FusedMultiplyAdd(c, Vector256.Create(ExpSingle.Log2E), Vector256.Create(FloatBits.RoundSingle)) - Vector256.Create(FloatBits.RoundSingle);
            Vector256<float> n3 = Vector256.FusedMultiplyAdd(d, Vector256.Create(ExpSingle.Log2E), Vector256.Create(FloatBits.RoundSingle)) - Vector256.Create(FloatBits.RoundSingle);

            a = Vector256.FusedMultiplyAdd(n0, Vector256.Create(-ExpSingle.Ln2High), a);
            b = Vector256.FusedMultiplyAdd(n1, Vector256.Create(-ExpSingle.Ln2High), b);
            c = Vector256.FusedMultiplyAdd(n2, Vector256.Create(-ExpSingle.Ln2High), c);
            d = Vector256.FusedMultiplyAdd(n3, Vector256.Create(-ExpSingle.Ln2High), d);

            a = Vector256.FusedMultiplyAdd(n0, Vector256.Create(-ExpSingle.Ln2Low), a);
            b = Vector256.FusedMultiplyAdd(n1, Vector256.Create(-ExpSingle.Ln2Low), b);
            c = Vector256.FusedMultiplyAdd(n2, Vector256.Create(-ExpSingle.Ln2Low), c);
            d = Vector256.FusedMultiplyAdd(n3, Vector256.Create(-ExpSingle.Ln2Low), d);

            Vector256<float> q0 = Vector256.FusedMultiplyAdd(Vector256.Create(ExpSingle.Q4), a, Vector256.Create(ExpSingle.Q3));
            Vector256<float> q1 = Vector256.FusedMultiplyAdd(Vector256.Create(ExpSingle.Q4), b, Vector256.Create(ExpSingle.Q3));
            Vector256<float> q2 = Vector256.FusedMultiplyAdd(Vector256.Create(ExpSingle.Q4), c, Vector256.Create(ExpSingle.Q3));
            Vector256<float> q3 = Vector256.FusedMultiplyAdd(Vector256.Create(ExpSingle.Q4), d, Vector256.Create(ExpSingle.Q3));

            q0 = Vector256.FusedMultiplyAdd(q0, a, Vector256.Create(ExpSingle.Q2));
            q1 = Vector256.FusedMultiplyAdd(q1, b, Vector256.Create(ExpSingle.Q2));
            q2 = Vector256.FusedMultiplyAdd(q2, c, Vector256.Create(ExpSingle.Q2));
            q3 = Vector256.FusedMultiplyAdd(q3, d, Vector256.Create(ExpSingle.Q2));

            q0 = Vector256.FusedMultiplyAdd(q0, a, Vector256.Create(ExpSingle.Q1));
            q1 = Vector256.FusedMultiplyAdd(q1, b, Vector256.Create(ExpSingle.Q1));
            q2 = Vector256.FusedMultiplyAdd(q2, c, Vector256.Create(ExpSingle.Q1));
            q3 = Vector256.FusedMultiplyAdd(q3, d, Vector256.Create(ExpSingle.Q1));

            q0 = Vector256.FusedMultiplyAdd(q0, a, Vector256.Create(ExpSingle.Q0));
            q1 = Vector256.FusedMultiplyAdd(q1, b, Vector256.Create(ExpSingle.Q0));
            q2 = Vector256.FusedMultiplyAdd(q2, c, Vector256.Create(ExpSingle.Q0));
            q3 = Vector256.FusedMultiplyAdd(q3, d, Vector256.Create(ExpSingle.Q0));

            q0 = Vector256.FusedMultiplyAdd(q0, a, Vector256<float>.One);
            q1 = Vector256.FusedMultiplyAdd(q1, b, Vector256<float>.One);
            q2 = Vector256.FusedMultiplyAdd(q2, c, Vector256<float>.One);
            q3 = Vector256.FusedMultiplyAdd(q3, d, Vector256<float>.One);

            q0 = Vector256.FusedMultiplyAdd(q0, a, Vector256<float>.One);
            q1 = Vector256.FusedMultiplyAdd(q1, b, Vector256<float>.One);
            q2 = Vector256.FusedMultiplyAdd(q2, c, Vector256<float>.One);
            q3 = Vector256.FusedMultiplyAdd(q3, d, Vector256<float>.One);
            a = Scale(q0, n0 - shift0);
            b = Scale(q1, n1 - shift1);
            c = Scale(q2, n2 - shift2);
            d = Scale(q3, n3 - shift3);
        }
    }
}
