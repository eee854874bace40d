using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

/// <content>
/// Four exponentials beside each other. An exponential is a chain of instructions that wait for each other. A processor looks so far ahead that it finds some four, if they are not written one after the other
/// (docs/performance.md).
/// </content>
public static partial class VectorMath
{
    /// <summary>Four times <see cref="Exp(Vector512{float}, Vector512{float})"/>, step by step beside each other: the same bits.</summary>
    /// <param name="a">The exponents; receives the powers.</param>
    /// <param name="b">As <paramref name="a"/>.</param>
    /// <param name="c">As <paramref name="a"/>.</param>
    /// <param name="d">As <paramref name="a"/>.</param>
    /// <param name="shift">As there.</param>
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

        Vector512<float> powers = Vector512.Create(ExpSingle.P0, ExpSingle.P1, ExpSingle.P2, ExpSingle.P3, ExpSingle.P4, ExpSingle.P5, ExpSingle.P6, ExpSingle.P7, ExpSingle.P8, ExpSingle.P9, ExpSingle.P10, ExpSingle.P11, ExpSingle.P12, ExpSingle.P13, ExpSingle.P14, ExpSingle.P15);
        Powers(ref a, ref b, ref c, ref d, powers, out Vector512<float> n0, out Vector512<float> n1, out Vector512<float> n2, out Vector512<float> n3);
        a = Scale(a, n0 - (Vector512.Create(ExpSingle.Round) + shift0));
        b = Scale(b, n1 - (Vector512.Create(ExpSingle.Round) + shift1));
        c = Scale(c, n2 - (Vector512.Create(ExpSingle.Round) + shift2));
        d = Scale(d, n3 - (Vector512.Create(ExpSingle.Round) + shift3));
    }

    /// <summary>As there, of exponents of one row, whose shift may be in the table of powers.</summary>
    /// <param name="a">The exponents; receives the powers.</param>
    /// <param name="b">As <paramref name="a"/>.</param>
    /// <param name="c">As <paramref name="a"/>.</param>
    /// <param name="d">As <paramref name="a"/>.</param>
    /// <param name="shift">The row's.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp<TDistance>(ref Vector512<float> a, ref Vector512<float> b, ref Vector512<float> c, ref Vector512<float> d, RowShift<Vector512<float>, TDistance> shift)
        where TDistance : struct, IRowDistance
    {
        if (!Avx512F.IsSupported || TDistance.IsFar)
        {
            Exp(ref a, ref b, ref c, ref d, shift.Shift);
            return;
        }

        Powers(ref a, ref b, ref c, ref d, shift.Powers, out Vector512<float> n0, out Vector512<float> n1, out Vector512<float> n2, out Vector512<float> n3);
        a = Scale(a, n0 - Vector512.Create(ExpSingle.Round), shift.Vanished);
        b = Scale(b, n1 - Vector512.Create(ExpSingle.Round), shift.Vanished);
        c = Scale(c, n2 - Vector512.Create(ExpSingle.Round), shift.Vanished);
        d = Scale(d, n3 - Vector512.Create(ExpSingle.Round), shift.Vanished);
    }

    /// <summary>As there, of logits near 0, see <see cref="AreNarrow(Vector512{float})"/>, which have no shift: the bits of a shift of 0. What the powers of others are, nobody looks at.</summary>
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

        Vector512<float> powers = Vector512.Create(ExpSingle.P0, ExpSingle.P1, ExpSingle.P2, ExpSingle.P3, ExpSingle.P4, ExpSingle.P5, ExpSingle.P6, ExpSingle.P7, ExpSingle.P8, ExpSingle.P9, ExpSingle.P10, ExpSingle.P11, ExpSingle.P12, ExpSingle.P13, ExpSingle.P14, ExpSingle.P15);
        Powers(ref a, ref b, ref c, ref d, powers, out Vector512<float> n0, out Vector512<float> n1, out Vector512<float> n2, out Vector512<float> n3);
        a = Avx512F.Scale(a, n0 - Vector512.Create(ExpSingle.Round));
        b = Avx512F.Scale(b, n1 - Vector512.Create(ExpSingle.Round));
        c = Avx512F.Scale(c, n2 - Vector512.Create(ExpSingle.Round));
        d = Avx512F.Scale(d, n3 - Vector512.Create(ExpSingle.Round));
    }

    /// <summary>e^x / 2^n, where n is rounded to what the table of powers has, and 1.5 times a power of two more than that.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Powers(
        ref Vector512<float> a, ref Vector512<float> b, ref Vector512<float> c, ref Vector512<float> d, Vector512<float> powers, out Vector512<float> n0, out Vector512<float> n1, out Vector512<float> n2, out Vector512<float> n3)
    {
        n0 = Vector512.FusedMultiplyAdd(a, Vector512.Create(ExpSingle.Log2E), Vector512.Create(ExpSingle.Round));
        n1 = Vector512.FusedMultiplyAdd(b, Vector512.Create(ExpSingle.Log2E), Vector512.Create(ExpSingle.Round));
        n2 = Vector512.FusedMultiplyAdd(c, Vector512.Create(ExpSingle.Log2E), Vector512.Create(ExpSingle.Round));
        n3 = Vector512.FusedMultiplyAdd(d, Vector512.Create(ExpSingle.Log2E), Vector512.Create(ExpSingle.Round));

        a = Vector512.FusedMultiplyAdd(n0 - Vector512.Create(ExpSingle.Round), Vector512.Create(-ExpSingle.Ln2High), a);
        b = Vector512.FusedMultiplyAdd(n1 - Vector512.Create(ExpSingle.Round), Vector512.Create(-ExpSingle.Ln2High), b);
        c = Vector512.FusedMultiplyAdd(n2 - Vector512.Create(ExpSingle.Round), Vector512.Create(-ExpSingle.Ln2High), c);
        d = Vector512.FusedMultiplyAdd(n3 - Vector512.Create(ExpSingle.Round), Vector512.Create(-ExpSingle.Ln2High), d);

        a = Vector512.FusedMultiplyAdd(n0 - Vector512.Create(ExpSingle.Round), Vector512.Create(-ExpSingle.Ln2Low), a);
        b = Vector512.FusedMultiplyAdd(n1 - Vector512.Create(ExpSingle.Round), Vector512.Create(-ExpSingle.Ln2Low), b);
        c = Vector512.FusedMultiplyAdd(n2 - Vector512.Create(ExpSingle.Round), Vector512.Create(-ExpSingle.Ln2Low), c);
        d = Vector512.FusedMultiplyAdd(n3 - Vector512.Create(ExpSingle.Round), Vector512.Create(-ExpSingle.Ln2Low), d);

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

        a = Vector512.FusedMultiplyAdd(q0, a, p0);
        b = Vector512.FusedMultiplyAdd(q1, b, p1);
        c = Vector512.FusedMultiplyAdd(q2, c, p2);
        d = Vector512.FusedMultiplyAdd(q3, d, p3);
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
            Vector256<float> low = Vector256.Create(ExpSingle.P0, ExpSingle.P1, ExpSingle.P2, ExpSingle.P3, ExpSingle.P4, ExpSingle.P5, ExpSingle.P6, ExpSingle.P7);
            Vector256<float> high = Vector256.Create(ExpSingle.P8, ExpSingle.P9, ExpSingle.P10, ExpSingle.P11, ExpSingle.P12, ExpSingle.P13, ExpSingle.P14, ExpSingle.P15);
            Powers(ref a, ref b, ref c, ref d, low, high, out Vector256<float> n0, out Vector256<float> n1, out Vector256<float> n2, out Vector256<float> n3);
            a = Scale(a, n0 - (Vector256.Create(ExpSingle.Round) + shift0));
            b = Scale(b, n1 - (Vector256.Create(ExpSingle.Round) + shift1));
            c = Scale(c, n2 - (Vector256.Create(ExpSingle.Round) + shift2));
            d = Scale(d, n3 - (Vector256.Create(ExpSingle.Round) + shift3));
        }
        else
        {
            a = Vector256.MaxNative(Vector256.Create(ExpSingle.Lowest), a);
            b = Vector256.MaxNative(Vector256.Create(ExpSingle.Lowest), b);
            c = Vector256.MaxNative(Vector256.Create(ExpSingle.Lowest), c);
            d = Vector256.MaxNative(Vector256.Create(ExpSingle.Lowest), d);
            Powers(ref a, ref b, ref c, ref d, out Vector256<float> n0, out Vector256<float> n1, out Vector256<float> n2, out Vector256<float> n3);
            a = Scale(a, n0 - shift0);
            b = Scale(b, n1 - shift1);
            c = Scale(c, n2 - shift2);
            d = Scale(d, n3 - shift3);
        }
    }

    /// <inheritdoc cref="Exp{TDistance}(ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, RowShift{Vector512{float}, TDistance})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp<TDistance>(ref Vector256<float> a, ref Vector256<float> b, ref Vector256<float> c, ref Vector256<float> d, RowShift<Vector256<float>, TDistance> shift)
        where TDistance : struct, IRowDistance
    {
        Vector256<float> n0, n1, n2, n3;
        if (!Avx512F.VL.IsSupported)
        {
            a = Vector256.MaxNative(shift.Vanished, a);
            b = Vector256.MaxNative(shift.Vanished, b);
            c = Vector256.MaxNative(shift.Vanished, c);
            d = Vector256.MaxNative(shift.Vanished, d);
            Powers(ref a, ref b, ref c, ref d, out n0, out n1, out n2, out n3);
            a = ScaleRaised(a, n0 + shift.Shift);
            b = ScaleRaised(b, n1 + shift.Shift);
            c = ScaleRaised(c, n2 + shift.Shift);
            d = ScaleRaised(d, n3 + shift.Shift);
            return;
        }

        if (TDistance.IsFar)
        {
            Exp(ref a, ref b, ref c, ref d, shift.Shift);
            return;
        }

        Powers(ref a, ref b, ref c, ref d, shift.Powers, shift.MorePowers, out n0, out n1, out n2, out n3);
        a = Scale(a, n0 - Vector256.Create(ExpSingle.Round), shift.Vanished);
        b = Scale(b, n1 - Vector256.Create(ExpSingle.Round), shift.Vanished);
        c = Scale(c, n2 - Vector256.Create(ExpSingle.Round), shift.Vanished);
        d = Scale(d, n3 - Vector256.Create(ExpSingle.Round), shift.Vanished);
    }

    /// <inheritdoc cref="ExpNarrow(ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, ref Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ExpNarrow(ref Vector256<float> a, ref Vector256<float> b, ref Vector256<float> c, ref Vector256<float> d)
    {
        if (Avx512F.VL.IsSupported)
        {
            Vector256<float> low = Vector256.Create(ExpSingle.P0, ExpSingle.P1, ExpSingle.P2, ExpSingle.P3, ExpSingle.P4, ExpSingle.P5, ExpSingle.P6, ExpSingle.P7);
            Vector256<float> high = Vector256.Create(ExpSingle.P8, ExpSingle.P9, ExpSingle.P10, ExpSingle.P11, ExpSingle.P12, ExpSingle.P13, ExpSingle.P14, ExpSingle.P15);
            Powers(ref a, ref b, ref c, ref d, low, high, out Vector256<float> n0, out Vector256<float> n1, out Vector256<float> n2, out Vector256<float> n3);
            a = Avx512F.VL.Scale(a, n0 - Vector256.Create(ExpSingle.Round));
            b = Avx512F.VL.Scale(b, n1 - Vector256.Create(ExpSingle.Round));
            c = Avx512F.VL.Scale(c, n2 - Vector256.Create(ExpSingle.Round));
            d = Avx512F.VL.Scale(d, n3 - Vector256.Create(ExpSingle.Round));
        }
        else
        {
            Powers(ref a, ref b, ref c, ref d, out Vector256<float> n0, out Vector256<float> n1, out Vector256<float> n2, out Vector256<float> n3);
            a *= PowerOfTwo(n0);
            b *= PowerOfTwo(n1);
            c *= PowerOfTwo(n2);
            d *= PowerOfTwo(n3);
        }
    }

    /// <inheritdoc cref="Powers(ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, Vector512{float}, out Vector512{float}, out Vector512{float}, out Vector512{float}, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Powers(
        ref Vector256<float> a, ref Vector256<float> b, ref Vector256<float> c, ref Vector256<float> d, Vector256<float> low, Vector256<float> high, out Vector256<float> n0, out Vector256<float> n1, out Vector256<float> n2, out Vector256<float> n3)
    {
        n0 = Vector256.FusedMultiplyAdd(a, Vector256.Create(ExpSingle.Log2E), Vector256.Create(ExpSingle.Round));
        n1 = Vector256.FusedMultiplyAdd(b, Vector256.Create(ExpSingle.Log2E), Vector256.Create(ExpSingle.Round));
        n2 = Vector256.FusedMultiplyAdd(c, Vector256.Create(ExpSingle.Log2E), Vector256.Create(ExpSingle.Round));
        n3 = Vector256.FusedMultiplyAdd(d, Vector256.Create(ExpSingle.Log2E), Vector256.Create(ExpSingle.Round));

        a = Vector256.FusedMultiplyAdd(n0 - Vector256.Create(ExpSingle.Round), Vector256.Create(-ExpSingle.Ln2High), a);
        b = Vector256.FusedMultiplyAdd(n1 - Vector256.Create(ExpSingle.Round), Vector256.Create(-ExpSingle.Ln2High), b);
        c = Vector256.FusedMultiplyAdd(n2 - Vector256.Create(ExpSingle.Round), Vector256.Create(-ExpSingle.Ln2High), c);
        d = Vector256.FusedMultiplyAdd(n3 - Vector256.Create(ExpSingle.Round), Vector256.Create(-ExpSingle.Ln2High), d);

        a = Vector256.FusedMultiplyAdd(n0 - Vector256.Create(ExpSingle.Round), Vector256.Create(-ExpSingle.Ln2Low), a);
        b = Vector256.FusedMultiplyAdd(n1 - Vector256.Create(ExpSingle.Round), Vector256.Create(-ExpSingle.Ln2Low), b);
        c = Vector256.FusedMultiplyAdd(n2 - Vector256.Create(ExpSingle.Round), Vector256.Create(-ExpSingle.Ln2Low), c);
        d = Vector256.FusedMultiplyAdd(n3 - Vector256.Create(ExpSingle.Round), Vector256.Create(-ExpSingle.Ln2Low), d);

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

        a = Vector256.FusedMultiplyAdd(q0, a, p0);
        b = Vector256.FusedMultiplyAdd(q1, b, p1);
        c = Vector256.FusedMultiplyAdd(q2, c, p2);
        d = Vector256.FusedMultiplyAdd(q3, d, p3);
    }

    /// <summary>As there, without a table: n is an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Powers(ref Vector256<float> a, ref Vector256<float> b, ref Vector256<float> c, ref Vector256<float> d, out Vector256<float> n0, out Vector256<float> n1, out Vector256<float> n2, out Vector256<float> n3)
    {
        n0 = Vector256.FusedMultiplyAdd(a, Vector256.Create(ExpSingle.Log2E), Vector256.Create(FloatBits.RoundSingle)) - Vector256.Create(FloatBits.RoundSingle);
        n1 = Vector256.FusedMultiplyAdd(b, Vector256.Create(ExpSingle.Log2E), Vector256.Create(FloatBits.RoundSingle)) - Vector256.Create(FloatBits.RoundSingle);
        n2 = Vector256.FusedMultiplyAdd(c, Vector256.Create(ExpSingle.Log2E), Vector256.Create(FloatBits.RoundSingle)) - Vector256.Create(FloatBits.RoundSingle);
        n3 = Vector256.FusedMultiplyAdd(d, Vector256.Create(ExpSingle.Log2E), Vector256.Create(FloatBits.RoundSingle)) - Vector256.Create(FloatBits.RoundSingle);

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

        a = Vector256.FusedMultiplyAdd(q0, a, Vector256<float>.One);
        b = Vector256.FusedMultiplyAdd(q1, b, Vector256<float>.One);
        c = Vector256.FusedMultiplyAdd(q2, c, Vector256<float>.One);
        d = Vector256.FusedMultiplyAdd(q3, d, Vector256<float>.One);
    }
}
