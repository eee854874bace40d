using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

public static partial class VectorMath
{
    /// <summary>The number that is taken from all logits of a row before the exponential.</summary>
    /// <param name="max">The largest logit of the row.</param>
    /// <returns>0 where <paramref name="max"/> lies in (−2, 48), else <paramref name="max"/>.</returns>
    /// <remarks>
    /// The usual choice, always the maximum, rounds x − max; for a class 25 below the maximum that costs up to 16 ulp of its exponential. With 0
    /// nothing is rounded, and no sum of exponentials overflows or loses terms that count: e^48 · classes is far below the largest float.
    /// </remarks>
    public static Vector512<float> Anchor(Vector512<float> max) =>
        Anchor<Simd512<float>, Vector512<float>, float>(max);

    /// <inheritdoc cref="Anchor(Vector512{float})"/>
    public static Vector256<float> Anchor(Vector256<float> max) =>
        Anchor<Simd256<float>, Vector256<float>, float>(max);

    /// <inheritdoc cref="Anchor(Vector512{float})"/>
    public static Vector512<double> Anchor(Vector512<double> max) =>
        Anchor<Simd512<double>, Vector512<double>, double>(max);

    /// <inheritdoc cref="Anchor(Vector512{float})"/>
    public static Vector256<double> Anchor(Vector256<double> max) =>
        Anchor<Simd256<double>, Vector256<double>, double>(max);

    /// <inheritdoc cref="Anchor(Vector512{float})"/>
    public static float Anchor(float max) =>
        Anchor<float>(max);

    /// <inheritdoc cref="Anchor(Vector512{float})"/>
    public static double Anchor(double max) =>
        Anchor<double>(max);

    /// <summary>The anchor of one row: in a lane of a vector, where a choice is no branch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Anchor<T>(T max)
        where T : unmanaged
        => Anchor<Simd128<T>, Vector128<T>, T>(Vector128.CreateScalarUnsafe(max)).ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector Anchor<TSimd, TVector, T>(TVector max)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        TVector inside = TSimd.And(TSimd.LessThan(TSimd.Create(-2.0), max), TSimd.LessThan(max, TSimd.Create(48.0)));
        return TSimd.Select(inside, TSimd.Zero, max);
    }
}
