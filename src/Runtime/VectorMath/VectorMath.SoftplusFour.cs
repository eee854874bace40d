using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

public static partial class VectorMath
{
    /// <summary>Four times <see cref="Softplus(Vector512{float}, out Vector512{float})"/>, step by step beside each other: the same bits.</summary>
    /// <param name="a">The exponentials; receives log(1 + a).</param>
    /// <param name="b">As <paramref name="a"/>.</param>
    /// <param name="c">As <paramref name="a"/>.</param>
    /// <param name="d">As <paramref name="a"/>.</param>
    /// <param name="smallA">a / (1 + a).</param>
    /// <param name="smallB">As <paramref name="smallA"/>.</param>
    /// <param name="smallC">As <paramref name="smallA"/>.</param>
    /// <param name="smallD">As <paramref name="smallA"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Softplus(
        ref Vector512<float> a,
        ref Vector512<float> b,
        ref Vector512<float> c,
        ref Vector512<float> d,
        out Vector512<float> smallA,
        out Vector512<float> smallB,
        out Vector512<float> smallC,
        out Vector512<float> smallD)
    {
        smallA = a / (Vector512<float>.One + a);
        smallB = b / (Vector512<float>.One + b);
        smallC = c / (Vector512<float>.One + c);
        smallD = d / (Vector512<float>.One + d);
        Vector512<float> v0 = a * smallA;
        Vector512<float> v1 = b * smallB;
        Vector512<float> v2 = c * smallC;
        Vector512<float> v3 = d * smallD;

        Vector512<float> g0 = Vector512.FusedMultiplyAdd(Vector512.Create(SoftplusSingle.G4), v0, Vector512.Create(SoftplusSingle.G3));
        Vector512<float> g1 = Vector512.FusedMultiplyAdd(Vector512.Create(SoftplusSingle.G4), v1, Vector512.Create(SoftplusSingle.G3));
        Vector512<float> g2 = Vector512.FusedMultiplyAdd(Vector512.Create(SoftplusSingle.G4), v2, Vector512.Create(SoftplusSingle.G3));
        Vector512<float> g3 = Vector512.FusedMultiplyAdd(Vector512.Create(SoftplusSingle.G4), v3, Vector512.Create(SoftplusSingle.G3));
        g0 = Vector512.FusedMultiplyAdd(g0, v0, Vector512.Create(SoftplusSingle.G2));
        g1 = Vector512.FusedMultiplyAdd(g1, v1, Vector512.Create(SoftplusSingle.G2));
        g2 = Vector512.FusedMultiplyAdd(g2, v2, Vector512.Create(SoftplusSingle.G2));
        g3 = Vector512.FusedMultiplyAdd(g3, v3, Vector512.Create(SoftplusSingle.G2));
        g0 = Vector512.FusedMultiplyAdd(g0, v0, Vector512.Create(SoftplusSingle.G1));
        g1 = Vector512.FusedMultiplyAdd(g1, v1, Vector512.Create(SoftplusSingle.G1));
        g2 = Vector512.FusedMultiplyAdd(g2, v2, Vector512.Create(SoftplusSingle.G1));
        g3 = Vector512.FusedMultiplyAdd(g3, v3, Vector512.Create(SoftplusSingle.G1));
        g0 = Vector512.FusedMultiplyAdd(g0, v0, Vector512.Create(SoftplusSingle.G0));
        g1 = Vector512.FusedMultiplyAdd(g1, v1, Vector512.Create(SoftplusSingle.G0));
        g2 = Vector512.FusedMultiplyAdd(g2, v2, Vector512.Create(SoftplusSingle.G0));
        g3 = Vector512.FusedMultiplyAdd(g3, v3, Vector512.Create(SoftplusSingle.G0));

        g0 = Vector512.FusedMultiplyAdd(a + smallA, g0, Vector512.Create(-0.5f));
        g1 = Vector512.FusedMultiplyAdd(b + smallB, g1, Vector512.Create(-0.5f));
        g2 = Vector512.FusedMultiplyAdd(c + smallC, g2, Vector512.Create(-0.5f));
        g3 = Vector512.FusedMultiplyAdd(d + smallD, g3, Vector512.Create(-0.5f));
        a = Vector512.FusedMultiplyAdd(v0, g0, a);
        b = Vector512.FusedMultiplyAdd(v1, g1, b);
        c = Vector512.FusedMultiplyAdd(v2, g2, c);
        d = Vector512.FusedMultiplyAdd(v3, g3, d);
    }

    /// <inheritdoc cref="Softplus(ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, out Vector512{float}, out Vector512{float}, out Vector512{float}, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Softplus(
        ref Vector256<float> a,
        ref Vector256<float> b,
        ref Vector256<float> c,
        ref Vector256<float> d,
        out Vector256<float> smallA,
        out Vector256<float> smallB,
        out Vector256<float> smallC,
        out Vector256<float> smallD)
    {
        smallA = a / (Vector256<float>.One + a);
        smallB = b / (Vector256<float>.One + b);
        smallC = c / (Vector256<float>.One + c);
        smallD = d / (Vector256<float>.One + d);
        Vector256<float> v0 = a * smallA;
        Vector256<float> v1 = b * smallB;
        Vector256<float> v2 = c * smallC;
        Vector256<float> v3 = d * smallD;

        Vector256<float> g0 = Vector256.FusedMultiplyAdd(Vector256.Create(SoftplusSingle.G4), v0, Vector256.Create(SoftplusSingle.G3));
        Vector256<float> g1 = Vector256.FusedMultiplyAdd(Vector256.Create(SoftplusSingle.G4), v1, Vector256.Create(SoftplusSingle.G3));
        Vector256<float> g2 = Vector256.FusedMultiplyAdd(Vector256.Create(SoftplusSingle.G4), v2, Vector256.Create(SoftplusSingle.G3));
        Vector256<float> g3 = Vector256.FusedMultiplyAdd(Vector256.Create(SoftplusSingle.G4), v3, Vector256.Create(SoftplusSingle.G3));
        g0 = Vector256.FusedMultiplyAdd(g0, v0, Vector256.Create(SoftplusSingle.G2));
        g1 = Vector256.FusedMultiplyAdd(g1, v1, Vector256.Create(SoftplusSingle.G2));
        g2 = Vector256.FusedMultiplyAdd(g2, v2, Vector256.Create(SoftplusSingle.G2));
        g3 = Vector256.FusedMultiplyAdd(g3, v3, Vector256.Create(SoftplusSingle.G2));
        g0 = Vector256.FusedMultiplyAdd(g0, v0, Vector256.Create(SoftplusSingle.G1));
        g1 = Vector256.FusedMultiplyAdd(g1, v1, Vector256.Create(SoftplusSingle.G1));
        g2 = Vector256.FusedMultiplyAdd(g2, v2, Vector256.Create(SoftplusSingle.G1));
        g3 = Vector256.FusedMultiplyAdd(g3, v3, Vector256.Create(SoftplusSingle.G1));
        g0 = Vector256.FusedMultiplyAdd(g0, v0, Vector256.Create(SoftplusSingle.G0));
        g1 = Vector256.FusedMultiplyAdd(g1, v1, Vector256.Create(SoftplusSingle.G0));
        g2 = Vector256.FusedMultiplyAdd(g2, v2, Vector256.Create(SoftplusSingle.G0));
        g3 = Vector256.FusedMultiplyAdd(g3, v3, Vector256.Create(SoftplusSingle.G0));

        g0 = Vector256.FusedMultiplyAdd(a + smallA, g0, Vector256.Create(-0.5f));
        g1 = Vector256.FusedMultiplyAdd(b + smallB, g1, Vector256.Create(-0.5f));
        g2 = Vector256.FusedMultiplyAdd(c + smallC, g2, Vector256.Create(-0.5f));
        g3 = Vector256.FusedMultiplyAdd(d + smallD, g3, Vector256.Create(-0.5f));
        a = Vector256.FusedMultiplyAdd(v0, g0, a);
        b = Vector256.FusedMultiplyAdd(v1, g1, b);
        c = Vector256.FusedMultiplyAdd(v2, g2, c);
        d = Vector256.FusedMultiplyAdd(v3, g3, d);
    }

    /// <inheritdoc cref="Softplus(ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, out Vector512{float}, out Vector512{float}, out Vector512{float}, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Softplus(
        ref Vector512<double> a,
        ref Vector512<double> b,
        ref Vector512<double> c,
        ref Vector512<double> d,
        out Vector512<double> smallA,
        out Vector512<double> smallB,
        out Vector512<double> smallC,
        out Vector512<double> smallD)
    {
        smallA = a / (Vector512<double>.One + a);
        smallB = b / (Vector512<double>.One + b);
        smallC = c / (Vector512<double>.One + c);
        smallD = d / (Vector512<double>.One + d);
        Vector512<double> v0 = a * smallA;
        Vector512<double> v1 = b * smallB;
        Vector512<double> v2 = c * smallC;
        Vector512<double> v3 = d * smallD;

        Vector512<double> g0 = Vector512.FusedMultiplyAdd(Vector512.Create(SoftplusDouble.G10), v0, Vector512.Create(SoftplusDouble.G9));
        Vector512<double> g1 = Vector512.FusedMultiplyAdd(Vector512.Create(SoftplusDouble.G10), v1, Vector512.Create(SoftplusDouble.G9));
        Vector512<double> g2 = Vector512.FusedMultiplyAdd(Vector512.Create(SoftplusDouble.G10), v2, Vector512.Create(SoftplusDouble.G9));
        Vector512<double> g3 = Vector512.FusedMultiplyAdd(Vector512.Create(SoftplusDouble.G10), v3, Vector512.Create(SoftplusDouble.G9));
        g0 = Vector512.FusedMultiplyAdd(g0, v0, Vector512.Create(SoftplusDouble.G8));
        g1 = Vector512.FusedMultiplyAdd(g1, v1, Vector512.Create(SoftplusDouble.G8));
        g2 = Vector512.FusedMultiplyAdd(g2, v2, Vector512.Create(SoftplusDouble.G8));
        g3 = Vector512.FusedMultiplyAdd(g3, v3, Vector512.Create(SoftplusDouble.G8));
        g0 = Vector512.FusedMultiplyAdd(g0, v0, Vector512.Create(SoftplusDouble.G7));
        g1 = Vector512.FusedMultiplyAdd(g1, v1, Vector512.Create(SoftplusDouble.G7));
        g2 = Vector512.FusedMultiplyAdd(g2, v2, Vector512.Create(SoftplusDouble.G7));
        g3 = Vector512.FusedMultiplyAdd(g3, v3, Vector512.Create(SoftplusDouble.G7));
        g0 = Vector512.FusedMultiplyAdd(g0, v0, Vector512.Create(SoftplusDouble.G6));
        g1 = Vector512.FusedMultiplyAdd(g1, v1, Vector512.Create(SoftplusDouble.G6));
        g2 = Vector512.FusedMultiplyAdd(g2, v2, Vector512.Create(SoftplusDouble.G6));
        g3 = Vector512.FusedMultiplyAdd(g3, v3, Vector512.Create(SoftplusDouble.G6));
        g0 = Vector512.FusedMultiplyAdd(g0, v0, Vector512.Create(SoftplusDouble.G5));
        g1 = Vector512.FusedMultiplyAdd(g1, v1, Vector512.Create(SoftplusDouble.G5));
        g2 = Vector512.FusedMultiplyAdd(g2, v2, Vector512.Create(SoftplusDouble.G5));
        g3 = Vector512.FusedMultiplyAdd(g3, v3, Vector512.Create(SoftplusDouble.G5));
        g0 = Vector512.FusedMultiplyAdd(g0, v0, Vector512.Create(SoftplusDouble.G4));
        g1 = Vector512.FusedMultiplyAdd(g1, v1, Vector512.Create(SoftplusDouble.G4));
        g2 = Vector512.FusedMultiplyAdd(g2, v2, Vector512.Create(SoftplusDouble.G4));
        g3 = Vector512.FusedMultiplyAdd(g3, v3, Vector512.Create(SoftplusDouble.G4));
        g0 = Vector512.FusedMultiplyAdd(g0, v0, Vector512.Create(SoftplusDouble.G3));
        g1 = Vector512.FusedMultiplyAdd(g1, v1, Vector512.Create(SoftplusDouble.G3));
        g2 = Vector512.FusedMultiplyAdd(g2, v2, Vector512.Create(SoftplusDouble.G3));
        g3 = Vector512.FusedMultiplyAdd(g3, v3, Vector512.Create(SoftplusDouble.G3));
        g0 = Vector512.FusedMultiplyAdd(g0, v0, Vector512.Create(SoftplusDouble.G2));
        g1 = Vector512.FusedMultiplyAdd(g1, v1, Vector512.Create(SoftplusDouble.G2));
        g2 = Vector512.FusedMultiplyAdd(g2, v2, Vector512.Create(SoftplusDouble.G2));
        g3 = Vector512.FusedMultiplyAdd(g3, v3, Vector512.Create(SoftplusDouble.G2));
        g0 = Vector512.FusedMultiplyAdd(g0, v0, Vector512.Create(SoftplusDouble.G1));
        g1 = Vector512.FusedMultiplyAdd(g1, v1, Vector512.Create(SoftplusDouble.G1));
        g2 = Vector512.FusedMultiplyAdd(g2, v2, Vector512.Create(SoftplusDouble.G1));
        g3 = Vector512.FusedMultiplyAdd(g3, v3, Vector512.Create(SoftplusDouble.G1));
        g0 = Vector512.FusedMultiplyAdd(g0, v0, Vector512.Create(SoftplusDouble.G0));
        g1 = Vector512.FusedMultiplyAdd(g1, v1, Vector512.Create(SoftplusDouble.G0));
        g2 = Vector512.FusedMultiplyAdd(g2, v2, Vector512.Create(SoftplusDouble.G0));
        g3 = Vector512.FusedMultiplyAdd(g3, v3, Vector512.Create(SoftplusDouble.G0));

        g0 = Vector512.FusedMultiplyAdd(a + smallA, g0, Vector512.Create(-0.5));
        g1 = Vector512.FusedMultiplyAdd(b + smallB, g1, Vector512.Create(-0.5));
        g2 = Vector512.FusedMultiplyAdd(c + smallC, g2, Vector512.Create(-0.5));
        g3 = Vector512.FusedMultiplyAdd(d + smallD, g3, Vector512.Create(-0.5));
        a = Vector512.FusedMultiplyAdd(v0, g0, a);
        b = Vector512.FusedMultiplyAdd(v1, g1, b);
        c = Vector512.FusedMultiplyAdd(v2, g2, c);
        d = Vector512.FusedMultiplyAdd(v3, g3, d);
    }

    /// <inheritdoc cref="Softplus(ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, out Vector512{float}, out Vector512{float}, out Vector512{float}, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Softplus(
        ref Vector256<double> a,
        ref Vector256<double> b,
        ref Vector256<double> c,
        ref Vector256<double> d,
        out Vector256<double> smallA,
        out Vector256<double> smallB,
        out Vector256<double> smallC,
        out Vector256<double> smallD)
    {
        smallA = a / (Vector256<double>.One + a);
        smallB = b / (Vector256<double>.One + b);
        smallC = c / (Vector256<double>.One + c);
        smallD = d / (Vector256<double>.One + d);
        Vector256<double> v0 = a * smallA;
        Vector256<double> v1 = b * smallB;
        Vector256<double> v2 = c * smallC;
        Vector256<double> v3 = d * smallD;

        Vector256<double> g0 = Vector256.FusedMultiplyAdd(Vector256.Create(SoftplusDouble.G10), v0, Vector256.Create(SoftplusDouble.G9));
        Vector256<double> g1 = Vector256.FusedMultiplyAdd(Vector256.Create(SoftplusDouble.G10), v1, Vector256.Create(SoftplusDouble.G9));
        Vector256<double> g2 = Vector256.FusedMultiplyAdd(Vector256.Create(SoftplusDouble.G10), v2, Vector256.Create(SoftplusDouble.G9));
        Vector256<double> g3 = Vector256.FusedMultiplyAdd(Vector256.Create(SoftplusDouble.G10), v3, Vector256.Create(SoftplusDouble.G9));
        g0 = Vector256.FusedMultiplyAdd(g0, v0, Vector256.Create(SoftplusDouble.G8));
        g1 = Vector256.FusedMultiplyAdd(g1, v1, Vector256.Create(SoftplusDouble.G8));
        g2 = Vector256.FusedMultiplyAdd(g2, v2, Vector256.Create(SoftplusDouble.G8));
        g3 = Vector256.FusedMultiplyAdd(g3, v3, Vector256.Create(SoftplusDouble.G8));
        g0 = Vector256.FusedMultiplyAdd(g0, v0, Vector256.Create(SoftplusDouble.G7));
        g1 = Vector256.FusedMultiplyAdd(g1, v1, Vector256.Create(SoftplusDouble.G7));
        g2 = Vector256.FusedMultiplyAdd(g2, v2, Vector256.Create(SoftplusDouble.G7));
        g3 = Vector256.FusedMultiplyAdd(g3, v3, Vector256.Create(SoftplusDouble.G7));
        g0 = Vector256.FusedMultiplyAdd(g0, v0, Vector256.Create(SoftplusDouble.G6));
        g1 = Vector256.FusedMultiplyAdd(g1, v1, Vector256.Create(SoftplusDouble.G6));
        g2 = Vector256.FusedMultiplyAdd(g2, v2, Vector256.Create(SoftplusDouble.G6));
        g3 = Vector256.FusedMultiplyAdd(g3, v3, Vector256.Create(SoftplusDouble.G6));
        g0 = Vector256.FusedMultiplyAdd(g0, v0, Vector256.Create(SoftplusDouble.G5));
        g1 = Vector256.FusedMultiplyAdd(g1, v1, Vector256.Create(SoftplusDouble.G5));
        g2 = Vector256.FusedMultiplyAdd(g2, v2, Vector256.Create(SoftplusDouble.G5));
        g3 = Vector256.FusedMultiplyAdd(g3, v3, Vector256.Create(SoftplusDouble.G5));
        g0 = Vector256.FusedMultiplyAdd(g0, v0, Vector256.Create(SoftplusDouble.G4));
        g1 = Vector256.FusedMultiplyAdd(g1, v1, Vector256.Create(SoftplusDouble.G4));
        g2 = Vector256.FusedMultiplyAdd(g2, v2, Vector256.Create(SoftplusDouble.G4));
        g3 = Vector256.FusedMultiplyAdd(g3, v3, Vector256.Create(SoftplusDouble.G4));
        g0 = Vector256.FusedMultiplyAdd(g0, v0, Vector256.Create(SoftplusDouble.G3));
        g1 = Vector256.FusedMultiplyAdd(g1, v1, Vector256.Create(SoftplusDouble.G3));
        g2 = Vector256.FusedMultiplyAdd(g2, v2, Vector256.Create(SoftplusDouble.G3));
        g3 = Vector256.FusedMultiplyAdd(g3, v3, Vector256.Create(SoftplusDouble.G3));
        g0 = Vector256.FusedMultiplyAdd(g0, v0, Vector256.Create(SoftplusDouble.G2));
        g1 = Vector256.FusedMultiplyAdd(g1, v1, Vector256.Create(SoftplusDouble.G2));
        g2 = Vector256.FusedMultiplyAdd(g2, v2, Vector256.Create(SoftplusDouble.G2));
        g3 = Vector256.FusedMultiplyAdd(g3, v3, Vector256.Create(SoftplusDouble.G2));
        g0 = Vector256.FusedMultiplyAdd(g0, v0, Vector256.Create(SoftplusDouble.G1));
        g1 = Vector256.FusedMultiplyAdd(g1, v1, Vector256.Create(SoftplusDouble.G1));
        g2 = Vector256.FusedMultiplyAdd(g2, v2, Vector256.Create(SoftplusDouble.G1));
        g3 = Vector256.FusedMultiplyAdd(g3, v3, Vector256.Create(SoftplusDouble.G1));
        g0 = Vector256.FusedMultiplyAdd(g0, v0, Vector256.Create(SoftplusDouble.G0));
        g1 = Vector256.FusedMultiplyAdd(g1, v1, Vector256.Create(SoftplusDouble.G0));
        g2 = Vector256.FusedMultiplyAdd(g2, v2, Vector256.Create(SoftplusDouble.G0));
        g3 = Vector256.FusedMultiplyAdd(g3, v3, Vector256.Create(SoftplusDouble.G0));

        g0 = Vector256.FusedMultiplyAdd(a + smallA, g0, Vector256.Create(-0.5));
        g1 = Vector256.FusedMultiplyAdd(b + smallB, g1, Vector256.Create(-0.5));
        g2 = Vector256.FusedMultiplyAdd(c + smallC, g2, Vector256.Create(-0.5));
        g3 = Vector256.FusedMultiplyAdd(d + smallD, g3, Vector256.Create(-0.5));
        a = Vector256.FusedMultiplyAdd(v0, g0, a);
        b = Vector256.FusedMultiplyAdd(v1, g1, b);
        c = Vector256.FusedMultiplyAdd(v2, g2, c);
        d = Vector256.FusedMultiplyAdd(v3, g3, d);
    }
}
