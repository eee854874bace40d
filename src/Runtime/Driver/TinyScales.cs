using System.Numerics;

namespace CeGen.Runtime;

/// <summary>
/// Keeps the digits of gradients whose scale is tiny. A kernel divides the scale by a row's sum of exponentials, which may be as large as
/// e^48 · classes: below the limit here, the quotient could be subnormal. Such scales go into the kernel times a power of two, and the rows of the
/// gradient are divided by it afterwards, which is exact.
/// </summary>
internal static class TinyScales
{
    public static bool IsTiny<T>(T scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => T.Abs(scale) < Limit<T>() && scale != T.Zero;

    /// <summary>Multiplies the tiny scales and marks their rows.</summary>
    /// <returns>Whether there are any.</returns>
    public static bool Lift<T>(Span<T> scales, Span<bool> lifted)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool any = false;
        for (int row = 0; row < scales.Length; row++)
        {
            lifted[row] = IsTiny(scales[row]);
            if (lifted[row])
            {
                scales[row] *= Factor<T>();
                any = true;
            }
        }

        return any;
    }

    /// <summary>Divides the marked rows of a gradient.</summary>
    public static void Lower<T>(Span<T> gradient, int classes, ReadOnlySpan<bool> lifted)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T inverse = T.One / Factor<T>();
        for (int row = 0; row < lifted.Length; row++)
        {
            if (lifted[row])
            {
                foreach (ref T entry in gradient.Slice(row * classes, classes))
                {
                    entry *= inverse;
                }
            }
        }
    }

    private static T Limit<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => typeof(T) == typeof(float) ? T.CreateTruncating(1.0 / (1L << 34)) : T.CreateTruncating(1e-250);

    private static T Factor<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => typeof(T) == typeof(float) ? T.CreateTruncating(1.329227995784916E+36) : T.CreateTruncating(1.3407807929942597E+154);
}
