using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

/// <content>
/// Sums that carry the rounding errors of their additions beside them. In whatever order the terms come, the result is their exact sum rounded once, but for one
/// case in millions: kernels that sum in different orders find the same bits.
/// </content>
public static partial class VectorMath
{
    /// <summary>Adds a term to a sum, whichever of the two is larger.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="sum">The sum.</param>
    /// <param name="term">The term.</param>
    /// <param name="error">Where the rounding errors are added up. NaN after an infinite term.</param>
    /// <remarks>Knuth's two-sum (The Art of Computer Programming, volume 2, section 4.2.2).</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<T>(ref Vector512<T> sum, Vector512<T> term, ref Vector512<T> error)
    {
        Vector512<T> next = sum + term;
        Vector512<T> added = next - sum;
        Vector512<T> kept = next - added;
        error += (sum - kept) + (term - added);
        sum = next;
    }

    /// <inheritdoc cref="Add{T}(ref Vector512{T}, Vector512{T}, ref Vector512{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<T>(ref Vector256<T> sum, Vector256<T> term, ref Vector256<T> error)
    {
        Vector256<T> next = sum + term;
        Vector256<T> added = next - sum;
        Vector256<T> kept = next - added;
        error += (sum - kept) + (term - added);
        sum = next;
    }

    /// <summary>As <see cref="Add{T}(ref Vector512{T}, Vector512{T}, ref Vector512{T})"/>, of positive numbers: the larger and the smaller are found by an instruction each, and one less is taken.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="sum">The sum.</param>
    /// <param name="term">The term.</param>
    /// <param name="error">Where the rounding errors are added up.</param>
    /// <remarks>Dekker's fast two-sum (Numerische Mathematik 18, 1971), which wants to know which is larger.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddPositive<T>(ref Vector512<T> sum, Vector512<T> term, ref Vector512<T> error)
    {
        Vector512<T> next = sum + term;
        error += Vector512.MinNative(sum, term) - (next - Vector512.MaxNative(sum, term));
        sum = next;
    }

    /// <inheritdoc cref="AddPositive{T}(ref Vector512{T}, Vector512{T}, ref Vector512{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddPositive<T>(ref Vector256<T> sum, Vector256<T> term, ref Vector256<T> error)
    {
        Vector256<T> next = sum + term;
        error += Vector256.MinNative(sum, term) - (next - Vector256.MaxNative(sum, term));
        sum = next;
    }

    /// <summary>The sum of the lanes of both, rounded once: halves first, always in the same order.</summary>
    /// <param name="sum">The sums.</param>
    /// <param name="error">Their rounding errors; where a sum is infinite, they mean nothing.</param>
    /// <returns>The sum.</returns>
    public static float Sum(Vector512<float> sum, Vector512<float> error) => Lanes.Sum(sum, error);

    /// <inheritdoc cref="Sum(Vector512{float}, Vector512{float})"/>
    public static float Sum(Vector256<float> sum, Vector256<float> error) => Lanes.Sum(sum, error);

    /// <inheritdoc cref="Sum(Vector512{float}, Vector512{float})"/>
    public static double Sum(Vector512<double> sum, Vector512<double> error) => Lanes.Sum(sum, error);

    /// <inheritdoc cref="Sum(Vector512{float}, Vector512{float})"/>
    public static double Sum(Vector256<double> sum, Vector256<double> error) => Lanes.Sum(sum, error);

    /// <summary>As <see cref="Sum(Vector512{float}, Vector512{float})"/>, of lanes of one sign: added up in <see cref="double"/>, which rounds some 2⁻⁵⁰ of their sum.</summary>
    /// <param name="sum">The sums.</param>
    /// <param name="error">Their rounding errors; where a sum is infinite, they mean nothing.</param>
    /// <returns>The sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SumOfOneSign(Vector512<float> sum, Vector512<float> error)
    {
        error &= Vector512.Equals(error, error);
        return (float)Lanes.WideSum(sum, error);
    }

    /// <inheritdoc cref="SumOfOneSign(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SumOfOneSign(Vector256<float> sum, Vector256<float> error)
    {
        error &= Vector256.Equals(error, error);
        return (float)Lanes.WideSum(sum, error);
    }

    /// <summary>The sum of lanes of one sign.</summary>
    /// <param name="sum">The lanes.</param>
    /// <returns>The sum, as there.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SumOfOneSign(Vector512<float> sum)
    {
        (Vector512<double> lower, Vector512<double> upper) = Vector512.Widen(sum);
        return (float)Lanes.Sum(lower + upper);
    }

    /// <inheritdoc cref="SumOfOneSign(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float SumOfOneSign(Vector256<float> sum)
    {
        (Vector256<double> lower, Vector256<double> upper) = Vector256.Widen(sum);
        return (float)Lanes.Sum(lower + upper);
    }

    /// <inheritdoc cref="SumOfOneSign(Vector512{float})"/>
    public static double SumOfOneSign(Vector512<double> sum) => Lanes.Sum(sum, Vector512<double>.Zero);

    /// <inheritdoc cref="SumOfOneSign(Vector512{float})"/>
    public static double SumOfOneSign(Vector256<double> sum) => Lanes.Sum(sum, Vector256<double>.Zero);

    /// <inheritdoc cref="Sum(Vector512{float}, Vector512{float})"/>
    public static double SumOfOneSign(Vector512<double> sum, Vector512<double> error) => Lanes.Sum(sum, error);

    /// <inheritdoc cref="Sum(Vector512{float}, Vector512{float})"/>
    public static double SumOfOneSign(Vector256<double> sum, Vector256<double> error) => Lanes.Sum(sum, error);

    /// <summary>
    /// How many times the others' sum the target's own exponential may be for that sum to be taken from the sum of all: the rounding errors of a sum are themselves
    /// added up with errors of 2^−40 or so.
    /// </summary>
    public const float HeavyTarget = 256;

    /// <summary>As <see cref="Sum(Vector512{float}, Vector512{float})"/>, without one of the terms, of which four vectors each have been added up before they were added to the sum.</summary>
    /// <param name="terms">The first of the terms.</param>
    /// <param name="own">The number of the one that is left out.</param>
    /// <param name="inFours">How many have been added up by fours of vectors, ((0 + 1) + (2 + 3)); those behind them one by one.</param>
    /// <param name="sum">The sums.</param>
    /// <param name="error">Their rounding errors.</param>
    /// <returns>The sum of the other terms, rounded twice if the term is not more than <see cref="HeavyTarget"/> times that.</returns>
    /// <remarks>The four that the term belongs to is taken away as it was added, with its rounding error, and the other three are added again.</remarks>
    public static float SumWithout(ref float terms, nint own, nint inFours, Vector512<float> sum, Vector512<float> error)
    {
        float four = Four(ref terms, own, inFours, Vector512<float>.Count, out float others);
        return WithoutFour(Lanes.WideSum(sum, error), four, others);
    }

    /// <inheritdoc cref="SumWithout(ref float, nint, nint, Vector512{float}, Vector512{float})"/>
    public static float SumWithout(ref float terms, nint own, nint inFours, Vector256<float> sum, Vector256<float> error)
    {
        float four = Four(ref terms, own, inFours, Vector256<float>.Count, out float others);
        return WithoutFour(Lanes.WideSum(sum, error), four, others);
    }

    /// <inheritdoc cref="SumWithout(ref float, nint, nint, Vector512{float}, Vector512{float})"/>
    public static double SumWithout(ref double terms, nint own, nint inFours, Vector512<double> sum, Vector512<double> error)
    {
        double four = Four(ref terms, own, inFours, Vector512<double>.Count, out double others);
        Add(ref sum, -Vector512.CreateScalar(four), ref error);
        return Lanes.Sum(sum, error) + others;
    }

    /// <inheritdoc cref="SumWithout(ref float, nint, nint, Vector512{float}, Vector512{float})"/>
    public static double SumWithout(ref double terms, nint own, nint inFours, Vector256<double> sum, Vector256<double> error)
    {
        double four = Four(ref terms, own, inFours, Vector256<double>.Count, out double others);
        Add(ref sum, -Vector256.CreateScalar(four), ref error);
        return Lanes.Sum(sum, error) + others;
    }

    /// <summary>A sum and its rounding error, rounded once in each lane.</summary>
    /// <param name="sum">The sum.</param>
    /// <param name="error">Its rounding error; where the sum is infinite, it means nothing.</param>
    /// <returns>The sum.</returns>
    public static Vector512<float> Total(Vector512<float> sum, Vector512<float> error) => Total<Simd512<float>, Vector512<float>, float>(sum, error);

    /// <inheritdoc cref="Total(Vector512{float}, Vector512{float})"/>
    public static Vector256<float> Total(Vector256<float> sum, Vector256<float> error) => Total<Simd256<float>, Vector256<float>, float>(sum, error);

    /// <inheritdoc cref="Total(Vector512{float}, Vector512{float})"/>
    public static Vector512<double> Total(Vector512<double> sum, Vector512<double> error) => Total<Simd512<double>, Vector512<double>, double>(sum, error);

    /// <inheritdoc cref="Total(Vector512{float}, Vector512{float})"/>
    public static Vector256<double> Total(Vector256<double> sum, Vector256<double> error) => Total<Simd256<double>, Vector256<double>, double>(sum, error);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Add<TSimd, TVector, T>(ref TVector sum, TVector term, ref TVector error)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        TVector next = TSimd.Add(sum, term);
        TVector added = TSimd.Subtract(next, sum);
        TVector kept = TSimd.Subtract(next, added);
        error = TSimd.Add(error, TSimd.Add(TSimd.Subtract(sum, kept), TSimd.Subtract(term, added)));
        sum = next;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void AddPositive<TSimd, TVector, T>(ref TVector sum, TVector term, ref TVector error)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        TVector next = TSimd.Add(sum, term);
        error = TSimd.Add(error, TSimd.Subtract(TSimd.Min(sum, term), TSimd.Subtract(next, TSimd.Max(sum, term))));
        sum = next;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T SumWithout<TSimd, TVector, T>(ref T terms, nint own, nint inFours, TVector sum, TVector error)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            float term = Four(ref Unsafe.As<T, float>(ref terms), own, inFours, TSimd.Count, out float alone);
            return Unsafe.BitCast<float, T>(WithoutFour(TSimd.WideSum(sum, error), term, alone));
        }

        double four = Four(ref Unsafe.As<T, double>(ref terms), own, inFours, TSimd.Count, out double others);
        Add<TSimd, TVector, T>(ref sum, TSimd.Subtract(TSimd.Zero, TSimd.FirstLane(Unsafe.BitCast<double, T>(four))), ref error);
        return Unsafe.BitCast<double, T>(Unsafe.BitCast<T, double>(TSimd.HorizontalSum(sum, error)) + others);
    }

    /// <summary>The sum of a term and of those that it was added up with before they went to the sum; and that of the others alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Four(ref float terms, nint own, nint inFours, nint lanes, out float others)
    {
        float term = Unsafe.Add(ref terms, own);
        others = 0;
        if (own >= inFours)
        {
            return term;
        }

        // Its neighbour, and the other two.
        float neighbour = Unsafe.Add(ref terms, own ^ lanes);
        float pair = Unsafe.Add(ref terms, own ^ (2 * lanes)) + Unsafe.Add(ref terms, own ^ (3 * lanes));
        others = neighbour + pair;
        return (term + neighbour) + pair;
    }

    /// <inheritdoc cref="Four(ref float, nint, nint, nint, out float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Four(ref double terms, nint own, nint inFours, nint lanes, out double others)
    {
        double term = Unsafe.Add(ref terms, own);
        others = 0;
        if (own >= inFours)
        {
            return term;
        }

        double neighbour = Unsafe.Add(ref terms, own ^ lanes);
        double pair = Unsafe.Add(ref terms, own ^ (2 * lanes)) + Unsafe.Add(ref terms, own ^ (3 * lanes));
        others = neighbour + pair;
        return (term + neighbour) + pair;
    }

    /// <summary>In double, which has the digits for it: a row's gradient waits for this.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float WithoutFour(double all, float four, float others) => (float)((all - four) + others);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector Total<TSimd, TVector, T>(TVector sum, TVector error)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        TVector isFinite = TSimd.And(
            TSimd.LessThan(TSimd.Create(double.NegativeInfinity), error), TSimd.LessThan(error, TSimd.Create(double.PositiveInfinity)));
        return TSimd.Add(sum, TSimd.And(error, isFinite));
    }
}
