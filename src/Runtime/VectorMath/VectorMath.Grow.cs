using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

public static partial class VectorMath
{
    /// <summary>What a sum of exponentials starts at: more than any four of them, and taken away again without a rounding (<see cref="Grown(Vector512{float})"/>).</summary>
    public const float ExponentialsStart = 8;

    /// <summary>What a sum of x − max starts at, of one class or of four, times what counts for no more than 1: beyond any of them in a row whose logits lie within 256 of the largest.</summary>
    /// <remarks>A term that lies beyond it is added with one rounding that is not kept, some 2⁻²⁴ of itself.</remarks>
    public const float DifferencesStart = -1024;

    /// <summary>What a sum of probabilities starts at, of one class or of four.</summary>
    /// <remarks>As there.</remarks>
    public const float ProbabilitiesStart = 8;

    /// <summary>Adds exponentials, up to four, to a sum that started at <see cref="ExponentialsStart"/>, and is the larger of the two for that.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="sum">The sum.</param>
    /// <param name="term">The exponentials, each less than 2.</param>
    /// <param name="error">Where the rounding errors are added up.</param>
    /// <remarks>Dekker's fast two-sum (Numerische Mathematik 18, 1971): four additions instead of seven, exact where the sum is the larger one.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Grow<T>(ref Vector512<T> sum, Vector512<T> term, ref Vector512<T> error)
    {
        Vector512<T> next = sum + term;
        error += term - (next - sum);
        sum = next;
    }

    /// <inheritdoc cref="Grow{T}(ref Vector512{T}, Vector512{T}, ref Vector512{T})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Grow<T>(ref Vector256<T> sum, Vector256<T> term, ref Vector256<T> error)
    {
        Vector256<T> next = sum + term;
        error += term - (next - sum);
        sum = next;
    }

    /// <summary>Takes the start from a sum of exponentials, which leaves no rounding error.</summary>
    /// <param name="sum">The sum.</param>
    /// <returns>What has been added to it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Grown(Vector512<float> sum) => sum - Vector512.Create(ExponentialsStart);

    /// <inheritdoc cref="Grown(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Grown(Vector256<float> sum) => sum - Vector256.Create(ExponentialsStart);

    /// <inheritdoc cref="Grown(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Grown(Vector512<double> sum) => sum - Vector512.Create((double)ExponentialsStart);

    /// <inheritdoc cref="Grown(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Grown(Vector256<double> sum) => sum - Vector256.Create((double)ExponentialsStart);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Grow<TSimd, TVector, T>(ref TVector sum, TVector term, ref TVector error)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        TVector next = TSimd.Add(sum, term);
        error = TSimd.Add(error, TSimd.Subtract(term, TSimd.Subtract(next, sum)));
        sum = next;
    }
}
