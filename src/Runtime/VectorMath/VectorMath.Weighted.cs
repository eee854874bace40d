using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

public static partial class VectorMath
{
    /// <summary>The loss of a row with an index target y, class weights w and label smoothing ε: (1−ε)·w_y·(−log p_y) + ε/C·Σ w_c·(−log p_c).</summary>
    /// <param name="rest">Σ exp(x_j) / 2^shift over all classes but y.</param>
    /// <param name="target">exp(x_y) / 2^shift.</param>
    /// <param name="difference">x_y − max.</param>
    /// <param name="max">The largest logit.</param>
    /// <param name="shift">The row's <see cref="Shift(Vector512{float})"/>.</param>
    /// <param name="total">Σ ε/C·w_j·(x_j − max) over all classes.</param>
    /// <param name="held">(1−ε)·w_y.</param>
    /// <param name="pull">ε/C·Σ w_j.</param>
    /// <returns>The loss of the row.</returns>
    /// <remarks>As <c>SmoothedLoss</c>, which has 1 − ε and ε for the last two.</remarks>
    public static Vector512<float> WeightedLoss(Vector512<float> rest, Vector512<float> target, Vector512<float> difference, Vector512<float> max, Vector512<float> shift, Vector512<float> total, Vector512<float> held, Vector512<float> pull) =>
        WeightedLoss<Simd512<float>, Vector512<float>, float>(rest, target, difference, max, shift, total, held, pull);

    /// <inheritdoc cref="WeightedLoss(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static Vector256<float> WeightedLoss(Vector256<float> rest, Vector256<float> target, Vector256<float> difference, Vector256<float> max, Vector256<float> shift, Vector256<float> total, Vector256<float> held, Vector256<float> pull) =>
        WeightedLoss<Simd256<float>, Vector256<float>, float>(rest, target, difference, max, shift, total, held, pull);

    /// <inheritdoc cref="WeightedLoss(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static Vector512<double> WeightedLoss(Vector512<double> rest, Vector512<double> target, Vector512<double> difference, Vector512<double> max, Vector512<double> shift, Vector512<double> total, Vector512<double> held, Vector512<double> pull) =>
        WeightedLoss<Simd512<double>, Vector512<double>, double>(rest, target, difference, max, shift, total, held, pull);

    /// <inheritdoc cref="WeightedLoss(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static Vector256<double> WeightedLoss(Vector256<double> rest, Vector256<double> target, Vector256<double> difference, Vector256<double> max, Vector256<double> shift, Vector256<double> total, Vector256<double> held, Vector256<double> pull) =>
        WeightedLoss<Simd256<double>, Vector256<double>, double>(rest, target, difference, max, shift, total, held, pull);

    /// <inheritdoc cref="WeightedLoss(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static float WeightedLoss(float rest, float target, float difference, float max, float shift, float total, float held, float pull) =>
        WeightedLoss<float>(rest, target, difference, max, shift, total, held, pull);

    /// <inheritdoc cref="WeightedLoss(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static double WeightedLoss(double rest, double target, double difference, double max, double shift, double total, double held, double pull) =>
        WeightedLoss<double>(rest, target, difference, max, shift, total, held, pull);

    /// <inheritdoc cref="WeightedLoss(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    /// <remarks>In a lane of a vector, where a choice is no branch.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T WeightedLoss<T>(T rest, T target, T difference, T max, T shift, T total, T held, T pull)
        where T : unmanaged
        => WeightedLoss<Simd128<T>, Vector128<T>, T>(
            Vector128.CreateScalarUnsafe(rest),
            Vector128.CreateScalarUnsafe(target),
            Vector128.CreateScalarUnsafe(difference),
            Vector128.CreateScalarUnsafe(max),
            Vector128.CreateScalarUnsafe(shift),
            Vector128.CreateScalarUnsafe(total),
            Vector128.CreateScalarUnsafe(held),
            Vector128.CreateScalarUnsafe(pull)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector WeightedLoss<TSimd, TVector, T>(
        TVector rest, TVector target, TVector difference, TVector max, TVector shift, TVector total, TVector held, TVector pull)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        // Near: pull·difference, since the logarithm is that of p_y. Far: it lacks −difference, and −held·difference is left. A weight of 0 takes no part.
        TVector near = IsNear<TSimd, TVector, T>(difference);
        TVector factor = TSimd.Select(near, pull, TSimd.Subtract(TSimd.Zero, held));
        TVector product = TSimd.Multiply(factor, difference);
        TVector counts = TSimd.LessThan(TSimd.Zero, TSimd.Max(factor, TSimd.Subtract(TSimd.Zero, factor)));
        TVector terms = TSimd.Subtract(TSimd.And(product, counts), total);
        return TSimd.MultiplyAdd(TSimd.Add(held, pull), LogTerm<TSimd, TVector, T>(near, rest, target, max, shift), terms);
    }

    /// <summary>The gradient's entry at the target of a row with class weights w and label smoothing ε: scale·((held + pull)·p_y − held − share).</summary>
    /// <param name="rest">Σ exp(x_j) / 2^shift over all classes but y.</param>
    /// <param name="target">exp(x_y) / 2^shift.</param>
    /// <param name="scale">What the gradient of the row is multiplied with.</param>
    /// <param name="factor">scale·(held + pull) / (rest + target).</param>
    /// <param name="held">(1−ε)·w_y.</param>
    /// <param name="pull">ε/C·Σ w_j.</param>
    /// <param name="share">ε/C·w_y.</param>
    /// <returns>The entry, from p_y where that is small, and from 1 − p_y where that is.</returns>
    public static Vector512<float> WeightedTargetGradient(Vector512<float> rest, Vector512<float> target, Vector512<float> scale, Vector512<float> factor, Vector512<float> held, Vector512<float> pull, Vector512<float> share) =>
        WeightedTargetGradient<Simd512<float>, Vector512<float>, float>(rest, target, scale, factor, held, pull, share);

    /// <inheritdoc cref="WeightedTargetGradient(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static Vector256<float> WeightedTargetGradient(Vector256<float> rest, Vector256<float> target, Vector256<float> scale, Vector256<float> factor, Vector256<float> held, Vector256<float> pull, Vector256<float> share) =>
        WeightedTargetGradient<Simd256<float>, Vector256<float>, float>(rest, target, scale, factor, held, pull, share);

    /// <inheritdoc cref="WeightedTargetGradient(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static Vector512<double> WeightedTargetGradient(Vector512<double> rest, Vector512<double> target, Vector512<double> scale, Vector512<double> factor, Vector512<double> held, Vector512<double> pull, Vector512<double> share) =>
        WeightedTargetGradient<Simd512<double>, Vector512<double>, double>(rest, target, scale, factor, held, pull, share);

    /// <inheritdoc cref="WeightedTargetGradient(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static Vector256<double> WeightedTargetGradient(Vector256<double> rest, Vector256<double> target, Vector256<double> scale, Vector256<double> factor, Vector256<double> held, Vector256<double> pull, Vector256<double> share) =>
        WeightedTargetGradient<Simd256<double>, Vector256<double>, double>(rest, target, scale, factor, held, pull, share);

    /// <inheritdoc cref="WeightedTargetGradient(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static float WeightedTargetGradient(float rest, float target, float scale, float factor, float held, float pull, float share) =>
        WeightedTargetGradient<float>(rest, target, scale, factor, held, pull, share);

    /// <inheritdoc cref="WeightedTargetGradient(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static double WeightedTargetGradient(double rest, double target, double scale, double factor, double held, double pull, double share) =>
        WeightedTargetGradient<double>(rest, target, scale, factor, held, pull, share);

    /// <inheritdoc cref="WeightedTargetGradient(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    /// <remarks>In a lane of a vector, where a choice is no branch.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T WeightedTargetGradient<T>(T rest, T target, T scale, T factor, T held, T pull, T share)
        where T : unmanaged
        => WeightedTargetGradient<Simd128<T>, Vector128<T>, T>(
            Vector128.CreateScalarUnsafe(rest),
            Vector128.CreateScalarUnsafe(target),
            Vector128.CreateScalarUnsafe(scale),
            Vector128.CreateScalarUnsafe(factor),
            Vector128.CreateScalarUnsafe(held),
            Vector128.CreateScalarUnsafe(pull),
            Vector128.CreateScalarUnsafe(share)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector WeightedTargetGradient<TSimd, TVector, T>(
        TVector rest, TVector target, TVector scale, TVector factor, TVector held, TVector pull, TVector share)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        TVector isSure = TSimd.LessThan(rest, target);
        TVector fromOne = TSimd.Subtract(TSimd.Multiply(TSimd.Subtract(pull, share), scale), TSimd.Multiply(rest, factor));
        TVector fromZero = TSimd.Subtract(TSimd.Multiply(target, factor), TSimd.Multiply(TSimd.Add(held, share), scale));
        return TSimd.Select(isSure, fromOne, fromZero);
    }
}
