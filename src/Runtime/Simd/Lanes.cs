using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

/// <summary>What is computed over the lanes of one vector, halves first. Not behind <see cref="ISimd{TVector, T}"/>: a kernel that needs nothing else of it is compiled without it, and sooner.</summary>
internal static class Lanes
{
    /// <summary>The largest lane; any of them if one is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max<T>(Vector512<T> lanes) => Max(Vector256.MaxNative(lanes.GetLower(), lanes.GetUpper()));

    /// <inheritdoc cref="Max{T}(Vector512{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max<T>(Vector256<T> lanes) => Max(Vector128.MaxNative(lanes.GetLower(), lanes.GetUpper()));

    /// <inheritdoc cref="Max{T}(Vector512{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max<T>(Vector128<T> lanes)
    {
        lanes = Vector128.MaxNative(lanes, SwapHalves(lanes));
        return typeof(T) == typeof(float) ? Vector128.MaxNative(lanes, SwapPairs(lanes)).ToScalar() : lanes.ToScalar();
    }

    /// <summary>The plain sum: half the instructions that <see cref="Vector512.Sum{T}"/> takes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector512<double> lanes) => Sum(lanes.GetLower() + lanes.GetUpper());

    /// <inheritdoc cref="Sum(Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector256<double> lanes) => Sum(lanes.GetLower() + lanes.GetUpper());

    /// <inheritdoc cref="Sum(Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector128<double> lanes) => lanes.ToScalar() + SwapHalves(lanes).ToScalar();

    /// <summary>The sum of floats of one sign and of their errors in <see cref="double"/>: of their sum, some 2⁻⁵⁰ are rounded, and no addition waits for the error of another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double WideSum(Vector512<float> sum, Vector512<float> error)
    {
        (Vector512<double> lower, Vector512<double> upper) = Vector512.Widen(sum);
        (Vector512<double> lowerError, Vector512<double> upperError) = Vector512.Widen(error);
        return Sum((lower + lowerError) + (upper + upperError));
    }

    /// <inheritdoc cref="WideSum(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double WideSum(Vector256<float> sum, Vector256<float> error)
    {
        (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(sum);
        (Vector256<double> lowerError, Vector256<double> upperError) = Vector256.Widen(error);
        return Sum((lower + lowerError) + (upper + upperError));
    }

    /// <inheritdoc cref="WideSum(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double WideSum(Vector128<float> sum, Vector128<float> error)
    {
        (Vector128<double> lower, Vector128<double> upper) = Vector128.Widen(sum);
        (Vector128<double> lowerError, Vector128<double> upperError) = Vector128.Widen(error);
        return Sum((lower + lowerError) + (upper + upperError));
    }

    /// <summary>The sum of the lanes of both, rounded once, always in the same order.</summary>
    /// <param name="sum">The sums.</param>
    /// <param name="error">Their rounding errors, which mean nothing where a sum is infinite.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector512<double> sum, Vector512<double> error)
    {
        Vector256<double> half = sum.GetLower() + sum.GetUpper();
        return Sum(half, error.GetLower() + error.GetUpper() + Error(sum.GetLower(), sum.GetUpper(), half));
    }

    /// <inheritdoc cref="Sum(Vector512{double}, Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector256<double> sum, Vector256<double> error)
    {
        Vector128<double> half = sum.GetLower() + sum.GetUpper();
        return Sum(half, error.GetLower() + error.GetUpper() + Error(sum.GetLower(), sum.GetUpper(), half));
    }

    /// <inheritdoc cref="Sum(Vector512{double}, Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector128<double> sum, Vector128<double> error)
    {
        Vector128<double> swapped = SwapHalves(sum);
        Vector128<double> total = sum + swapped;
        error += SwapHalves(error) + Error(sum, swapped, total);
        return Vector128.ConditionalSelect(Vector128.Equals(error, error), total + error, total).ToScalar();
    }

    /// <inheritdoc cref="Sum(Vector512{double}, Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector512<float> sum, Vector512<float> error)
    {
        (Vector512<double> lower, Vector512<double> upper) = Vector512.Widen(sum);
        (Vector512<double> lowerError, Vector512<double> upperError) = Vector512.Widen(error);
        return (float)Sum(lower + upper, lowerError + upperError);
    }

    /// <inheritdoc cref="Sum(Vector512{double}, Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector256<float> sum, Vector256<float> error)
    {
        (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(sum);
        (Vector256<double> lowerError, Vector256<double> upperError) = Vector256.Widen(error);
        return (float)Sum(lower + upper, lowerError + upperError);
    }

    /// <inheritdoc cref="Sum(Vector512{double}, Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector128<float> sum, Vector128<float> error)
    {
        (Vector128<double> lower, Vector128<double> upper) = Vector128.Widen(sum);
        (Vector128<double> lowerError, Vector128<double> upperError) = Vector128.Widen(error);
        return (float)Sum(lower + upper, lowerError + upperError);
    }

    /// <summary>The rounding error of a sum, exactly (Knuth).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Error(Vector256<double> left, Vector256<double> right, Vector256<double> sum)
    {
        Vector256<double> added = sum - left;
        return (left - (sum - added)) + (right - added);
    }

    /// <inheritdoc cref="Error(Vector256{double}, Vector256{double}, Vector256{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Error(Vector128<double> left, Vector128<double> right, Vector128<double> sum)
    {
        Vector128<double> added = sum - left;
        return (left - (sum - added)) + (right - added);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> SwapHalves<T>(Vector128<T> lanes) => Vector128.Shuffle(lanes.AsInt64(), Vector128.Create(1L, 0)).As<long, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> SwapPairs<T>(Vector128<T> lanes) => Vector128.Shuffle(lanes.AsInt32(), Vector128.Create(1, 0, 3, 2)).As<int, T>();
}
