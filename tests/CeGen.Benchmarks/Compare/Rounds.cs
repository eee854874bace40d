namespace CeGen.Benchmarks;

/// <summary>Measures sides in turn, so that what disturbs the machine for a while disturbs them all.</summary>
internal static class Rounds
{
    /// <returns>Nanoseconds per call, in the order of the sides.</returns>
    public static Spread[] Measure(IReadOnlyList<ISide> sides, Effort effort)
    {
        int[] repetitions = [.. sides.Select(s => Calibrate(s, effort))];
        double[][] samples = [.. sides.Select(_ => new double[effort.Rounds])];
        for (int round = 0; round < effort.Rounds; round++)
        {
            for (int i = 0; i < sides.Count; i++)
            {
                samples[i][round] = sides[i].Run(repetitions[i]) * 1e6 / repetitions[i];
            }
        }

        return [.. samples.Select(s => Spread.Of(s))];
    }

    /// <summary>Twice as many calls until they take as long as a sample, then as many as that says.</summary>
    private static int Calibrate(ISide side, Effort effort)
    {
        int calls = 1;
        double milliseconds = side.Run(calls);
        while (milliseconds < effort.SampleMilliseconds / 4)
        {
            calls *= 2;
            milliseconds = side.Run(calls);
        }

        return effort.Repetitions(milliseconds / calls);
    }
}
