using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

public static partial class VectorMath
{
    /// <summary>The logistic function of |x|, 1 / (1 + e), rounded about once.</summary>
    /// <param name="e">exp(−|x|).</param>
    /// <returns>σ(|x|), in [½, 1]; NaN for NaN.</returns>
    /// <remarks>
    /// The quotient has the errors of the sum and of the division; in a power they would count more than once. The sum's is e − ((1 + e) − 1), exactly; the
    /// division's comes from a fused multiply-add.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Logistic(Vector512<float> e)
    {
        Vector512<float> sum = Vector512<float>.One + e;
        Vector512<float> quotient = Vector512<float>.One / sum;
        Vector512<float> rest = Vector512.FusedMultiplyAdd(-quotient, sum, Vector512<float>.One);
        rest = Vector512.FusedMultiplyAdd(-quotient, e - (sum - Vector512<float>.One), rest);
        return Vector512.FusedMultiplyAdd(quotient, rest, quotient);
    }

    /// <inheritdoc cref="Logistic(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Logistic(Vector256<float> e)
    {
        Vector256<float> sum = Vector256<float>.One + e;
        Vector256<float> quotient = Vector256<float>.One / sum;
        Vector256<float> rest = Vector256.FusedMultiplyAdd(-quotient, sum, Vector256<float>.One);
        rest = Vector256.FusedMultiplyAdd(-quotient, e - (sum - Vector256<float>.One), rest);
        return Vector256.FusedMultiplyAdd(quotient, rest, quotient);
    }

    /// <inheritdoc cref="Logistic(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Logistic(Vector512<double> e)
    {
        Vector512<double> sum = Vector512<double>.One + e;
        Vector512<double> quotient = Vector512<double>.One / sum;
        Vector512<double> rest = Vector512.FusedMultiplyAdd(-quotient, sum, Vector512<double>.One);
        rest = Vector512.FusedMultiplyAdd(-quotient, e - (sum - Vector512<double>.One), rest);
        return Vector512.FusedMultiplyAdd(quotient, rest, quotient);
    }

    /// <inheritdoc cref="Logistic(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Logistic(Vector256<double> e)
    {
        Vector256<double> sum = Vector256<double>.One + e;
        Vector256<double> quotient = Vector256<double>.One / sum;
        Vector256<double> rest = Vector256.FusedMultiplyAdd(-quotient, sum, Vector256<double>.One);
        rest = Vector256.FusedMultiplyAdd(-quotient, e - (sum - Vector256<double>.One), rest);
        return Vector256.FusedMultiplyAdd(quotient, rest, quotient);
    }

    /// <summary>The logistic function of |x|, 1 / (1 + e), and its square, each rounded about once.</summary>
    /// <param name="e">exp(−|x|).</param>
    /// <param name="square">σ(|x|)².</param>
    /// <returns>σ(|x|), in [½, 1]; NaN for NaN.</returns>
    /// <remarks>(q + d)² = q² + 2·q·d + d², where the last is nothing, and the error of q² comes from a fused multiply-add.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Logistic(Vector512<float> e, out Vector512<float> square)
    {
        Vector512<float> sum = Vector512<float>.One + e;
        Vector512<float> quotient = Vector512<float>.One / sum;
        Vector512<float> rest = Vector512.FusedMultiplyAdd(-quotient, sum, Vector512<float>.One);
        rest = Vector512.FusedMultiplyAdd(-quotient, e - (sum - Vector512<float>.One), rest);
        Vector512<float> product = quotient * quotient;
        Vector512<float> error = Vector512.FusedMultiplyAdd(quotient, quotient, -product);
        square = product + Vector512.FusedMultiplyAdd(product + product, rest, error);
        return Vector512.FusedMultiplyAdd(quotient, rest, quotient);
    }

    /// <inheritdoc cref="Logistic(Vector512{float}, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Logistic(Vector256<float> e, out Vector256<float> square)
    {
        Vector256<float> sum = Vector256<float>.One + e;
        Vector256<float> quotient = Vector256<float>.One / sum;
        Vector256<float> rest = Vector256.FusedMultiplyAdd(-quotient, sum, Vector256<float>.One);
        rest = Vector256.FusedMultiplyAdd(-quotient, e - (sum - Vector256<float>.One), rest);
        Vector256<float> product = quotient * quotient;
        Vector256<float> error = Vector256.FusedMultiplyAdd(quotient, quotient, -product);
        square = product + Vector256.FusedMultiplyAdd(product + product, rest, error);
        return Vector256.FusedMultiplyAdd(quotient, rest, quotient);
    }

    /// <inheritdoc cref="Logistic(Vector512{float}, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Logistic(Vector512<double> e, out Vector512<double> square)
    {
        Vector512<double> sum = Vector512<double>.One + e;
        Vector512<double> quotient = Vector512<double>.One / sum;
        Vector512<double> rest = Vector512.FusedMultiplyAdd(-quotient, sum, Vector512<double>.One);
        rest = Vector512.FusedMultiplyAdd(-quotient, e - (sum - Vector512<double>.One), rest);
        Vector512<double> product = quotient * quotient;
        Vector512<double> error = Vector512.FusedMultiplyAdd(quotient, quotient, -product);
        square = product + Vector512.FusedMultiplyAdd(product + product, rest, error);
        return Vector512.FusedMultiplyAdd(quotient, rest, quotient);
    }

    /// <inheritdoc cref="Logistic(Vector512{float}, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Logistic(Vector256<double> e, out Vector256<double> square)
    {
        Vector256<double> sum = Vector256<double>.One + e;
        Vector256<double> quotient = Vector256<double>.One / sum;
        Vector256<double> rest = Vector256.FusedMultiplyAdd(-quotient, sum, Vector256<double>.One);
        rest = Vector256.FusedMultiplyAdd(-quotient, e - (sum - Vector256<double>.One), rest);
        Vector256<double> product = quotient * quotient;
        Vector256<double> error = Vector256.FusedMultiplyAdd(quotient, quotient, -product);
        square = product + Vector256.FusedMultiplyAdd(product + product, rest, error);
        return Vector256.FusedMultiplyAdd(quotient, rest, quotient);
    }
}
