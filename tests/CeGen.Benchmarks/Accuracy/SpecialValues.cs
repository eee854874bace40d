using static System.FormattableString;

namespace CeGen.Benchmarks;

/// <summary>What the functions give where there is no error to measure.</summary>
internal static class SpecialValues
{
    private const int Lane = 16;

    /// <returns>A sentence for each value that is not what it should be.</returns>
    public static IReadOnlyList<string> Faults() =>
    [
        .. Faults<ExpFunction>((float.NaN, float.NaN), (0f, 1f), (-0f, 1f), (float.NegativeInfinity, 0f)),
        .. Faults<LogFunction>((float.NaN, float.NaN), (1f, 0f)),
        .. Faults<Log1PFunction>((float.NaN, float.NaN), (0f, 0f)),
    ];

    private static IEnumerable<string> Faults<TFunction>(params (float X, float Expected)[] values)
        where TFunction : ILaneFunction
    {
        foreach ((float x, float expected) in values)
        {
            float[] single = new float[Lane];
            Lanes.Map<TFunction, float>(Enumerable.Repeat(x, Lane).ToArray(), single);
            double[] wide = new double[Lane];
            Lanes.Map<TFunction, double>(Enumerable.Repeat((double)x, Lane).ToArray(), wide);

            // Equals, for which NaN is NaN and −0 is 0.
            if (single.Any(s => !s.Equals(expected)))
            {
                yield return Invariant($"{TFunction.Name}({x}) is {string.Join(", ", single.Distinct())} in float; expected {expected}.");
            }

            if (wide.Any(w => !w.Equals(expected)))
            {
                yield return Invariant($"{TFunction.Name}({x}) is {string.Join(", ", wide.Distinct())} in double; expected {expected}.");
            }
        }
    }
}
