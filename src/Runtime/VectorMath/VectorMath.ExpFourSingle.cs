using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

public static partial class VectorMath
{
    /// <summary>Four times <see cref="Exp(Vector512{float}, Vector512{float}, Vector512{float})"/>, step by step beside each other: the same bits.</summary>
    /// <param name="a">The exponents; receives the powers.</param>
    /// <param name="b">As <paramref name="a"/>.</param>
    /// <param name="c">As <paramref name="a"/>.</param>
    /// <param name="d">As <paramref name="a"/>.</param>
    /// <param name="shift">As there.</param>
    /// <param name="lowest">As there.</param>
    /// <remarks>An exponential is a chain of instructions that wait for each other. A processor looks so far ahead that it finds some four, if they are not written one after the other (docs/performance.md).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp(ref Vector512<float> a, ref Vector512<float> b, ref Vector512<float> c, ref Vector512<float> d, Vector512<float> shift, Vector512<float> lowest) =>
        Exp(ref a, ref b, ref c, ref d, shift, shift, shift, shift, lowest, lowest, lowest, lowest);

    /// <summary>As there, for exponents of rows with shifts of their own.</summary>
    /// <remarks>The parameters are those there, four of each.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp(
        ref Vector512<float> a, ref Vector512<float> b, ref Vector512<float> c, ref Vector512<float> d, Vector512<float> shift0, Vector512<float> shift1, Vector512<float> shift2, Vector512<float> shift3, Vector512<float> lowest0, Vector512<float> lowest1, Vector512<float> lowest2, Vector512<float> lowest3)
    {
        BeginExp(ref a, ref b, ref c, ref d, out Vector512<float> n0, out Vector512<float> n1, out Vector512<float> n2, out Vector512<float> n3, shift0, shift1, shift2, shift3, lowest0, lowest1, lowest2, lowest3);
        EndExp(ref a, ref b, ref c, ref d, n0, n1, n2, n3);
    }

    /// <inheritdoc cref="Exp(ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp(ref Vector256<float> a, ref Vector256<float> b, ref Vector256<float> c, ref Vector256<float> d, Vector256<float> shift, Vector256<float> lowest) =>
        Exp(ref a, ref b, ref c, ref d, shift, shift, shift, shift, lowest, lowest, lowest, lowest);

    /// <summary>As there, for exponents of rows with shifts of their own.</summary>
    /// <remarks>The parameters are those there, four of each.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp(
        ref Vector256<float> a, ref Vector256<float> b, ref Vector256<float> c, ref Vector256<float> d, Vector256<float> shift0, Vector256<float> shift1, Vector256<float> shift2, Vector256<float> shift3, Vector256<float> lowest0, Vector256<float> lowest1, Vector256<float> lowest2, Vector256<float> lowest3)
    {
        a = Vector256.MaxNative(lowest0, a);
        b = Vector256.MaxNative(lowest1, b);
        c = Vector256.MaxNative(lowest2, c);
        d = Vector256.MaxNative(lowest3, d);

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

        q0 = Vector256.FusedMultiplyAdd(a * a, q0, a) + Vector256<float>.One;
        q1 = Vector256.FusedMultiplyAdd(b * b, q1, b) + Vector256<float>.One;
        q2 = Vector256.FusedMultiplyAdd(c * c, q2, c) + Vector256<float>.One;
        q3 = Vector256.FusedMultiplyAdd(d * d, q3, d) + Vector256<float>.One;
        a = Scale(q0, n0 - shift0);
        b = Scale(q1, n1 - shift1);
        c = Scale(q2, n2 - shift2);
        d = Scale(q3, n3 - shift3);
    }
}
