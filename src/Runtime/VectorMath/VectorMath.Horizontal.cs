using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

public static partial class VectorMath
{
    /// <summary>The largest lane; any of them if one is NaN.</summary>
    public static float Max(Vector512<float> value) => Simd512<float>.HorizontalMax(value);

    /// <inheritdoc cref="Max(Vector512{float})"/>
    public static float Max(Vector256<float> value) => Simd256<float>.HorizontalMax(value);

    /// <inheritdoc cref="Max(Vector512{float})"/>
    public static double Max(Vector512<double> value) => Simd512<double>.HorizontalMax(value);

    /// <inheritdoc cref="Max(Vector512{float})"/>
    public static double Max(Vector256<double> value) => Simd256<double>.HorizontalMax(value);

    /// <summary>The sum of the lanes, halves first: always in the same order.</summary>
    public static float Sum(Vector512<float> value) => Simd512<float>.HorizontalSum(value);

    /// <inheritdoc cref="Sum(Vector512{float})"/>
    public static float Sum(Vector256<float> value) => Simd256<float>.HorizontalSum(value);

    /// <inheritdoc cref="Sum(Vector512{float})"/>
    public static double Sum(Vector512<double> value) => Simd512<double>.HorizontalSum(value);

    /// <inheritdoc cref="Sum(Vector512{float})"/>
    public static double Sum(Vector256<double> value) => Simd256<double>.HorizontalSum(value);
}
