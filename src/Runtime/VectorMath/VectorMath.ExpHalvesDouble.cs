using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

public static partial class VectorMath
{
    /// <inheritdoc cref="BeginExp(ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, out Vector512{float}, out Vector512{float}, out Vector512{float}, out Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void BeginExp(ref Vector512<double> a, ref Vector512<double> b, ref Vector512<double> c, ref Vector512<double> d, out Vector512<double> n0, out Vector512<double> n1, out Vector512<double> n2, out Vector512<double> n3, Vector512<double> shift, Vector512<double> lowest) =>
        BeginExp(ref a, ref b, ref c, ref d, out n0, out n1, out n2, out n3, shift, shift, shift, shift, lowest, lowest, lowest, lowest);

    /// <summary>As there, for exponents of rows with shifts of their own.</summary>
    /// <remarks>The parameters are those there, four of each.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void BeginExp(ref Vector512<double> a, ref Vector512<double> b, ref Vector512<double> c, ref Vector512<double> d, out Vector512<double> n0, out Vector512<double> n1, out Vector512<double> n2, out Vector512<double> n3, Vector512<double> shift0, Vector512<double> shift1, Vector512<double> shift2, Vector512<double> shift3, Vector512<double> lowest0, Vector512<double> lowest1, Vector512<double> lowest2, Vector512<double> lowest3)
    {
        n0 = Vector512.FusedMultiplyAdd(a, Vector512.Create(ExpDouble.Log2E), Vector512.Create(FloatBits.RoundDouble));
        n1 = Vector512.FusedMultiplyAdd(b, Vector512.Create(ExpDouble.Log2E), Vector512.Create(FloatBits.RoundDouble));
        n2 = Vector512.FusedMultiplyAdd(c, Vector512.Create(ExpDouble.Log2E), Vector512.Create(FloatBits.RoundDouble));
        n3 = Vector512.FusedMultiplyAdd(d, Vector512.Create(ExpDouble.Log2E), Vector512.Create(FloatBits.RoundDouble));

        n0 -= Vector512.Create(FloatBits.RoundDouble);
        n1 -= Vector512.Create(FloatBits.RoundDouble);
        n2 -= Vector512.Create(FloatBits.RoundDouble);
        n3 -= Vector512.Create(FloatBits.RoundDouble);

        a = Vector512.FusedMultiplyAdd(n0, Vector512.Create(-ExpDouble.Ln2High), a);
        b = Vector512.FusedMultiplyAdd(n1, Vector512.Create(-ExpDouble.Ln2High), b);
        c = Vector512.FusedMultiplyAdd(n2, Vector512.Create(-ExpDouble.Ln2High), c);
        d = Vector512.FusedMultiplyAdd(n3, Vector512.Create(-ExpDouble.Ln2High), d);

        a = Vector512.FusedMultiplyAdd(n0, Vector512.Create(-ExpDouble.Ln2Low), a);
        b = Vector512.FusedMultiplyAdd(n1, Vector512.Create(-ExpDouble.Ln2Low), b);
        c = Vector512.FusedMultiplyAdd(n2, Vector512.Create(-ExpDouble.Ln2Low), c);
        d = Vector512.FusedMultiplyAdd(n3, Vector512.Create(-ExpDouble.Ln2Low), d);

        n0 -= shift0;
        n1 -= shift1;
        n2 -= shift2;
        n3 -= shift3;
    }

    /// <inheritdoc cref="EndExp(ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void EndExp(ref Vector512<double> a, ref Vector512<double> b, ref Vector512<double> c, ref Vector512<double> d, Vector512<double> n0, Vector512<double> n1, Vector512<double> n2, Vector512<double> n3)
    {
        Vector512<double> q0 = Vector512.FusedMultiplyAdd(Vector512.Create(ExpDouble.Q9), a, Vector512.Create(ExpDouble.Q8));
        Vector512<double> q1 = Vector512.FusedMultiplyAdd(Vector512.Create(ExpDouble.Q9), b, Vector512.Create(ExpDouble.Q8));
        Vector512<double> q2 = Vector512.FusedMultiplyAdd(Vector512.Create(ExpDouble.Q9), c, Vector512.Create(ExpDouble.Q8));
        Vector512<double> q3 = Vector512.FusedMultiplyAdd(Vector512.Create(ExpDouble.Q9), d, Vector512.Create(ExpDouble.Q8));

        q0 = Vector512.FusedMultiplyAdd(q0, a, Vector512.Create(ExpDouble.Q7));
        q1 = Vector512.FusedMultiplyAdd(q1, b, Vector512.Create(ExpDouble.Q7));
        q2 = Vector512.FusedMultiplyAdd(q2, c, Vector512.Create(ExpDouble.Q7));
        q3 = Vector512.FusedMultiplyAdd(q3, d, Vector512.Create(ExpDouble.Q7));

        q0 = Vector512.FusedMultiplyAdd(q0, a, Vector512.Create(ExpDouble.Q6));
        q1 = Vector512.FusedMultiplyAdd(q1, b, Vector512.Create(ExpDouble.Q6));
        q2 = Vector512.FusedMultiplyAdd(q2, c, Vector512.Create(ExpDouble.Q6));
        q3 = Vector512.FusedMultiplyAdd(q3, d, Vector512.Create(ExpDouble.Q6));

        q0 = Vector512.FusedMultiplyAdd(q0, a, Vector512.Create(ExpDouble.Q5));
        q1 = Vector512.FusedMultiplyAdd(q1, b, Vector512.Create(ExpDouble.Q5));
        q2 = Vector512.FusedMultiplyAdd(q2, c, Vector512.Create(ExpDouble.Q5));
        q3 = Vector512.FusedMultiplyAdd(q3, d, Vector512.Create(ExpDouble.Q5));

        q0 = Vector512.FusedMultiplyAdd(q0, a, Vector512.Create(ExpDouble.Q4));
        q1 = Vector512.FusedMultiplyAdd(q1, b, Vector512.Create(ExpDouble.Q4));
        q2 = Vector512.FusedMultiplyAdd(q2, c, Vector512.Create(ExpDouble.Q4));
        q3 = Vector512.FusedMultiplyAdd(q3, d, Vector512.Create(ExpDouble.Q4));

        q0 = Vector512.FusedMultiplyAdd(q0, a, Vector512.Create(ExpDouble.Q3));
        q1 = Vector512.FusedMultiplyAdd(q1, b, Vector512.Create(ExpDouble.Q3));
        q2 = Vector512.FusedMultiplyAdd(q2, c, Vector512.Create(ExpDouble.Q3));
        q3 = Vector512.FusedMultiplyAdd(q3, d, Vector512.Create(ExpDouble.Q3));

        q0 = Vector512.FusedMultiplyAdd(q0, a, Vector512.Create(ExpDouble.Q2));
        q1 = Vector512.FusedMultiplyAdd(q1, b, Vector512.Create(ExpDouble.Q2));
        q2 = Vector512.FusedMultiplyAdd(q2, c, Vector512.Create(ExpDouble.Q2));
        q3 = Vector512.FusedMultiplyAdd(q3, d, Vector512.Create(ExpDouble.Q2));

        q0 = Vector512.FusedMultiplyAdd(q0, a, Vector512.Create(ExpDouble.Q1));
        q1 = Vector512.FusedMultiplyAdd(q1, b, Vector512.Create(ExpDouble.Q1));
        q2 = Vector512.FusedMultiplyAdd(q2, c, Vector512.Create(ExpDouble.Q1));
        q3 = Vector512.FusedMultiplyAdd(q3, d, Vector512.Create(ExpDouble.Q1));

        q0 = Vector512.FusedMultiplyAdd(q0, a, Vector512.Create(ExpDouble.Q0));
        q1 = Vector512.FusedMultiplyAdd(q1, b, Vector512.Create(ExpDouble.Q0));
        q2 = Vector512.FusedMultiplyAdd(q2, c, Vector512.Create(ExpDouble.Q0));
        q3 = Vector512.FusedMultiplyAdd(q3, d, Vector512.Create(ExpDouble.Q0));

        q0 = Vector512.FusedMultiplyAdd(a * a, q0, a) + Vector512<double>.One;
        q1 = Vector512.FusedMultiplyAdd(b * b, q1, b) + Vector512<double>.One;
        q2 = Vector512.FusedMultiplyAdd(c * c, q2, c) + Vector512<double>.One;
        q3 = Vector512.FusedMultiplyAdd(d * d, q3, d) + Vector512<double>.One;

        a = Scale(q0, n0);
        b = Scale(q1, n1);
        c = Scale(q2, n2);
        d = Scale(q3, n3);
    }

    /// <inheritdoc cref="StepExp(ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, out Vector512{float}, out Vector512{float}, out Vector512{float}, out Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StepExp(ref Vector512<double> a, ref Vector512<double> b, ref Vector512<double> c, ref Vector512<double> d, Vector512<double> n0, Vector512<double> n1, Vector512<double> n2, Vector512<double> n3, ref Vector512<double> w, ref Vector512<double> x, ref Vector512<double> y, ref Vector512<double> z, out Vector512<double> m0, out Vector512<double> m1, out Vector512<double> m2, out Vector512<double> m3, Vector512<double> shift, Vector512<double> lowest) =>
        StepExp(ref a, ref b, ref c, ref d, n0, n1, n2, n3, ref w, ref x, ref y, ref z, out m0, out m1, out m2, out m3, shift, shift, shift, shift, lowest, lowest, lowest, lowest);

    /// <summary>As there, for exponents of rows with shifts of their own.</summary>
    /// <remarks>The parameters are those there, four of each.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StepExp(ref Vector512<double> a, ref Vector512<double> b, ref Vector512<double> c, ref Vector512<double> d, Vector512<double> n0, Vector512<double> n1, Vector512<double> n2, Vector512<double> n3, ref Vector512<double> w, ref Vector512<double> x, ref Vector512<double> y, ref Vector512<double> z, out Vector512<double> m0, out Vector512<double> m1, out Vector512<double> m2, out Vector512<double> m3, Vector512<double> shift0, Vector512<double> shift1, Vector512<double> shift2, Vector512<double> shift3, Vector512<double> lowest0, Vector512<double> lowest1, Vector512<double> lowest2, Vector512<double> lowest3)
    {
        Advance(ref a, ref b, ref c, ref d, ref w, ref x, ref y, ref z, out m0, out m1, out m2, out m3, shift0, shift1, shift2, shift3, lowest0, lowest1, lowest2, lowest3);
        a = Scale(a, n0);
        b = Scale(b, n1);
        c = Scale(c, n2);
        d = Scale(d, n3);
    }

    /// <inheritdoc cref="StepExp(ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, ref float, nuint, ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, out Vector512{float}, out Vector512{float}, out Vector512{float}, out Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StepExp(ref Vector512<double> a, ref Vector512<double> b, ref Vector512<double> c, ref Vector512<double> d, ref double powers, nuint place, ref Vector512<double> w, ref Vector512<double> x, ref Vector512<double> y, ref Vector512<double> z, out Vector512<double> m0, out Vector512<double> m1, out Vector512<double> m2, out Vector512<double> m3, Vector512<double> shift, Vector512<double> lowest)
    {
        Advance(ref a, ref b, ref c, ref d, ref w, ref x, ref y, ref z, out m0, out m1, out m2, out m3, shift, shift, shift, shift, lowest, lowest, lowest, lowest);
        a = Scale(a, Vector512.LoadUnsafe(ref powers, place));
        b = Scale(b, Vector512.LoadUnsafe(ref powers, place + (nuint)Vector512<double>.Count));
        c = Scale(c, Vector512.LoadUnsafe(ref powers, place + (nuint)(2 * Vector512<double>.Count)));
        d = Scale(d, Vector512.LoadUnsafe(ref powers, place + (nuint)(3 * Vector512<double>.Count)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Advance(ref Vector512<double> a, ref Vector512<double> b, ref Vector512<double> c, ref Vector512<double> d, ref Vector512<double> w, ref Vector512<double> x, ref Vector512<double> y, ref Vector512<double> z, out Vector512<double> m0, out Vector512<double> m1, out Vector512<double> m2, out Vector512<double> m3, Vector512<double> shift0, Vector512<double> shift1, Vector512<double> shift2, Vector512<double> shift3, Vector512<double> lowest0, Vector512<double> lowest1, Vector512<double> lowest2, Vector512<double> lowest3)
    {
        Vector512<double> q0 = Vector512.FusedMultiplyAdd(Vector512.Create(ExpDouble.Q9), a, Vector512.Create(ExpDouble.Q8));
        Vector512<double> q1 = Vector512.FusedMultiplyAdd(Vector512.Create(ExpDouble.Q9), b, Vector512.Create(ExpDouble.Q8));
        Vector512<double> q2 = Vector512.FusedMultiplyAdd(Vector512.Create(ExpDouble.Q9), c, Vector512.Create(ExpDouble.Q8));
        Vector512<double> q3 = Vector512.FusedMultiplyAdd(Vector512.Create(ExpDouble.Q9), d, Vector512.Create(ExpDouble.Q8));

        q0 = Vector512.FusedMultiplyAdd(q0, a, Vector512.Create(ExpDouble.Q7));
        q1 = Vector512.FusedMultiplyAdd(q1, b, Vector512.Create(ExpDouble.Q7));
        q2 = Vector512.FusedMultiplyAdd(q2, c, Vector512.Create(ExpDouble.Q7));
        q3 = Vector512.FusedMultiplyAdd(q3, d, Vector512.Create(ExpDouble.Q7));
        m0 = Vector512.FusedMultiplyAdd(w, Vector512.Create(ExpDouble.Log2E), Vector512.Create(FloatBits.RoundDouble));
        m1 = Vector512.FusedMultiplyAdd(x, Vector512.Create(ExpDouble.Log2E), Vector512.Create(FloatBits.RoundDouble));
        m2 = Vector512.FusedMultiplyAdd(y, Vector512.Create(ExpDouble.Log2E), Vector512.Create(FloatBits.RoundDouble));
        m3 = Vector512.FusedMultiplyAdd(z, Vector512.Create(ExpDouble.Log2E), Vector512.Create(FloatBits.RoundDouble));

        q0 = Vector512.FusedMultiplyAdd(q0, a, Vector512.Create(ExpDouble.Q6));
        q1 = Vector512.FusedMultiplyAdd(q1, b, Vector512.Create(ExpDouble.Q6));
        q2 = Vector512.FusedMultiplyAdd(q2, c, Vector512.Create(ExpDouble.Q6));
        q3 = Vector512.FusedMultiplyAdd(q3, d, Vector512.Create(ExpDouble.Q6));

        q0 = Vector512.FusedMultiplyAdd(q0, a, Vector512.Create(ExpDouble.Q5));
        q1 = Vector512.FusedMultiplyAdd(q1, b, Vector512.Create(ExpDouble.Q5));
        q2 = Vector512.FusedMultiplyAdd(q2, c, Vector512.Create(ExpDouble.Q5));
        q3 = Vector512.FusedMultiplyAdd(q3, d, Vector512.Create(ExpDouble.Q5));
        m0 -= Vector512.Create(FloatBits.RoundDouble);
        m1 -= Vector512.Create(FloatBits.RoundDouble);
        m2 -= Vector512.Create(FloatBits.RoundDouble);
        m3 -= Vector512.Create(FloatBits.RoundDouble);

        q0 = Vector512.FusedMultiplyAdd(q0, a, Vector512.Create(ExpDouble.Q4));
        q1 = Vector512.FusedMultiplyAdd(q1, b, Vector512.Create(ExpDouble.Q4));
        q2 = Vector512.FusedMultiplyAdd(q2, c, Vector512.Create(ExpDouble.Q4));
        q3 = Vector512.FusedMultiplyAdd(q3, d, Vector512.Create(ExpDouble.Q4));

        q0 = Vector512.FusedMultiplyAdd(q0, a, Vector512.Create(ExpDouble.Q3));
        q1 = Vector512.FusedMultiplyAdd(q1, b, Vector512.Create(ExpDouble.Q3));
        q2 = Vector512.FusedMultiplyAdd(q2, c, Vector512.Create(ExpDouble.Q3));
        q3 = Vector512.FusedMultiplyAdd(q3, d, Vector512.Create(ExpDouble.Q3));
        w = Vector512.FusedMultiplyAdd(m0, Vector512.Create(-ExpDouble.Ln2High), w);
        x = Vector512.FusedMultiplyAdd(m1, Vector512.Create(-ExpDouble.Ln2High), x);
        y = Vector512.FusedMultiplyAdd(m2, Vector512.Create(-ExpDouble.Ln2High), y);
        z = Vector512.FusedMultiplyAdd(m3, Vector512.Create(-ExpDouble.Ln2High), z);

        q0 = Vector512.FusedMultiplyAdd(q0, a, Vector512.Create(ExpDouble.Q2));
        q1 = Vector512.FusedMultiplyAdd(q1, b, Vector512.Create(ExpDouble.Q2));
        q2 = Vector512.FusedMultiplyAdd(q2, c, Vector512.Create(ExpDouble.Q2));
        q3 = Vector512.FusedMultiplyAdd(q3, d, Vector512.Create(ExpDouble.Q2));

        q0 = Vector512.FusedMultiplyAdd(q0, a, Vector512.Create(ExpDouble.Q1));
        q1 = Vector512.FusedMultiplyAdd(q1, b, Vector512.Create(ExpDouble.Q1));
        q2 = Vector512.FusedMultiplyAdd(q2, c, Vector512.Create(ExpDouble.Q1));
        q3 = Vector512.FusedMultiplyAdd(q3, d, Vector512.Create(ExpDouble.Q1));
        w = Vector512.FusedMultiplyAdd(m0, Vector512.Create(-ExpDouble.Ln2Low), w);
        x = Vector512.FusedMultiplyAdd(m1, Vector512.Create(-ExpDouble.Ln2Low), x);
        y = Vector512.FusedMultiplyAdd(m2, Vector512.Create(-ExpDouble.Ln2Low), y);
        z = Vector512.FusedMultiplyAdd(m3, Vector512.Create(-ExpDouble.Ln2Low), z);

        q0 = Vector512.FusedMultiplyAdd(q0, a, Vector512.Create(ExpDouble.Q0));
        q1 = Vector512.FusedMultiplyAdd(q1, b, Vector512.Create(ExpDouble.Q0));
        q2 = Vector512.FusedMultiplyAdd(q2, c, Vector512.Create(ExpDouble.Q0));
        q3 = Vector512.FusedMultiplyAdd(q3, d, Vector512.Create(ExpDouble.Q0));

        a = Vector512.FusedMultiplyAdd(a * a, q0, a) + Vector512<double>.One;
        b = Vector512.FusedMultiplyAdd(b * b, q1, b) + Vector512<double>.One;
        c = Vector512.FusedMultiplyAdd(c * c, q2, c) + Vector512<double>.One;
        d = Vector512.FusedMultiplyAdd(d * d, q3, d) + Vector512<double>.One;
        m0 -= shift0;
        m1 -= shift1;
        m2 -= shift2;
        m3 -= shift3;

    }
}
