using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

public static partial class VectorMath
{
    /// <summary>The loss −log p_y of a row with an index target y.</summary>
    /// <param name="rest">Σ exp(x_j − a) over all classes but y, with the row's <see cref="Anchor(Vector512{float})"/> a.</param>
    /// <param name="target">exp(x_y − a).</param>
    /// <param name="difference">x_y − a.</param>
    /// <returns>
    /// log1p(<paramref name="rest"/> / <paramref name="target"/>): no digit is lost where the row is sure of its target. Where x_y lies so
    /// far below the others that <paramref name="target"/> may vanish, log(rest + target) − difference, two numbers that do not cancel.
    /// </returns>
    public static Vector512<float> Loss(Vector512<float> rest, Vector512<float> target, Vector512<float> difference) =>
        Loss<Simd512<float>, Vector512<float>, float>(rest, target, difference);

    /// <inheritdoc cref="Loss(Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static Vector256<float> Loss(Vector256<float> rest, Vector256<float> target, Vector256<float> difference) =>
        Loss<Simd256<float>, Vector256<float>, float>(rest, target, difference);

    /// <inheritdoc cref="Loss(Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static Vector512<double> Loss(Vector512<double> rest, Vector512<double> target, Vector512<double> difference) =>
        Loss<Simd512<double>, Vector512<double>, double>(rest, target, difference);

    /// <inheritdoc cref="Loss(Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static Vector256<double> Loss(Vector256<double> rest, Vector256<double> target, Vector256<double> difference) =>
        Loss<Simd256<double>, Vector256<double>, double>(rest, target, difference);

    /// <inheritdoc cref="Loss(Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static float Loss(float rest, float target, float difference) =>
        Loss<float>(rest, target, difference);

    /// <inheritdoc cref="Loss(Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static double Loss(double rest, double target, double difference) =>
        Loss<double>(rest, target, difference);

    /// <summary>The loss of a row with an index target y and label smoothing ε: (1−ε)·(−log p_y) + ε·(mean of −log p_c).</summary>
    /// <param name="rest">Σ exp(x_j − a) over all classes but y, with the row's <see cref="Anchor(Vector512{float})"/> a.</param>
    /// <param name="target">exp(x_y − a).</param>
    /// <param name="difference">x_y − a.</param>
    /// <param name="total">Σ ε/C·(x_j − a) over all classes.</param>
    /// <param name="smoothing">ε.</param>
    /// <returns>The loss of the row.</returns>
    /// <remarks>−log p_c = −log p_y + (x_y − a) − (x_c − a), so that the second term is −log p_y + (x_y − a) − (mean of x_c − a).</remarks>
    public static Vector512<float> SmoothedLoss(Vector512<float> rest, Vector512<float> target, Vector512<float> difference, Vector512<float> total, Vector512<float> smoothing) =>
        SmoothedLoss<Simd512<float>, Vector512<float>, float>(rest, target, difference, total, smoothing);

    /// <inheritdoc cref="SmoothedLoss(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static Vector256<float> SmoothedLoss(Vector256<float> rest, Vector256<float> target, Vector256<float> difference, Vector256<float> total, Vector256<float> smoothing) =>
        SmoothedLoss<Simd256<float>, Vector256<float>, float>(rest, target, difference, total, smoothing);

    /// <inheritdoc cref="SmoothedLoss(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static Vector512<double> SmoothedLoss(Vector512<double> rest, Vector512<double> target, Vector512<double> difference, Vector512<double> total, Vector512<double> smoothing) =>
        SmoothedLoss<Simd512<double>, Vector512<double>, double>(rest, target, difference, total, smoothing);

    /// <inheritdoc cref="SmoothedLoss(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static Vector256<double> SmoothedLoss(Vector256<double> rest, Vector256<double> target, Vector256<double> difference, Vector256<double> total, Vector256<double> smoothing) =>
        SmoothedLoss<Simd256<double>, Vector256<double>, double>(rest, target, difference, total, smoothing);

    /// <inheritdoc cref="SmoothedLoss(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static float SmoothedLoss(float rest, float target, float difference, float total, float smoothing) =>
        SmoothedLoss<float>(rest, target, difference, total, smoothing);

    /// <inheritdoc cref="SmoothedLoss(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static double SmoothedLoss(double rest, double target, double difference, double total, double smoothing) =>
        SmoothedLoss<double>(rest, target, difference, total, smoothing);

    /// <summary>The loss of one row: in a lane of a vector, where a choice is no branch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Loss<T>(T rest, T target, T difference)
        where T : unmanaged
        => Loss<Simd128<T>, Vector128<T>, T>(
            Vector128.CreateScalarUnsafe(rest), Vector128.CreateScalarUnsafe(target), Vector128.CreateScalarUnsafe(difference)).ToScalar();

    /// <inheritdoc cref="Loss{T}(T, T, T)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T SmoothedLoss<T>(T rest, T target, T difference, T total, T smoothing)
        where T : unmanaged
        => SmoothedLoss<Simd128<T>, Vector128<T>, T>(
            Vector128.CreateScalarUnsafe(rest),
            Vector128.CreateScalarUnsafe(target),
            Vector128.CreateScalarUnsafe(difference),
            Vector128.CreateScalarUnsafe(total),
            Vector128.CreateScalarUnsafe(smoothing)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector Loss<TSimd, TVector, T>(TVector rest, TVector target, TVector difference)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        TVector near = IsNear<TSimd, TVector, T>(difference);
        return TSimd.Subtract(LogTerm<TSimd, TVector, T>(near, rest, target), TSimd.Select(near, TSimd.Zero, difference));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector SmoothedLoss<TSimd, TVector, T>(
        TVector rest, TVector target, TVector difference, TVector total, TVector smoothing)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        // Near: loss + ε·difference − total. Far: the loss holds −difference, which leaves −(1 − ε)·difference, and no ∞ − ∞.
        TVector near = IsNear<TSimd, TVector, T>(difference);
        TVector factor = TSimd.Select(near, smoothing, TSimd.Subtract(smoothing, TSimd.Create(1.0)));
        TVector terms = TSimd.Subtract(TSimd.Multiply(factor, difference), total);
        return TSimd.Add(LogTerm<TSimd, TVector, T>(near, rest, target), terms);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector IsNear<TSimd, TVector, T>(TVector difference)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
        => TSimd.LessThan(TSimd.Create(-16.0), difference);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector LogTerm<TSimd, TVector, T>(TVector near, TVector rest, TVector target)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        TVector sumLessOne = TSimd.Subtract(TSimd.Add(rest, target), TSimd.Create(1.0));
        return Log1P<TSimd, TVector, T>(TSimd.Select(near, TSimd.Divide(rest, target), sumLessOne));
    }

    /// <summary>The gradient's entry at the target of a row with label smoothing ε: scale·(p_y − (1−ε) − ε/C).</summary>
    /// <param name="rest">Σ exp(x_j − a) over all classes but y.</param>
    /// <param name="target">exp(x_y − a).</param>
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
