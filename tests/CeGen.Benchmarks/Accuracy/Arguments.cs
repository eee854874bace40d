namespace CeGen.Benchmarks;

/// <summary>The arguments that occur in kernels.</summary>
internal static class Arguments
{
    private const uint Sign = 0x8000_0000;

    /// <summary>2^126, the first number that is too large for the logarithms.</summary>
    private static readonly float TooLarge = MathF.ScaleB(1, 126);

    /// <summary>(−104, 0]: below, a power is nothing but 0.</summary>
    public static IReadOnlyList<(uint First, uint Last)> ExpSingle { get; } = [(Sign, Bits(-104) - 1), (0, 0)];

    /// <summary>(0, 2^126).</summary>
    public static IReadOnlyList<(uint First, uint Last)> LogSingle { get; } = [(1, Bits(TooLarge) - 1)];

    /// <summary>[−0.99, 2^126).</summary>
    public static IReadOnlyList<(uint First, uint Last)> Log1PSingle { get; } = [(Sign, Bits(-0.99f)), (0, Bits(TooLarge) - 1)];

    /// <summary>In (−745, 0], evenly or evenly in the logarithm.</summary>
    public static double ExpDouble(Random random) => random.Next(2) == 0 ? -745 * random.NextDouble() : -Magnitude(random, -60, 9);

    /// <summary>Around 1, where the error is largest, or any magnitude up to 2^126.</summary>
    public static double LogDouble(Random random) => random.Next(2) == 0 ? 0.5 + (1.5 * random.NextDouble()) : Magnitude(random, -1074, 126);

    /// <summary>In [−0.99, 2], or any magnitude up to 2^126.</summary>
    public static double Log1PDouble(Random random) => random.Next(2) == 0 ? -0.99 + (2.99 * random.NextDouble()) : Magnitude(random, -900, 126);

    private static uint Bits(float value) => BitConverter.SingleToUInt32Bits(value);

    /// <summary>In [2^lowest, 2^highest).</summary>
    private static double Magnitude(Random random, int lowest, int highest) =>
        Math.ScaleB(1 + random.NextDouble(), random.Next(lowest, highest));
}
