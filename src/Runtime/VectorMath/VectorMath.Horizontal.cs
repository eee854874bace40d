using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

public static partial class VectorMath
{
    /// <summary>The largest lane; any of them if one is NaN.</summary>
    public static float Max(Vector512<float> value) => Lanes.Max(value);

    /// <inheritdoc cref="Max(Vector512{float})"/>
    public static float Max(Vector256<float> value) => Lanes.Max(value);

    /// <inheritdoc cref="Max(Vector512{float})"/>
    public static double Max(Vector512<double> value) => Lanes.Max(value);

    /// <inheritdoc cref="Max(Vector512{float})"/>
    public static double Max(Vector256<double> value) => Lanes.Max(value);
}
