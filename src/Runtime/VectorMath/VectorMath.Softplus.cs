using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

/// <summary>
/// −G(v), the polynomial with the smallest relative error of log(1 + e) on e ≤ 1 (<see cref="VectorMath.Softplus{TSimd, TVector, T}"/>): 2^−30.9 in float, 2^−61.9 in
/// double (Remez exchange in 200 bits).
/// </summary>
internal static class SoftplusSingle
{
    public const float G0 = -0.08333331f;
    public const float G1 = 0.016666012f;
    public const float G2 = -0.003565277f;
    public const float G3 = 0.00076807005f;
    public const float G4 = -0.00013031097f;
}

/// <inheritdoc cref="SoftplusSingle"/>
internal static class SoftplusDouble
{
    public const double G0 = -0.08333333333333329;
    public const double G1 = 0.01666666666666188;
    public const double G2 = -0.0035714285712345893;
    public const double G3 = 0.0007936507897230264;
    public const double G4 = -0.00018037513405578864;
    public const double G5 = 4.162469698110383e-5;
    public const double G6 = -9.710821250034388e-6;
    public const double G7 = 2.2797506501201297e-6;
    public const double G8 = -5.290777603393607e-7;
    public const double G9 = 1.1145858986658728e-7;
    public const double G10 = -1.552925205050991e-8;
}

public static partial class VectorMath
{
    /// <summary>log(1 + e), and beside it the logistic function e / (1 + e): softplus and slope of a binary loss have one division in common.</summary>
    /// <param name="e">exp(−|x|), in [0, 1]; or NaN.</param>
    /// <param name="small">σ(−|x|) = e / (1 + e), in [0, ½].</param>
    /// <returns>log(1 + e); NaN for NaN.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Softplus(Vector512<float> e, out Vector512<float> small) => Softplus<Simd512<float>, Vector512<float>, float>(e, out small);

    /// <inheritdoc cref="Softplus(Vector512{float}, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Softplus(Vector512<double> e, out Vector512<double> small) => Softplus<Simd512<double>, Vector512<double>, double>(e, out small);

    /// <inheritdoc cref="Softplus(Vector512{float}, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Softplus(Vector256<float> e, out Vector256<float> small) => Softplus<Simd256<float>, Vector256<float>, float>(e, out small);

    /// <inheritdoc cref="Softplus(Vector512{float}, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Softplus(Vector256<double> e, out Vector256<double> small) => Softplus<Simd256<double>, Vector256<double>, double>(e, out small);

    /// <summary>log(1 + e) for e = exp(−|x|), and e / (1 + e).</summary>
    /// <remarks>
    /// <para>For u = log(1 + e), q = e / (1 + e) is 1 − exp(−u). So (e + q)/2 = sinh u, and v = e·q = e − q = 2·cosh u − 2. The quotient u / sinh u is even in u,
    /// and thereby a smooth function of v, which is at most ½: u = (e − v/2)·(1 − 2·v·G(v)), a polynomial of half the degree that log(1 + e) itself would need.</para>
    /// <para>Written as e − v·(½ + (e + q)·G(v)), what is taken from e is at most 4/9 of what is left, and exact to its own last digits.</para>
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector Softplus<TSimd, TVector, T>(TVector e, out TVector small)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        small = TSimd.Divide(e, TSimd.Add(TSimd.Create(1.0), e));
        TVector v = TSimd.Multiply(e, small);

        // The coefficients of −G, so that nothing has to be negated.
        TVector g;
        if (typeof(T) == typeof(float))
        {
            g = TSimd.MultiplyAdd(TSimd.Create(SoftplusSingle.G4), v, TSimd.Create(SoftplusSingle.G3));
            g = TSimd.MultiplyAdd(g, v, TSimd.Create(SoftplusSingle.G2));
            g = TSimd.MultiplyAdd(g, v, TSimd.Create(SoftplusSingle.G1));
            g = TSimd.MultiplyAdd(g, v, TSimd.Create(SoftplusSingle.G0));
        }
        else
        {
            g = TSimd.MultiplyAdd(TSimd.Create(SoftplusDouble.G10), v, TSimd.Create(SoftplusDouble.G9));
            g = TSimd.MultiplyAdd(g, v, TSimd.Create(SoftplusDouble.G8));
            g = TSimd.MultiplyAdd(g, v, TSimd.Create(SoftplusDouble.G7));
            g = TSimd.MultiplyAdd(g, v, TSimd.Create(SoftplusDouble.G6));
            g = TSimd.MultiplyAdd(g, v, TSimd.Create(SoftplusDouble.G5));
            g = TSimd.MultiplyAdd(g, v, TSimd.Create(SoftplusDouble.G4));
            g = TSimd.MultiplyAdd(g, v, TSimd.Create(SoftplusDouble.G3));
            g = TSimd.MultiplyAdd(g, v, TSimd.Create(SoftplusDouble.G2));
            g = TSimd.MultiplyAdd(g, v, TSimd.Create(SoftplusDouble.G1));
            g = TSimd.MultiplyAdd(g, v, TSimd.Create(SoftplusDouble.G0));
        }

        g = TSimd.MultiplyAdd(TSimd.Add(e, small), g, TSimd.Create(-0.5));
        return TSimd.MultiplyAdd(v, g, e);
    }
}
