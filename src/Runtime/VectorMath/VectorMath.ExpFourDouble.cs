using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

public static partial class VectorMath
{
    /// <inheritdoc cref="Exp(ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp(ref Vector512<double> a, ref Vector512<double> b, ref Vector512<double> c, ref Vector512<double> d, Vector512<double> shift) =>
        Exp(ref a, ref b, ref c, ref d, shift, shift, shift, shift);

    /// <summary>As there, for exponents of rows with shifts of their own.</summary>
    /// <remarks>The parameters are those there, four of each.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp(
        ref Vector512<double> a, ref Vector512<double> b, ref Vector512<double> c, ref Vector512<double> d, Vector512<double> shift0, Vector512<double> shift1, Vector512<double> shift2, Vector512<double> shift3)
    {
        if (!Avx512F.IsSupported)
        {
            a = Exp(a, shift0);
            b = Exp(b, shift1);
            c = Exp(c, shift2);
            d = Exp(d, shift3);
            return;
        }

        Vector512<double> powers = Vector512.Create(ExpDouble.P0, ExpDouble.P1, ExpDouble.P2, ExpDouble.P3, ExpDouble.P4, ExpDouble.P5, ExpDouble.P6, ExpDouble.P7);
        Powers(ref a, ref b, ref c, ref d, powers, out Vector512<double> n0, out Vector512<double> n1, out Vector512<double> n2, out Vector512<double> n3);
        a = Scale(a, n0 - (Vector512.Create(ExpDouble.Round) + shift0));
        b = Scale(b, n1 - (Vector512.Create(ExpDouble.Round) + shift1));
        c = Scale(c, n2 - (Vector512.Create(ExpDouble.Round) + shift2));
        d = Scale(d, n3 - (Vector512.Create(ExpDouble.Round) + shift3));
    }

    /// <inheritdoc cref="Exp{TDistance}(ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, RowShift{Vector512{float}, TDistance})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp<TDistance>(ref Vector512<double> a, ref Vector512<double> b, ref Vector512<double> c, ref Vector512<double> d, RowShift<Vector512<double>, TDistance> shift)
        where TDistance : struct, IRowDistance
    {
        if (!Avx512F.IsSupported || TDistance.IsFar)
        {
            Exp(ref a, ref b, ref c, ref d, shift.Shift);
            return;
        }

        Powers(ref a, ref b, ref c, ref d, shift.Powers, out Vector512<double> n0, out Vector512<double> n1, out Vector512<double> n2, out Vector512<double> n3);
        a = Scale(a, n0 - Vector512.Create(ExpDouble.Round), shift.Vanished);
        b = Scale(b, n1 - Vector512.Create(ExpDouble.Round), shift.Vanished);
        c = Scale(c, n2 - Vector512.Create(ExpDouble.Round), shift.Vanished);
        d = Scale(d, n3 - Vector512.Create(ExpDouble.Round), shift.Vanished);
    }

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

        Vector512<double> powers = Vector512.Create(ExpDouble.P0, ExpDouble.P1, ExpDouble.P2, ExpDouble.P3, ExpDouble.P4, ExpDouble.P5, ExpDouble.P6, ExpDouble.P7);
        Powers(ref a, ref b, ref c, ref d, powers, out Vector512<double> n0, out Vector512<double> n1, out Vector512<double> n2, out Vector512<double> n3);
        a = Avx512F.Scale(a, n0 - Vector512.Create(ExpDouble.Round));
        b = Avx512F.Scale(b, n1 - Vector512.Create(ExpDouble.Round));
        c = Avx512F.Scale(c, n2 - Vector512.Create(ExpDouble.Round));
        d = Avx512F.Scale(d, n3 - Vector512.Create(ExpDouble.Round));
    }

    /// <inheritdoc cref="Powers(ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, Vector512{float}, out Vector512{float}, out Vector512{float}, out Vector512{float}, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Powers(
        ref Vector512<double> a, ref Vector512<double> b, ref Vector512<double> c, ref Vector512<double> d, Vector512<double> powers, out Vector512<double> n0, out Vector512<double> n1, out Vector512<double> n2, out Vector512<double> n3)
    {
        n0 = Vector512.FusedMultiplyAdd(a, Vector512.Create(ExpDouble.Log2E), Vector512.Create(ExpDouble.Round));
        n1 = Vector512.FusedMultiplyAdd(b, Vector512.Create(ExpDouble.Log2E), Vector512.Create(ExpDouble.Round));
        n2 = Vector512.FusedMultiplyAdd(c, Vector512.Create(ExpDouble.Log2E), Vector512.Create(ExpDouble.Round));
        n3 = Vector512.FusedMultiplyAdd(d, Vector512.Create(ExpDouble.Log2E), Vector512.Create(ExpDouble.Round));

        a = Vector512.FusedMultiplyAdd(n0 - Vector512.Create(ExpDouble.Round), Vector512.Create(-ExpDouble.Ln2High), a);
        b = Vector512.FusedMultiplyAdd(n1 - Vector512.Create(ExpDouble.Round), Vector512.Create(-ExpDouble.Ln2High), b);
        c = Vector512.FusedMultiplyAdd(n2 - Vector512.Create(ExpDouble.Round), Vector512.Create(-ExpDouble.Ln2High), c);
        d = Vector512.FusedMultiplyAdd(n3 - Vector512.Create(ExpDouble.Round), Vector512.Create(-ExpDouble.Ln2High), d);

        a = Vector512.FusedMultiplyAdd(n0 - Vector512.Create(ExpDouble.Round), Vector512.Create(-ExpDouble.Ln2Low), a);
        b = Vector512.FusedMultiplyAdd(n1 - Vector512.Create(ExpDouble.Round), Vector512.Create(-ExpDouble.Ln2Low), b);
        c = Vector512.FusedMultiplyAdd(n2 - Vector512.Create(ExpDouble.Round), Vector512.Create(-ExpDouble.Ln2Low), c);
        d = Vector512.FusedMultiplyAdd(n3 - Vector512.Create(ExpDouble.Round), Vector512.Create(-ExpDouble.Ln2Low), d);

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

        a = Vector512.FusedMultiplyAdd(q0, a, p0);
        b = Vector512.FusedMultiplyAdd(q1, b, p1);
        c = Vector512.FusedMultiplyAdd(q2, c, p2);
        d = Vector512.FusedMultiplyAdd(q3, d, p3);
    }

    /// <inheritdoc cref="Exp(ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp(ref Vector256<double> a, ref Vector256<double> b, ref Vector256<double> c, ref Vector256<double> d, Vector256<double> shift) =>
        Exp(ref a, ref b, ref c, ref d, shift, shift, shift, shift);

    /// <summary>As there, for exponents of rows with shifts of their own.</summary>
    /// <remarks>The parameters are those there, four of each.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp(
        ref Vector256<double> a, ref Vector256<double> b, ref Vector256<double> c, ref Vector256<double> d, Vector256<double> shift0, Vector256<double> shift1, Vector256<double> shift2, Vector256<double> shift3)
    {
        if (Avx512F.VL.IsSupported)
        {
            Vector256<double> low = Vector256.Create(ExpDouble.P0, ExpDouble.P1, ExpDouble.P2, ExpDouble.P3);
            Vector256<double> high = Vector256.Create(ExpDouble.P4, ExpDouble.P5, ExpDouble.P6, ExpDouble.P7);
            Powers(ref a, ref b, ref c, ref d, low, high, out Vector256<double> n0, out Vector256<double> n1, out Vector256<double> n2, out Vector256<double> n3);
            a = Scale(a, n0 - (Vector256.Create(ExpDouble.Round) + shift0));
            b = Scale(b, n1 - (Vector256.Create(ExpDouble.Round) + shift1));
            c = Scale(c, n2 - (Vector256.Create(ExpDouble.Round) + shift2));
            d = Scale(d, n3 - (Vector256.Create(ExpDouble.Round) + shift3));
        }
        else
        {
            a = Vector256.MaxNative(Vector256.Create(ExpDouble.Lowest), a);
            b = Vector256.MaxNative(Vector256.Create(ExpDouble.Lowest), b);
            c = Vector256.MaxNative(Vector256.Create(ExpDouble.Lowest), c);
            d = Vector256.MaxNative(Vector256.Create(ExpDouble.Lowest), d);
            Powers(ref a, ref b, ref c, ref d, out Vector256<double> n0, out Vector256<double> n1, out Vector256<double> n2, out Vector256<double> n3);
            a = Scale(a, n0 - shift0);
            b = Scale(b, n1 - shift1);
            c = Scale(c, n2 - shift2);
            d = Scale(d, n3 - shift3);
        }
    }

    /// <inheritdoc cref="Exp{TDistance}(ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, RowShift{Vector512{float}, TDistance})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp<TDistance>(ref Vector256<double> a, ref Vector256<double> b, ref Vector256<double> c, ref Vector256<double> d, RowShift<Vector256<double>, TDistance> shift)
        where TDistance : struct, IRowDistance
    {
        if (!Avx512F.VL.IsSupported || TDistance.IsFar)
        {
            Exp(ref a, ref b, ref c, ref d, shift.Shift);
            return;
        }

        Powers(ref a, ref b, ref c, ref d, shift.Powers, shift.MorePowers, out Vector256<double> n0, out Vector256<double> n1, out Vector256<double> n2, out Vector256<double> n3);
        a = Scale(a, n0 - Vector256.Create(ExpDouble.Round), shift.Vanished);
        b = Scale(b, n1 - Vector256.Create(ExpDouble.Round), shift.Vanished);
        c = Scale(c, n2 - Vector256.Create(ExpDouble.Round), shift.Vanished);
        d = Scale(d, n3 - Vector256.Create(ExpDouble.Round), shift.Vanished);
    }

    /// <inheritdoc cref="ExpNarrow(ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, ref Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ExpNarrow(ref Vector256<double> a, ref Vector256<double> b, ref Vector256<double> c, ref Vector256<double> d)
    {
        if (Avx512F.VL.IsSupported)
        {
            Vector256<double> low = Vector256.Create(ExpDouble.P0, ExpDouble.P1, ExpDouble.P2, ExpDouble.P3);
            Vector256<double> high = Vector256.Create(ExpDouble.P4, ExpDouble.P5, ExpDouble.P6, ExpDouble.P7);
            Powers(ref a, ref b, ref c, ref d, low, high, out Vector256<double> n0, out Vector256<double> n1, out Vector256<double> n2, out Vector256<double> n3);
            a = Avx512F.VL.Scale(a, n0 - Vector256.Create(ExpDouble.Round));
            b = Avx512F.VL.Scale(b, n1 - Vector256.Create(ExpDouble.Round));
            c = Avx512F.VL.Scale(c, n2 - Vector256.Create(ExpDouble.Round));
            d = Avx512F.VL.Scale(d, n3 - Vector256.Create(ExpDouble.Round));
        }
        else
        {
            Powers(ref a, ref b, ref c, ref d, out Vector256<double> n0, out Vector256<double> n1, out Vector256<double> n2, out Vector256<double> n3);
            a *= PowerOfTwo(n0);
            b *= PowerOfTwo(n1);
            c *= PowerOfTwo(n2);
            d *= PowerOfTwo(n3);
        }
    }

    /// <inheritdoc cref="Powers(ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, Vector512{float}, out Vector512{float}, out Vector512{float}, out Vector512{float}, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Powers(
        ref Vector256<double> a, ref Vector256<double> b, ref Vector256<double> c, ref Vector256<double> d, Vector256<double> low, Vector256<double> high, out Vector256<double> n0, out Vector256<double> n1, out Vector256<double> n2, out Vector256<double> n3)
    {
        n0 = Vector256.FusedMultiplyAdd(a, Vector256.Create(ExpDouble.Log2E), Vector256.Create(ExpDouble.Round));
        n1 = Vector256.FusedMultiplyAdd(b, Vector256.Create(ExpDouble.Log2E), Vector256.Create(ExpDouble.Round));
        n2 = Vector256.FusedMultiplyAdd(c, Vector256.Create(ExpDouble.Log2E), Vector256.Create(ExpDouble.Round));
        n3 = Vector256.FusedMultiplyAdd(d, Vector256.Create(ExpDouble.Log2E), Vector256.Create(ExpDouble.Round));

        a = Vector256.FusedMultiplyAdd(n0 - Vector256.Create(ExpDouble.Round), Vector256.Create(-ExpDouble.Ln2High), a);
        b = Vector256.FusedMultiplyAdd(n1 - Vector256.Create(ExpDouble.Round), Vector256.Create(-ExpDouble.Ln2High), b);
        c = Vector256.FusedMultiplyAdd(n2 - Vector256.Create(ExpDouble.Round), Vector256.Create(-ExpDouble.Ln2High), c);
        d = Vector256.FusedMultiplyAdd(n3 - Vector256.Create(ExpDouble.Round), Vector256.Create(-ExpDouble.Ln2High), d);

        a = Vector256.FusedMultiplyAdd(n0 - Vector256.Create(ExpDouble.Round), Vector256.Create(-ExpDouble.Ln2Low), a);
        b = Vector256.FusedMultiplyAdd(n1 - Vector256.Create(ExpDouble.Round), Vector256.Create(-ExpDouble.Ln2Low), b);
        c = Vector256.FusedMultiplyAdd(n2 - Vector256.Create(ExpDouble.Round), Vector256.Create(-ExpDouble.Ln2Low), c);
        d = Vector256.FusedMultiplyAdd(n3 - Vector256.Create(ExpDouble.Round), Vector256.Create(-ExpDouble.Ln2Low), d);

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

        a = Vector256.FusedMultiplyAdd(q0, a, p0);
        b = Vector256.FusedMultiplyAdd(q1, b, p1);
        c = Vector256.FusedMultiplyAdd(q2, c, p2);
        d = Vector256.FusedMultiplyAdd(q3, d, p3);
    }

    /// <inheritdoc cref="Powers(ref Vector256{float}, ref Vector256{float}, ref Vector256{float}, ref Vector256{float}, out Vector256{float}, out Vector256{float}, out Vector256{float}, out Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Powers(ref Vector256<double> a, ref Vector256<double> b, ref Vector256<double> c, ref Vector256<double> d, out Vector256<double> n0, out Vector256<double> n1, out Vector256<double> n2, out Vector256<double> n3)
    {
        n0 = Vector256.FusedMultiplyAdd(a, Vector256.Create(ExpDouble.Log2E), Vector256.Create(FloatBits.RoundDouble)) - Vector256.Create(FloatBits.RoundDouble);
        n1 = Vector256.FusedMultiplyAdd(b, Vector256.Create(ExpDouble.Log2E), Vector256.Create(FloatBits.RoundDouble)) - Vector256.Create(FloatBits.RoundDouble);
        n2 = Vector256.FusedMultiplyAdd(c, Vector256.Create(ExpDouble.Log2E), Vector256.Create(FloatBits.RoundDouble)) - Vector256.Create(FloatBits.RoundDouble);
        n3 = Vector256.FusedMultiplyAdd(d, Vector256.Create(ExpDouble.Log2E), Vector256.Create(FloatBits.RoundDouble)) - Vector256.Create(FloatBits.RoundDouble);

        a = Vector256.FusedMultiplyAdd(n0, Vector256.Create(-ExpDouble.Ln2High), a);
        b = Vector256.FusedMultiplyAdd(n1, Vector256.Create(-ExpDouble.Ln2High), b);
        c = Vector256.FusedMultiplyAdd(n2, Vector256.Create(-ExpDouble.Ln2High), c);
        d = Vector256.FusedMultiplyAdd(n3, Vector256.Create(-ExpDouble.Ln2High), d);

        a = Vector256.FusedMultiplyAdd(n0, Vector256.Create(-ExpDouble.Ln2Low), a);
        b = Vector256.FusedMultiplyAdd(n1, Vector256.Create(-ExpDouble.Ln2Low), b);
        c = Vector256.FusedMultiplyAdd(n2, Vector256.Create(-ExpDouble.Ln2Low), c);
        d = Vector256.FusedMultiplyAdd(n3, Vector256.Create(-ExpDouble.Ln2Low), d);

        Vector256<double> q0 = Vector256.FusedMultiplyAdd(Vector256.Create(ExpDouble.Q9), a, Vector256.Create(ExpDouble.Q8));
        Vector256<double> q1 = Vector256.FusedMultiplyAdd(Vector256.Create(ExpDouble.Q9), b, Vector256.Create(ExpDouble.Q8));
        Vector256<double> q2 = Vector256.FusedMultiplyAdd(Vector256.Create(ExpDouble.Q9), c, Vector256.Create(ExpDouble.Q8));
        Vector256<double> q3 = Vector256.FusedMultiplyAdd(Vector256.Create(ExpDouble.Q9), d, Vector256.Create(ExpDouble.Q8));

        q0 = Vector256.FusedMultiplyAdd(q0, a, Vector256.Create(ExpDouble.Q7));
        q1 = Vector256.FusedMultiplyAdd(q1, b, Vector256.Create(ExpDouble.Q7));
        q2 = Vector256.FusedMultiplyAdd(q2, c, Vector256.Create(ExpDouble.Q7));
        q3 = Vector256.FusedMultiplyAdd(q3, d, Vector256.Create(ExpDouble.Q7));

        q0 = Vector256.FusedMultiplyAdd(q0, a, Vector256.Create(ExpDouble.Q6));
        q1 = Vector256.FusedMultiplyAdd(q1, b, Vector256.Create(ExpDouble.Q6));
        q2 = Vector256.FusedMultiplyAdd(q2, c, Vector256.Create(ExpDouble.Q6));
        q3 = Vector256.FusedMultiplyAdd(q3, d, Vector256.Create(ExpDouble.Q6));

        q0 = Vector256.FusedMultiplyAdd(q0, a, Vector256.Create(ExpDouble.Q5));
        q1 = Vector256.FusedMultiplyAdd(q1, b, Vector256.Create(ExpDouble.Q5));
        q2 = Vector256.FusedMultiplyAdd(q2, c, Vector256.Create(ExpDouble.Q5));
        q3 = Vector256.FusedMultiplyAdd(q3, d, Vector256.Create(ExpDouble.Q5));

        q0 = Vector256.FusedMultiplyAdd(q0, a, Vector256.Create(ExpDouble.Q4));
        q1 = Vector256.FusedMultiplyAdd(q1, b, Vector256.Create(ExpDouble.Q4));
        q2 = Vector256.FusedMultiplyAdd(q2, c, Vector256.Create(ExpDouble.Q4));
        q3 = Vector256.FusedMultiplyAdd(q3, d, Vector256.Create(ExpDouble.Q4));

        q0 = Vector256.FusedMultiplyAdd(q0, a, Vector256.Create(ExpDouble.Q3));
        q1 = Vector256.FusedMultiplyAdd(q1, b, Vector256.Create(ExpDouble.Q3));
        q2 = Vector256.FusedMultiplyAdd(q2, c, Vector256.Create(ExpDouble.Q3));
        q3 = Vector256.FusedMultiplyAdd(q3, d, Vector256.Create(ExpDouble.Q3));

        q0 = Vector256.FusedMultiplyAdd(q0, a, Vector256.Create(ExpDouble.Q2));
        q1 = Vector256.FusedMultiplyAdd(q1, b, Vector256.Create(ExpDouble.Q2));
        q2 = Vector256.FusedMultiplyAdd(q2, c, Vector256.Create(ExpDouble.Q2));
        q3 = Vector256.FusedMultiplyAdd(q3, d, Vector256.Create(ExpDouble.Q2));

        q0 = Vector256.FusedMultiplyAdd(q0, a, Vector256.Create(ExpDouble.Q1));
        q1 = Vector256.FusedMultiplyAdd(q1, b, Vector256.Create(ExpDouble.Q1));
        q2 = Vector256.FusedMultiplyAdd(q2, c, Vector256.Create(ExpDouble.Q1));
        q3 = Vector256.FusedMultiplyAdd(q3, d, Vector256.Create(ExpDouble.Q1));

        q0 = Vector256.FusedMultiplyAdd(q0, a, Vector256.Create(ExpDouble.Q0));
        q1 = Vector256.FusedMultiplyAdd(q1, b, Vector256.Create(ExpDouble.Q0));
        q2 = Vector256.FusedMultiplyAdd(q2, c, Vector256.Create(ExpDouble.Q0));
        q3 = Vector256.FusedMultiplyAdd(q3, d, Vector256.Create(ExpDouble.Q0));

        q0 = Vector256.FusedMultiplyAdd(q0, a, Vector256<double>.One);
        q1 = Vector256.FusedMultiplyAdd(q1, b, Vector256<double>.One);
        q2 = Vector256.FusedMultiplyAdd(q2, c, Vector256<double>.One);
        q3 = Vector256.FusedMultiplyAdd(q3, d, Vector256<double>.One);

        a = Vector256.FusedMultiplyAdd(q0, a, Vector256<double>.One);
        b = Vector256.FusedMultiplyAdd(q1, b, Vector256<double>.One);
        c = Vector256.FusedMultiplyAdd(q2, c, Vector256<double>.One);
        d = Vector256.FusedMultiplyAdd(q3, d, Vector256<double>.One);
    }
}
