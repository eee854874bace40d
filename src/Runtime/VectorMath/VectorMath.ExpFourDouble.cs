using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

public static partial class VectorMath
{
    /// <inheritdoc cref="Exp(ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp(ref Vector512<double> a, ref Vector512<double> b, ref Vector512<double> c, ref Vector512<double> d, Vector512<double> shift, Vector512<double> lowest) =>
        Exp(ref a, ref b, ref c, ref d, shift, shift, shift, shift, lowest, lowest, lowest, lowest);

    /// <summary>As there, for exponents of rows with shifts of their own.</summary>
    /// <remarks>The parameters are those there, four of each.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp(
        ref Vector512<double> a, ref Vector512<double> b, ref Vector512<double> c, ref Vector512<double> d, Vector512<double> shift0, Vector512<double> shift1, Vector512<double> shift2, Vector512<double> shift3, Vector512<double> lowest0, Vector512<double> lowest1, Vector512<double> lowest2, Vector512<double> lowest3)
    {
        BeginExp(ref a, ref b, ref c, ref d, out Vector512<double> n0, out Vector512<double> n1, out Vector512<double> n2, out Vector512<double> n3, shift0, shift1, shift2, shift3, lowest0, lowest1, lowest2, lowest3);
        EndExp(ref a, ref b, ref c, ref d, n0, n1, n2, n3);
    }

    /// <inheritdoc cref="Exp(ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp(ref Vector256<double> a, ref Vector256<double> b, ref Vector256<double> c, ref Vector256<double> d, Vector256<double> shift, Vector256<double> lowest) =>
        Exp(ref a, ref b, ref c, ref d, shift, shift, shift, shift, lowest, lowest, lowest, lowest);

    /// <summary>As there, for exponents of rows with shifts of their own.</summary>
    /// <remarks>The parameters are those there, four of each.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Exp(
        ref Vector256<double> a, ref Vector256<double> b, ref Vector256<double> c, ref Vector256<double> d, Vector256<double> shift0, Vector256<double> shift1, Vector256<double> shift2, Vector256<double> shift3, Vector256<double> lowest0, Vector256<double> lowest1, Vector256<double> lowest2, Vector256<double> lowest3)
    {
        a = Vector256.MaxNative(lowest0, a);
        b = Vector256.MaxNative(lowest1, b);
        c = Vector256.MaxNative(lowest2, c);
        d = Vector256.MaxNative(lowest3, d);

        Vector256<double> n0 = Vector256.FusedMultiplyAdd(a, Vector256.Create(ExpDouble.Log2E), Vector256.Create(FloatBits.RoundDouble)) - Vector256.Create(FloatBits.RoundDouble);
        Vector256<double> n1 = Vector256.FusedMultiplyAdd(b, Vector256.Create(ExpDouble.Log2E), Vector256.Create(FloatBits.RoundDouble)) - Vector256.Create(FloatBits.RoundDouble);
        Vector256<double> n2 = Vector256.FusedMultiplyAdd(c, Vector256.Create(ExpDouble.Log2E), Vector256.Create(FloatBits.RoundDouble)) - Vector256.Create(FloatBits.RoundDouble);
        Vector256<double> n3 = Vector256.FusedMultiplyAdd(d, Vector256.Create(ExpDouble.Log2E), Vector256.Create(FloatBits.RoundDouble)) - Vector256.Create(FloatBits.RoundDouble);

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

        q0 = Vector256.FusedMultiplyAdd(a * a, q0, a) + Vector256<double>.One;
        q1 = Vector256.FusedMultiplyAdd(b * b, q1, b) + Vector256<double>.One;
        q2 = Vector256.FusedMultiplyAdd(c * c, q2, c) + Vector256<double>.One;
        q3 = Vector256.FusedMultiplyAdd(d * d, q3, d) + Vector256<double>.One;
        a = Scale(q0, n0 - shift0);
        b = Scale(q1, n1 - shift1);
        c = Scale(q2, n2 - shift2);
        d = Scale(q3, n3 - shift3);
    }
}
