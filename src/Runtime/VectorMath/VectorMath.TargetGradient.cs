using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

public static partial class VectorMath
{
    /// <summary>The gradient's entry at the target of a row with label smoothing ε: scale·(p_y − (1−ε) − ε/C).</summary>
    /// <param name="rest">Σ exp(x_j) / 2^shift over all classes but y.</param>
    /// <param name="target">exp(x_y) / 2^shift.</param>
    /// <param name="scale">What the gradient of the row is multiplied with.</param>
    /// <param name="factor">scale / (rest + target).</param>
    /// <param name="smoothing">ε.</param>
    /// <param name="share">ε/C.</param>
    /// <returns>The entry, from p_y where that is small, and from 1 − p_y where that is.</returns>
    public static Vector512<float> SmoothedTargetGradient(Vector512<float> rest, Vector512<float> target, Vector512<float> scale, Vector512<float> factor, Vector512<float> smoothing, Vector512<float> share) =>
        SmoothedTargetGradient<Simd512<float>, Vector512<float>, float>(rest, target, scale, factor, smoothing, share);

    /// <inheritdoc cref="SmoothedTargetGradient(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static Vector256<float> SmoothedTargetGradient(Vector256<float> rest, Vector256<float> target, Vector256<float> scale, Vector256<float> factor, Vector256<float> smoothing, Vector256<float> share) =>
        SmoothedTargetGradient<Simd256<float>, Vector256<float>, float>(rest, target, scale, factor, smoothing, share);

    /// <inheritdoc cref="SmoothedTargetGradient(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static Vector512<double> SmoothedTargetGradient(Vector512<double> rest, Vector512<double> target, Vector512<double> scale, Vector512<double> factor, Vector512<double> smoothing, Vector512<double> share) =>
        SmoothedTargetGradient<Simd512<double>, Vector512<double>, double>(rest, target, scale, factor, smoothing, share);

    /// <inheritdoc cref="SmoothedTargetGradient(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static Vector256<double> SmoothedTargetGradient(Vector256<double> rest, Vector256<double> target, Vector256<double> scale, Vector256<double> factor, Vector256<double> smoothing, Vector256<double> share) =>
        SmoothedTargetGradient<Simd256<double>, Vector256<double>, double>(rest, target, scale, factor, smoothing, share);

    /// <inheritdoc cref="SmoothedTargetGradient(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static float SmoothedTargetGradient(float rest, float target, float scale, float factor, float smoothing, float share) =>
        SmoothedTargetGradient<float>(rest, target, scale, factor, smoothing, share);

    /// <inheritdoc cref="SmoothedTargetGradient(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static double SmoothedTargetGradient(double rest, double target, double scale, double factor, double smoothing, double share) =>
        SmoothedTargetGradient<double>(rest, target, scale, factor, smoothing, share);

    /// <summary>The entry of one row: in a lane of a vector, where a choice is no branch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T SmoothedTargetGradient<T>(T rest, T target, T scale, T factor, T smoothing, T share)
        where T : unmanaged
        => SmoothedTargetGradient<Simd128<T>, Vector128<T>, T>(
            Vector128.CreateScalarUnsafe(rest),
            Vector128.CreateScalarUnsafe(target),
            Vector128.CreateScalarUnsafe(scale),
            Vector128.CreateScalarUnsafe(factor),
            Vector128.CreateScalarUnsafe(smoothing),
            Vector128.CreateScalarUnsafe(share)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector SmoothedTargetGradient<TSimd, TVector, T>(
        TVector rest, TVector target, TVector scale, TVector factor, TVector smoothing, TVector share)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        TVector isSure = TSimd.LessThan(rest, target);
        TVector fromOne = TSimd.Subtract(TSimd.Multiply(TSimd.Subtract(smoothing, share), scale), TSimd.Multiply(rest, factor));
        TVector wanted = TSimd.Add(TSimd.Subtract(TSimd.Create(1.0), smoothing), share);
        TVector fromZero = TSimd.Subtract(TSimd.Multiply(target, factor), TSimd.Multiply(wanted, scale));
        return TSimd.Select(isSure, fromOne, fromZero);
    }
}
