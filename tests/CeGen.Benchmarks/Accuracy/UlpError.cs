namespace CeGen.Benchmarks;

/// <summary>How far a result is from what it should be, in units in the last place of the latter.</summary>
internal static class UlpError
{
    private const int SingleDigits = 24;
    private const int SingleLowest = -149;
    private const int DoubleDigits = 53;
    private const int DoubleLowest = -1074;

    /// <summary>Of a <see cref="float"/>.</summary>
    public static double Of(float actual, double expected) => Math.Abs(actual - expected) / Unit(expected, SingleDigits, SingleLowest);

    /// <summary>Of a <see cref="double"/>.</summary>
    /// <param name="actual">The result.</param>
    /// <param name="expected">What it should be, divided by 2^exponent.</param>
    /// <param name="exponent">See there.</param>
    public static double Of(double actual, DoubleDouble expected, int exponent)
    {
        double scaled = Math.ScaleB(actual, -exponent);
        double difference = (scaled - expected.High) - expected.Low;
        return Math.Abs(difference) / Unit(expected.High, DoubleDigits, DoubleLowest - exponent);
    }

    private static double Unit(double value, int digits, int lowest) =>
        Math.ScaleB(1, value == 0 ? lowest : Math.Max(lowest, Math.ILogB(value) + 1 - digits));
}
