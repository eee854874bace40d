using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

public static partial class VectorMath
{
    /// <summary>The loss −log p_y of a row with an index target y.</summary>
    /// <param name="rest">Σ exp(x_j) / 2^shift over all classes but y.</param>
    /// <param name="target">exp(x_y) / 2^shift.</param>
    /// <param name="difference">x_y − max.</param>
    /// <param name="max">The largest logit.</param>
    /// <param name="shift">The row's <see cref="Shift(Vector512{float})"/>.</param>
    /// <returns>
    /// log1p(<paramref name="rest"/> / <paramref name="target"/>): no digit is lost where the row is sure of its target. Where x_y lies so
    /// far below the others that <paramref name="target"/> may vanish, log(rest + target) − (x_y − shift·ln 2), two numbers that do not cancel.
    /// </returns>
    public static Vector512<float> Loss(Vector512<float> rest, Vector512<float> target, Vector512<float> difference, Vector512<float> max, Vector512<float> shift) =>
        Loss<Simd512<float>, Vector512<float>, float>(rest, target, difference, max, shift);

    /// <inheritdoc cref="Loss(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static Vector256<float> Loss(Vector256<float> rest, Vector256<float> target, Vector256<float> difference, Vector256<float> max, Vector256<float> shift) =>
        Loss<Simd256<float>, Vector256<float>, float>(rest, target, difference, max, shift);

    /// <inheritdoc cref="Loss(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static Vector512<double> Loss(Vector512<double> rest, Vector512<double> target, Vector512<double> difference, Vector512<double> max, Vector512<double> shift) =>
        Loss<Simd512<double>, Vector512<double>, double>(rest, target, difference, max, shift);

    /// <inheritdoc cref="Loss(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static Vector256<double> Loss(Vector256<double> rest, Vector256<double> target, Vector256<double> difference, Vector256<double> max, Vector256<double> shift) =>
        Loss<Simd256<double>, Vector256<double>, double>(rest, target, difference, max, shift);

    /// <inheritdoc cref="Loss(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static float Loss(float rest, float target, float difference, float max, float shift) =>
        Loss<float>(rest, target, difference, max, shift);

    /// <inheritdoc cref="Loss(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static double Loss(double rest, double target, double difference, double max, double shift) =>
        Loss<double>(rest, target, difference, max, shift);

    /// <summary>As <see cref="Loss(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>, of targets that <see cref="AreNear(Vector512{float})"/> finds near the maximum.</summary>
    /// <param name="rest">Σ exp(x_j) / 2^shift over all classes but y.</param>
    /// <param name="target">exp(x_y) / 2^shift.</param>
    /// <returns>log1p(<paramref name="rest"/> / <paramref name="target"/>).</returns>
    public static Vector512<float> NearLoss(Vector512<float> rest, Vector512<float> target) => Log1P<Simd512<float>, Vector512<float>, float>(rest / target);

    /// <inheritdoc cref="NearLoss(Vector512{float}, Vector512{float})"/>
    public static Vector256<float> NearLoss(Vector256<float> rest, Vector256<float> target) => Log1P<Simd256<float>, Vector256<float>, float>(rest / target);

    /// <inheritdoc cref="NearLoss(Vector512{float}, Vector512{float})"/>
    public static Vector512<double> NearLoss(Vector512<double> rest, Vector512<double> target) => Log1P<Simd512<double>, Vector512<double>, double>(rest / target);

    /// <inheritdoc cref="NearLoss(Vector512{float}, Vector512{float})"/>
    public static Vector256<double> NearLoss(Vector256<double> rest, Vector256<double> target) => Log1P<Simd256<double>, Vector256<double>, double>(rest / target);

    /// <summary>What x_y − max is more than if the target is near the maximum.</summary>
    internal const double NearDifference = -32;

    /// <summary>exp(x_y) / 2^shift from which on x_y − max is more than −32 for certain: the shift is within ½ of max/ln 2.</summary>
    private const double LeastNear = 1.0 / (1L << 45);

    /// <summary>Whether all targets are so near the maximum that their losses come from sums alone.</summary>
    /// <param name="target">exp(x_y) / 2^shift of each row; 1 of ignored ones.</param>
    /// <returns>Whether they are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreNear(Vector512<float> target) => !Vector512.LessThanAny(target, Vector512.Create((float)LeastNear));

    /// <inheritdoc cref="AreNear(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreNear(Vector256<float> target) => !Vector256.LessThanAny(target, Vector256.Create((float)LeastNear));

    /// <inheritdoc cref="AreNear(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreNear(Vector512<double> target) => !Vector512.LessThanAny(target, Vector512.Create(LeastNear));

    /// <inheritdoc cref="AreNear(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreNear(Vector256<double> target) => !Vector256.LessThanAny(target, Vector256.Create(LeastNear));

    /// <summary>The loss of a row with an index target y and label smoothing ε: (1−ε)·(−log p_y) + ε·(mean of −log p_c).</summary>
    /// <param name="rest">Σ exp(x_j) / 2^shift over all classes but y.</param>
    /// <param name="target">exp(x_y) / 2^shift.</param>
    /// <param name="difference">x_y − max.</param>
    /// <param name="max">The largest logit.</param>
    /// <param name="shift">The row's <see cref="Shift(Vector512{float})"/>.</param>
    /// <param name="total">Σ ε/C·(x_j − max) over all classes.</param>
    /// <param name="smoothing">ε.</param>
    /// <returns>The loss of the row.</returns>
    /// <remarks>−log p_c = −log p_y + (x_y − max) − (x_c − max), so that the second term is −log p_y + (x_y − max) − (mean of x_c − max).</remarks>
    public static Vector512<float> SmoothedLoss(Vector512<float> rest, Vector512<float> target, Vector512<float> difference, Vector512<float> max, Vector512<float> shift, Vector512<float> total, Vector512<float> smoothing) =>
        SmoothedLoss<Simd512<float>, Vector512<float>, float>(rest, target, difference, max, shift, total, smoothing);

    /// <inheritdoc cref="SmoothedLoss(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static Vector256<float> SmoothedLoss(Vector256<float> rest, Vector256<float> target, Vector256<float> difference, Vector256<float> max, Vector256<float> shift, Vector256<float> total, Vector256<float> smoothing) =>
        SmoothedLoss<Simd256<float>, Vector256<float>, float>(rest, target, difference, max, shift, total, smoothing);

    /// <inheritdoc cref="SmoothedLoss(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static Vector512<double> SmoothedLoss(Vector512<double> rest, Vector512<double> target, Vector512<double> difference, Vector512<double> max, Vector512<double> shift, Vector512<double> total, Vector512<double> smoothing) =>
        SmoothedLoss<Simd512<double>, Vector512<double>, double>(rest, target, difference, max, shift, total, smoothing);

    /// <inheritdoc cref="SmoothedLoss(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static Vector256<double> SmoothedLoss(Vector256<double> rest, Vector256<double> target, Vector256<double> difference, Vector256<double> max, Vector256<double> shift, Vector256<double> total, Vector256<double> smoothing) =>
        SmoothedLoss<Simd256<double>, Vector256<double>, double>(rest, target, difference, max, shift, total, smoothing);

    /// <inheritdoc cref="SmoothedLoss(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static float SmoothedLoss(float rest, float target, float difference, float max, float shift, float total, float smoothing) =>
        SmoothedLoss<float>(rest, target, difference, max, shift, total, smoothing);

    /// <inheritdoc cref="SmoothedLoss(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static double SmoothedLoss(double rest, double target, double difference, double max, double shift, double total, double smoothing) =>
        SmoothedLoss<double>(rest, target, difference, max, shift, total, smoothing);

    /// <inheritdoc cref="Loss(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    /// <remarks>In a lane of a vector, where a choice is no branch.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Loss<T>(T rest, T target, T difference, T max, T shift)
        where T : unmanaged
        => Loss<Simd128<T>, Vector128<T>, T>(
            Vector128.CreateScalarUnsafe(rest),
            Vector128.CreateScalarUnsafe(target),
            Vector128.CreateScalarUnsafe(difference),
            Vector128.CreateScalarUnsafe(max),
            Vector128.CreateScalarUnsafe(shift)).ToScalar();

    /// <inheritdoc cref="SmoothedLoss(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    /// <remarks>In a lane of a vector, where a choice is no branch.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T SmoothedLoss<T>(T rest, T target, T difference, T max, T shift, T total, T smoothing)
        where T : unmanaged
        => SmoothedLoss<Simd128<T>, Vector128<T>, T>(
            Vector128.CreateScalarUnsafe(rest),
            Vector128.CreateScalarUnsafe(target),
            Vector128.CreateScalarUnsafe(difference),
            Vector128.CreateScalarUnsafe(max),
            Vector128.CreateScalarUnsafe(shift),
            Vector128.CreateScalarUnsafe(total),
            Vector128.CreateScalarUnsafe(smoothing)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector Loss<TSimd, TVector, T>(TVector rest, TVector target, TVector difference, TVector max, TVector shift)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        TVector near = IsNear<TSimd, TVector, T>(difference);
        return TSimd.Subtract(LogTerm<TSimd, TVector, T>(near, rest, target, max, shift), TSimd.Select(near, TSimd.Zero, difference));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector SmoothedLoss<TSimd, TVector, T>(
        TVector rest, TVector target, TVector difference, TVector max, TVector shift, TVector total, TVector smoothing)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        // Near: loss + ε·difference − total. Far: the loss holds −difference, which leaves −(1 − ε)·difference, and no ∞ − ∞.
        TVector near = IsNear<TSimd, TVector, T>(difference);
        TVector factor = TSimd.Select(near, smoothing, TSimd.Subtract(smoothing, TSimd.Create(1.0)));
        TVector terms = TSimd.Subtract(TSimd.Multiply(factor, difference), total);
        return TSimd.Add(LogTerm<TSimd, TVector, T>(near, rest, target, max, shift), terms);
    }

    /// <summary>Whether the target is so near the maximum that rest / target is a number of ordinary size.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector IsNear<TSimd, TVector, T>(TVector difference)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
        => TSimd.LessThan(TSimd.Create(NearDifference), difference);

    /// <summary>Near: −log p_y. Far: the same without −difference.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector LogTerm<TSimd, TVector, T>(TVector near, TVector rest, TVector target, TVector max, TVector shift)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        TVector sumLessOne = TSimd.Subtract(TSimd.Add(rest, target), TSimd.Create(1.0));
        TVector log = Log1P<TSimd, TVector, T>(TSimd.Select(near, TSimd.Divide(rest, target), sumLessOne));

        return TSimd.Subtract(log, TSimd.Select(near, TSimd.Zero, LeftOfMax<TSimd, TVector, T>(max, shift)));
    }

    /// <summary>What the shift leaves of the maximum: max − shift·ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector LeftOfMax<TSimd, TVector, T>(TVector max, TVector shift)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        bool isSingle = typeof(T) == typeof(float);
        TVector left = TSimd.MultiplyAdd(shift, TSimd.Create(isSingle ? -ExpSingle.Ln2High : -ExpDouble.Ln2High), max);
        return TSimd.MultiplyAdd(shift, TSimd.Create(isSingle ? -ExpSingle.Ln2Low : -ExpDouble.Ln2Low), left);
    }
}
