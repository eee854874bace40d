using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

public static partial class VectorMath
{
    /// <summary>The loss Σ u_c·(−log p_c) of a row whose target is a number u_c for each class.</summary>
    /// <param name="sum">Σ exp(x_j) / 2^shift over all classes.</param>
    /// <param name="max">The largest logit.</param>
    /// <param name="shift">The row's <see cref="Shift(Vector512{float})"/>.</param>
    /// <param name="wanted">Σ u_j.</param>
    /// <param name="total">Σ u_j·(x_j − max).</param>
    /// <returns>wanted·(log Σ exp(x_j) − max) − total, where log Σ exp(x_j) − max is log1p of what is left of the sum without its largest term, over that.</returns>
    /// <remarks>So the factor is never negative, and exactly 0 where one class is all of the sum.</remarks>
    public static Vector512<float> ProbabilityLoss(Vector512<float> sum, Vector512<float> max, Vector512<float> shift, Vector512<float> wanted, Vector512<float> total) =>
        ProbabilityLoss<Simd512<float>, Vector512<float>, float>(sum, max, shift, wanted, total);

    /// <inheritdoc cref="ProbabilityLoss(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static Vector256<float> ProbabilityLoss(Vector256<float> sum, Vector256<float> max, Vector256<float> shift, Vector256<float> wanted, Vector256<float> total) =>
        ProbabilityLoss<Simd256<float>, Vector256<float>, float>(sum, max, shift, wanted, total);

    /// <inheritdoc cref="ProbabilityLoss(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static Vector512<double> ProbabilityLoss(Vector512<double> sum, Vector512<double> max, Vector512<double> shift, Vector512<double> wanted, Vector512<double> total) =>
        ProbabilityLoss<Simd512<double>, Vector512<double>, double>(sum, max, shift, wanted, total);

    /// <inheritdoc cref="ProbabilityLoss(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static Vector256<double> ProbabilityLoss(Vector256<double> sum, Vector256<double> max, Vector256<double> shift, Vector256<double> wanted, Vector256<double> total) =>
        ProbabilityLoss<Simd256<double>, Vector256<double>, double>(sum, max, shift, wanted, total);

    /// <inheritdoc cref="ProbabilityLoss(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static float ProbabilityLoss(float sum, float max, float shift, float wanted, float total) =>
        ProbabilityLoss<float>(sum, max, shift, wanted, total);

    /// <inheritdoc cref="ProbabilityLoss(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    public static double ProbabilityLoss(double sum, double max, double shift, double wanted, double total) =>
        ProbabilityLoss<double>(sum, max, shift, wanted, total);

    /// <inheritdoc cref="ProbabilityLoss(Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float}, Vector512{float})"/>
    /// <remarks>In a lane of a vector, where a choice is no branch.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T ProbabilityLoss<T>(T sum, T max, T shift, T wanted, T total)
        where T : unmanaged
        => ProbabilityLoss<Simd128<T>, Vector128<T>, T>(
            Vector128.CreateScalarUnsafe(sum),
            Vector128.CreateScalarUnsafe(max),
            Vector128.CreateScalarUnsafe(shift),
            Vector128.CreateScalarUnsafe(wanted),
            Vector128.CreateScalarUnsafe(total)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector ProbabilityLoss<TSimd, TVector, T>(TVector sum, TVector max, TVector shift, TVector wanted, TVector total)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        TVector largest = TSimd.Exp(max, shift);
        TVector rest = TSimd.Max(TSimd.Zero, TSimd.Subtract(sum, largest));
        TVector height = Log1P<TSimd, TVector, T>(TSimd.Divide(rest, largest));
        return TSimd.Subtract(TSimd.Multiply(wanted, height), total);
    }

    /// <summary>log Σ exp(x_j) of a row.</summary>
    /// <param name="sum">Σ exp(x_j) / 2^shift.</param>
    /// <param name="shift">The row's <see cref="Shift(Vector512{float})"/>.</param>
    /// <returns>log <paramref name="sum"/> + <paramref name="shift"/>·ln 2.</returns>
    public static Vector512<float> LogSum(Vector512<float> sum, Vector512<float> shift) =>
        LogSum<Simd512<float>, Vector512<float>, float>(sum, shift);

    /// <inheritdoc cref="LogSum(Vector512{float}, Vector512{float})"/>
    public static Vector256<float> LogSum(Vector256<float> sum, Vector256<float> shift) =>
        LogSum<Simd256<float>, Vector256<float>, float>(sum, shift);

    /// <inheritdoc cref="LogSum(Vector512{float}, Vector512{float})"/>
    public static Vector512<double> LogSum(Vector512<double> sum, Vector512<double> shift) =>
        LogSum<Simd512<double>, Vector512<double>, double>(sum, shift);

    /// <inheritdoc cref="LogSum(Vector512{float}, Vector512{float})"/>
    public static Vector256<double> LogSum(Vector256<double> sum, Vector256<double> shift) =>
        LogSum<Simd256<double>, Vector256<double>, double>(sum, shift);

    /// <inheritdoc cref="LogSum(Vector512{float}, Vector512{float})"/>
    public static float LogSum(float sum, float shift) =>
        LogSum<float>(sum, shift);

    /// <inheritdoc cref="LogSum(Vector512{float}, Vector512{float})"/>
    public static double LogSum(double sum, double shift) =>
        LogSum<double>(sum, shift);

    /// <inheritdoc cref="LogSum(Vector512{float}, Vector512{float})"/>
    /// <remarks>In a lane of a vector, where a choice is no branch.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T LogSum<T>(T sum, T shift)
        where T : unmanaged
        => LogSum<Simd128<T>, Vector128<T>, T>(
            Vector128.CreateScalarUnsafe(sum),
            Vector128.CreateScalarUnsafe(shift)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector LogSum<TSimd, TVector, T>(TVector sum, TVector shift)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        TVector log = Log1P<TSimd, TVector, T>(TSimd.Subtract(sum, TSimd.Create(1.0)));
        return TSimd.Subtract(log, LeftOfMax<TSimd, TVector, T>(TSimd.Zero, shift));
    }
}
