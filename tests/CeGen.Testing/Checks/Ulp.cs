namespace CeGen.Testing;

/// <summary>Errors in units in the last place.</summary>
public static class Ulp
{
    /// <summary>The error of <paramref name="actual"/> in ulp of <paramref name="scale"/> as a <see cref="float"/> or a <see cref="double"/>.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static double Error<T>(double actual, double expected, double scale) =>
        actual == expected || actual.Equals(expected) ? 0 : Math.Abs(actual - expected) / Unit<T>(scale);

    /// <inheritdoc cref="Error{T}(double, double, double)"/>
    public static double Error<T>(double actual, double expected) => Error<T>(actual, expected, expected);

    /// <summary>A unit in the last place of a number.</summary>
    public static double Unit<T>(double value)
    {
        (int mantissa, int lowest) = typeof(T) == typeof(float) ? (23, -126) : (52, -1022);
        int exponent = value == 0 ? lowest : Math.Max(Math.ILogB(value), lowest);
        return Math.ScaleB(1, exponent - mantissa);
    }
}
