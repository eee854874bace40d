using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

public static partial class VectorMath
{
    /// <summary>p / (1 − p) above which 1 − p is as good as 0: 2^100.</summary>
    private const double LargestSingleRatio = 1.2676506002282294e30;

    /// <summary>As <see cref="LargestSingleRatio"/>, for double: 2^900.</summary>
    private const double LargestDoubleRatio = 8.452712498170644e270;

    /// <summary>Turns the cross entropy of a row into its focal loss (1−p_y)^γ·(−log p_y) (Lin et al., 2017).</summary>
    /// <param name="rest">Σ exp(x_j) / 2^shift over all classes but y.</param>
    /// <param name="target">exp(x_y) / 2^shift.</param>
    /// <param name="gamma">γ, at least 0.</param>
    /// <param name="loss">−log p_y; is multiplied with (1−p_y)^γ.</param>
    /// <param name="scale">
    /// What the gradient of the row is multiplied with; is multiplied with (1−p_y)^γ + γ·p_y·(1−p_y)^(γ−1)·(−log p_y).
    /// </param>
    public static void Focus(Vector512<float> rest, Vector512<float> target, Vector512<float> gamma, ref Vector512<float> loss, ref Vector512<float> scale) =>
        Focus<Simd512<float>, Vector512<float>, float>(rest, target, gamma, ref loss, ref scale);

    /// <inheritdoc cref="Focus(Vector512{float}, Vector512{float}, Vector512{float}, ref Vector512{float}, ref Vector512{float})"/>
    public static void Focus(Vector256<float> rest, Vector256<float> target, Vector256<float> gamma, ref Vector256<float> loss, ref Vector256<float> scale) =>
        Focus<Simd256<float>, Vector256<float>, float>(rest, target, gamma, ref loss, ref scale);

    /// <inheritdoc cref="Focus(Vector512{float}, Vector512{float}, Vector512{float}, ref Vector512{float}, ref Vector512{float})"/>
    public static void Focus(Vector512<double> rest, Vector512<double> target, Vector512<double> gamma, ref Vector512<double> loss, ref Vector512<double> scale) =>
        Focus<Simd512<double>, Vector512<double>, double>(rest, target, gamma, ref loss, ref scale);

    /// <inheritdoc cref="Focus(Vector512{float}, Vector512{float}, Vector512{float}, ref Vector512{float}, ref Vector512{float})"/>
    public static void Focus(Vector256<double> rest, Vector256<double> target, Vector256<double> gamma, ref Vector256<double> loss, ref Vector256<double> scale) =>
        Focus<Simd256<double>, Vector256<double>, double>(rest, target, gamma, ref loss, ref scale);

    /// <inheritdoc cref="Focus(Vector512{float}, Vector512{float}, Vector512{float}, ref Vector512{float}, ref Vector512{float})"/>
    public static void Focus(float rest, float target, float gamma, ref float loss, ref float scale) =>
        Focus<float>(rest, target, gamma, ref loss, ref scale);

    /// <inheritdoc cref="Focus(Vector512{float}, Vector512{float}, Vector512{float}, ref Vector512{float}, ref Vector512{float})"/>
    public static void Focus(double rest, double target, double gamma, ref double loss, ref double scale) =>
        Focus<double>(rest, target, gamma, ref loss, ref scale);

    /// <inheritdoc cref="Focus(Vector512{float}, Vector512{float}, Vector512{float}, ref Vector512{float}, ref Vector512{float})"/>
    /// <remarks>In a lane of a vector, where a choice is no branch.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static void Focus<T>(T rest, T target, T gamma, ref T loss, ref T scale)
        where T : unmanaged
    {
        Vector128<T> losses = Vector128.CreateScalar(loss);
        Vector128<T> scales = Vector128.CreateScalar(scale);
        Focus<Simd128<T>, Vector128<T>, T>(Vector128.CreateScalar(rest), Vector128.CreateScalar(target), Vector128.CreateScalar(gamma), ref losses, ref scales);
        loss = losses.ToScalar();
        scale = scales.ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Focus<TSimd, TVector, T>(
        TVector rest, TVector target, TVector gamma, ref TVector loss, ref TVector scale)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        // 1 − p = rest / (rest + target), of which 1 + target / rest is the inverse. It is kept where the logarithm is at home.
        TVector one = TSimd.Create(1.0);
        TVector limit = TSimd.Create(typeof(T) == typeof(float) ? LargestSingleRatio : LargestDoubleRatio);
        TVector ratio = TSimd.Divide(target, rest);
        TVector isOrdinary = TSimd.LessThan(ratio, limit);
        TVector log = Log1P<TSimd, TVector, T>(TSimd.Select(isOrdinary, ratio, limit));
        TVector power = FocalFactor<TSimd, TVector, T>.Of(log, TSimd.Zero, gamma);

        // γ·p·(−log p) / (1 − p): γ where p is 1, and 0 where p is 0 and its logarithm infinite.
        TVector turn = TSimd.And(TSimd.Multiply(ratio, loss), TSimd.LessThan(TSimd.Zero, target));
        turn = TSimd.Select(isOrdinary, turn, one);
        scale = TSimd.Multiply(scale, TSimd.Multiply(power, TSimd.MultiplyAdd(gamma, turn, one)));

        loss = TSimd.Multiply(power, loss);
    }
}
