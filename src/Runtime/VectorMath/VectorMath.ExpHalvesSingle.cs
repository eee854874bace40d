using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

/// <content>
/// Exponentials in two halves, for loops that begin those of the next step beside the end of these. A processor holds some 200 instructions of the vector units that wait: as many as two steps of
/// four exponentials have, of which each waits for the one before. In halves the chains are half as long (docs/performance.md). With 16 registers there is no room for what is carried from step to step.
/// </content>
public static partial class VectorMath
{
    /// <summary>The first half of four exponentials: e^x / 2^shift = 2^n·(1 + r + r²·q(r)).</summary>
    /// <param name="a">The exponents; receives r.</param>
    /// <param name="b">As <paramref name="a"/>.</param>
    /// <param name="c">As <paramref name="a"/>.</param>
    /// <param name="d">As <paramref name="a"/>.</param>
    /// <param name="n0">Receives n of <paramref name="a"/>.</param>
    /// <param name="n1">That of <paramref name="b"/>.</param>
    /// <param name="n2">That of <paramref name="c"/>.</param>
    /// <param name="n3">That of <paramref name="d"/>.</param>
    /// <param name="shift">As in <see cref="Exp(Vector512{float}, Vector512{float}, Vector512{float})"/>, whose bits both halves together give.</param>
    /// <param name="lowest">As there.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void BeginExp(ref Vector512<float> a, ref Vector512<float> b, ref Vector512<float> c, ref Vector512<float> d, out Vector512<float> n0, out Vector512<float> n1, out Vector512<float> n2, out Vector512<float> n3, Vector512<float> shift, Vector512<float> lowest) =>
        BeginExp(ref a, ref b, ref c, ref d, out n0, out n1, out n2, out n3, shift, shift, shift, shift, lowest, lowest, lowest, lowest);

    /// <summary>As there, for exponents of rows with shifts of their own.</summary>
    /// <remarks>The parameters are those there, four of each.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void BeginExp(ref Vector512<float> a, ref Vector512<float> b, ref Vector512<float> c, ref Vector512<float> d, out Vector512<float> n0, out Vector512<float> n1, out Vector512<float> n2, out Vector512<float> n3, Vector512<float> shift0, Vector512<float> shift1, Vector512<float> shift2, Vector512<float> shift3, Vector512<float> lowest0, Vector512<float> lowest1, Vector512<float> lowest2, Vector512<float> lowest3)
    {
        n0 = Vector512.FusedMultiplyAdd(a, Vector512.Create(ExpSingle.Log2E), Vector512.Create(FloatBits.RoundSingle));
        n1 = Vector512.FusedMultiplyAdd(b, Vector512.Create(ExpSingle.Log2E), Vector512.Create(FloatBits.RoundSingle));
        n2 = Vector512.FusedMultiplyAdd(c, Vector512.Create(ExpSingle.Log2E), Vector512.Create(FloatBits.RoundSingle));
        n3 = Vector512.FusedMultiplyAdd(d, Vector512.Create(ExpSingle.Log2E), Vector512.Create(FloatBits.RoundSingle));

        n0 -= Vector512.Create(FloatBits.RoundSingle);
        n1 -= Vector512.Create(FloatBits.RoundSingle);
        n2 -= Vector512.Create(FloatBits.RoundSingle);
        n3 -= Vector512.Create(FloatBits.RoundSingle);

        a = Vector512.FusedMultiplyAdd(n0, Vector512.Create(-ExpSingle.Ln2High), a);
        b = Vector512.FusedMultiplyAdd(n1, Vector512.Create(-ExpSingle.Ln2High), b);
        c = Vector512.FusedMultiplyAdd(n2, Vector512.Create(-ExpSingle.Ln2High), c);
        d = Vector512.FusedMultiplyAdd(n3, Vector512.Create(-ExpSingle.Ln2High), d);

        a = Vector512.FusedMultiplyAdd(n0, Vector512.Create(-ExpSingle.Ln2Low), a);
        b = Vector512.FusedMultiplyAdd(n1, Vector512.Create(-ExpSingle.Ln2Low), b);
        c = Vector512.FusedMultiplyAdd(n2, Vector512.Create(-ExpSingle.Ln2Low), c);
        d = Vector512.FusedMultiplyAdd(n3, Vector512.Create(-ExpSingle.Ln2Low), d);

        n0 -= shift0;
        n1 -= shift1;
        n2 -= shift2;
        n3 -= shift3;
    }

    /// <summary>The second half of four exponentials.</summary>
    /// <param name="a">r; receives the powers.</param>
    /// <param name="b">As <paramref name="a"/>.</param>
    /// <param name="c">As <paramref name="a"/>.</param>
    /// <param name="d">As <paramref name="a"/>.</param>
    /// <param name="n0">n of <paramref name="a"/>.</param>
    /// <param name="n1">That of <paramref name="b"/>.</param>
    /// <param name="n2">That of <paramref name="c"/>.</param>
    /// <param name="n3">That of <paramref name="d"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void EndExp(ref Vector512<float> a, ref Vector512<float> b, ref Vector512<float> c, ref Vector512<float> d, Vector512<float> n0, Vector512<float> n1, Vector512<float> n2, Vector512<float> n3)
    {
        Vector512<float> q0 = Vector512.FusedMultiplyAdd(Vector512.Create(ExpSingle.Q4), a, Vector512.Create(ExpSingle.Q3));
        Vector512<float> q1 = Vector512.FusedMultiplyAdd(Vector512.Create(ExpSingle.Q4), b, Vector512.Create(ExpSingle.Q3));
        Vector512<float> q2 = Vector512.FusedMultiplyAdd(Vector512.Create(ExpSingle.Q4), c, Vector512.Create(ExpSingle.Q3));
        Vector512<float> q3 = Vector512.FusedMultiplyAdd(Vector512.Create(ExpSingle.Q4), d, Vector512.Create(ExpSingle.Q3));

        q0 = Vector512.FusedMultiplyAdd(q0, a, Vector512.Create(ExpSingle.Q2));
        q1 = Vector512.FusedMultiplyAdd(q1, b, Vector512.Create(ExpSingle.Q2));
        q2 = Vector512.FusedMultiplyAdd(q2, c, Vector512.Create(ExpSingle.Q2));
        q3 = Vector512.FusedMultiplyAdd(q3, d, Vector512.Create(ExpSingle.Q2));

        q0 = Vector512.FusedMultiplyAdd(q0, a, Vector512.Create(ExpSingle.Q1));
        q1 = Vector512.FusedMultiplyAdd(q1, b, Vector512.Create(ExpSingle.Q1));
        q2 = Vector512.FusedMultiplyAdd(q2, c, Vector512.Create(ExpSingle.Q1));
        q3 = Vector512.FusedMultiplyAdd(q3, d, Vector512.Create(ExpSingle.Q1));

        q0 = Vector512.FusedMultiplyAdd(q0, a, Vector512.Create(ExpSingle.Q0));
        q1 = Vector512.FusedMultiplyAdd(q1, b, Vector512.Create(ExpSingle.Q0));
        q2 = Vector512.FusedMultiplyAdd(q2, c, Vector512.Create(ExpSingle.Q0));
        q3 = Vector512.FusedMultiplyAdd(q3, d, Vector512.Create(ExpSingle.Q0));

        q0 = Vector512.FusedMultiplyAdd(a * a, q0, a) + Vector512<float>.One;
        q1 = Vector512.FusedMultiplyAdd(b * b, q1, b) + Vector512<float>.One;
        q2 = Vector512.FusedMultiplyAdd(c * c, q2, c) + Vector512<float>.One;
        q3 = Vector512.FusedMultiplyAdd(d * d, q3, d) + Vector512<float>.One;

        a = Scale(q0, n0);
        b = Scale(q1, n1);
        c = Scale(q2, n2);
        d = Scale(q3, n3);
    }

    /// <summary>The second half of four exponentials beside the first half of the next four: twice as many chains to take the next instruction from.</summary>
    /// <param name="a">r; receives the powers.</param>
    /// <param name="b">As <paramref name="a"/>.</param>
    /// <param name="c">As <paramref name="a"/>.</param>
    /// <param name="d">As <paramref name="a"/>.</param>
    /// <param name="n0">n of <paramref name="a"/>.</param>
    /// <param name="n1">That of <paramref name="b"/>.</param>
    /// <param name="n2">That of <paramref name="c"/>.</param>
    /// <param name="n3">That of <paramref name="d"/>.</param>
    /// <param name="w">The next exponents; receives their r.</param>
    /// <param name="x">As <paramref name="w"/>.</param>
    /// <param name="y">As <paramref name="w"/>.</param>
    /// <param name="z">As <paramref name="w"/>.</param>
    /// <param name="m0">Receives n of <paramref name="w"/>.</param>
    /// <param name="m1">That of <paramref name="x"/>.</param>
    /// <param name="m2">That of <paramref name="y"/>.</param>
    /// <param name="m3">That of <paramref name="z"/>.</param>
    /// <param name="shift">As in <see cref="Exp(Vector512{float}, Vector512{float}, Vector512{float})"/>.</param>
    /// <param name="lowest">As there.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StepExp(ref Vector512<float> a, ref Vector512<float> b, ref Vector512<float> c, ref Vector512<float> d, Vector512<float> n0, Vector512<float> n1, Vector512<float> n2, Vector512<float> n3, ref Vector512<float> w, ref Vector512<float> x, ref Vector512<float> y, ref Vector512<float> z, out Vector512<float> m0, out Vector512<float> m1, out Vector512<float> m2, out Vector512<float> m3, Vector512<float> shift, Vector512<float> lowest) =>
        StepExp(ref a, ref b, ref c, ref d, n0, n1, n2, n3, ref w, ref x, ref y, ref z, out m0, out m1, out m2, out m3, shift, shift, shift, shift, lowest, lowest, lowest, lowest);

    /// <summary>As there, for exponents of rows with shifts of their own.</summary>
    /// <remarks>The parameters are those there, four of each.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StepExp(ref Vector512<float> a, ref Vector512<float> b, ref Vector512<float> c, ref Vector512<float> d, Vector512<float> n0, Vector512<float> n1, Vector512<float> n2, Vector512<float> n3, ref Vector512<float> w, ref Vector512<float> x, ref Vector512<float> y, ref Vector512<float> z, out Vector512<float> m0, out Vector512<float> m1, out Vector512<float> m2, out Vector512<float> m3, Vector512<float> shift0, Vector512<float> shift1, Vector512<float> shift2, Vector512<float> shift3, Vector512<float> lowest0, Vector512<float> lowest1, Vector512<float> lowest2, Vector512<float> lowest3)
    {
        Advance(ref a, ref b, ref c, ref d, ref w, ref x, ref y, ref z, out m0, out m1, out m2, out m3, shift0, shift1, shift2, shift3, lowest0, lowest1, lowest2, lowest3);
        a = Scale(a, n0);
        b = Scale(b, n1);
        c = Scale(c, n2);
        d = Scale(d, n3);
    }

    /// <summary>As there, with n of those that end in memory, for loops that have no registers to keep it in: a register that the JIT saves lies across two cache lines there.</summary>
    /// <param name="a">r; receives the powers.</param>
    /// <param name="b">As <paramref name="a"/>.</param>
    /// <param name="c">As <paramref name="a"/>.</param>
    /// <param name="d">As <paramref name="a"/>.</param>
    /// <param name="powers">The memory.</param>
    /// <param name="place">Where n of <paramref name="a"/> starts; the others follow.</param>
    /// <param name="w">The next exponents; receives their r.</param>
    /// <param name="x">As <paramref name="w"/>.</param>
    /// <param name="y">As <paramref name="w"/>.</param>
    /// <param name="z">As <paramref name="w"/>.</param>
    /// <param name="m0">Receives n of <paramref name="w"/>.</param>
    /// <param name="m1">That of <paramref name="x"/>.</param>
    /// <param name="m2">That of <paramref name="y"/>.</param>
    /// <param name="m3">That of <paramref name="z"/>.</param>
    /// <param name="shift">As in <see cref="Exp(Vector512{float}, Vector512{float}, Vector512{float})"/>.</param>
    /// <param name="lowest">As there.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StepExp(ref Vector512<float> a, ref Vector512<float> b, ref Vector512<float> c, ref Vector512<float> d, ref float powers, nuint place, ref Vector512<float> w, ref Vector512<float> x, ref Vector512<float> y, ref Vector512<float> z, out Vector512<float> m0, out Vector512<float> m1, out Vector512<float> m2, out Vector512<float> m3, Vector512<float> shift, Vector512<float> lowest)
    {
        Advance(ref a, ref b, ref c, ref d, ref w, ref x, ref y, ref z, out m0, out m1, out m2, out m3, shift, shift, shift, shift, lowest, lowest, lowest, lowest);
        a = Scale(a, Vector512.LoadUnsafe(ref powers, place));
        b = Scale(b, Vector512.LoadUnsafe(ref powers, place + (nuint)Vector512<float>.Count));
        c = Scale(c, Vector512.LoadUnsafe(ref powers, place + (nuint)(2 * Vector512<float>.Count)));
        d = Scale(d, Vector512.LoadUnsafe(ref powers, place + (nuint)(3 * Vector512<float>.Count)));
    }

    /// <summary>The second half of four exponentials, but for their powers of two, beside the first half of four others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Advance(ref Vector512<float> a, ref Vector512<float> b, ref Vector512<float> c, ref Vector512<float> d, ref Vector512<float> w, ref Vector512<float> x, ref Vector512<float> y, ref Vector512<float> z, out Vector512<float> m0, out Vector512<float> m1, out Vector512<float> m2, out Vector512<float> m3, Vector512<float> shift0, Vector512<float> shift1, Vector512<float> shift2, Vector512<float> shift3, Vector512<float> lowest0, Vector512<float> lowest1, Vector512<float> lowest2, Vector512<float> lowest3)
    {
        Vector512<float> q0 = Vector512.FusedMultiplyAdd(Vector512.Create(ExpSingle.Q4), a, Vector512.Create(ExpSingle.Q3));
        Vector512<float> q1 = Vector512.FusedMultiplyAdd(Vector512.Create(ExpSingle.Q4), b, Vector512.Create(ExpSingle.Q3));
        Vector512<float> q2 = Vector512.FusedMultiplyAdd(Vector512.Create(ExpSingle.Q4), c, Vector512.Create(ExpSingle.Q3));
        Vector512<float> q3 = Vector512.FusedMultiplyAdd(Vector512.Create(ExpSingle.Q4), d, Vector512.Create(ExpSingle.Q3));

        q0 = Vector512.FusedMultiplyAdd(q0, a, Vector512.Create(ExpSingle.Q2));
        q1 = Vector512.FusedMultiplyAdd(q1, b, Vector512.Create(ExpSingle.Q2));
        q2 = Vector512.FusedMultiplyAdd(q2, c, Vector512.Create(ExpSingle.Q2));
        q3 = Vector512.FusedMultiplyAdd(q3, d, Vector512.Create(ExpSingle.Q2));
        m0 = Vector512.FusedMultiplyAdd(w, Vector512.Create(ExpSingle.Log2E), Vector512.Create(FloatBits.RoundSingle));
        m1 = Vector512.FusedMultiplyAdd(x, Vector512.Create(ExpSingle.Log2E), Vector512.Create(FloatBits.RoundSingle));
        m2 = Vector512.FusedMultiplyAdd(y, Vector512.Create(ExpSingle.Log2E), Vector512.Create(FloatBits.RoundSingle));
        m3 = Vector512.FusedMultiplyAdd(z, Vector512.Create(ExpSingle.Log2E), Vector512.Create(FloatBits.RoundSingle));

        q0 = Vector512.FusedMultiplyAdd(q0, a, Vector512.Create(ExpSingle.Q1));
        q1 = Vector512.FusedMultiplyAdd(q1, b, Vector512.Create(ExpSingle.Q1));
        q2 = Vector512.FusedMultiplyAdd(q2, c, Vector512.Create(ExpSingle.Q1));
        q3 = Vector512.FusedMultiplyAdd(q3, d, Vector512.Create(ExpSingle.Q1));
        m0 -= Vector512.Create(FloatBits.RoundSingle);
        m1 -= Vector512.Create(FloatBits.RoundSingle);
        m2 -= Vector512.Create(FloatBits.RoundSingle);
        m3 -= Vector512.Create(FloatBits.RoundSingle);

        q0 = Vector512.FusedMultiplyAdd(q0, a, Vector512.Create(ExpSingle.Q0));
        q1 = Vector512.FusedMultiplyAdd(q1, b, Vector512.Create(ExpSingle.Q0));
        q2 = Vector512.FusedMultiplyAdd(q2, c, Vector512.Create(ExpSingle.Q0));
        q3 = Vector512.FusedMultiplyAdd(q3, d, Vector512.Create(ExpSingle.Q0));
        w = Vector512.FusedMultiplyAdd(m0, Vector512.Create(-ExpSingle.Ln2High), w);
        x = Vector512.FusedMultiplyAdd(m1, Vector512.Create(-ExpSingle.Ln2High), x);
        y = Vector512.FusedMultiplyAdd(m2, Vector512.Create(-ExpSingle.Ln2High), y);
        z = Vector512.FusedMultiplyAdd(m3, Vector512.Create(-ExpSingle.Ln2High), z);

        a = Vector512.FusedMultiplyAdd(a * a, q0, a) + Vector512<float>.One;
        b = Vector512.FusedMultiplyAdd(b * b, q1, b) + Vector512<float>.One;
        c = Vector512.FusedMultiplyAdd(c * c, q2, c) + Vector512<float>.One;
        d = Vector512.FusedMultiplyAdd(d * d, q3, d) + Vector512<float>.One;
        w = Vector512.FusedMultiplyAdd(m0, Vector512.Create(-ExpSingle.Ln2Low), w);
        x = Vector512.FusedMultiplyAdd(m1, Vector512.Create(-ExpSingle.Ln2Low), x);
        y = Vector512.FusedMultiplyAdd(m2, Vector512.Create(-ExpSingle.Ln2Low), y);
        z = Vector512.FusedMultiplyAdd(m3, Vector512.Create(-ExpSingle.Ln2Low), z);

        m0 -= shift0;
        m1 -= shift1;
        m2 -= shift2;
        m3 -= shift3;
    }
}
