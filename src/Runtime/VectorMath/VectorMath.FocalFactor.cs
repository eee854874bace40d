using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

public static partial class VectorMath
{
    /// <summary>The factor (1 − p)^γ of a focal loss: exp(−γ·(ℓ + u)), where −log(1 − p) = ℓ + u.</summary>
    /// <param name="l">ℓ, at least 0.</param>
    /// <param name="u">u, at least 0.</param>
    /// <param name="gamma">γ.</param>
    /// <returns>The factor, in [0, 1].</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> FocalFactor(Vector512<float> l, Vector512<float> u, Vector512<float> gamma) => FocalFactor<Simd512<float>, Vector512<float>, float>.Of(l, u, gamma);

    /// <inheritdoc cref="FocalFactor(Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> FocalFactor(Vector256<float> l, Vector256<float> u, Vector256<float> gamma) => FocalFactor<Simd256<float>, Vector256<float>, float>.Of(l, u, gamma);

    /// <inheritdoc cref="FocalFactor(Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> FocalFactor(Vector512<double> l, Vector512<double> u, Vector512<double> gamma) => FocalFactor<Simd512<double>, Vector512<double>, double>.Of(l, u, gamma);

    /// <inheritdoc cref="FocalFactor(Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> FocalFactor(Vector256<double> l, Vector256<double> u, Vector256<double> gamma) => FocalFactor<Simd256<double>, Vector256<double>, double>.Of(l, u, gamma);
}
