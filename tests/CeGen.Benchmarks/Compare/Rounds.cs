namespace CeGen.Benchmarks;

/// <summary>
/// Measures sides in turn, so that what disturbs the machine for a while disturbs them all, each time in another order: what one leaves in the caches, or takes from them as a process of its own does, is not always the same
/// side's gain or loss.
/// </summary>
internal static class Rounds
{
    /// <returns>Nanoseconds per call, in the order of the sides.</returns>
    public static Spread[] Measure(IReadOnlyList<ISide> sides, Effort effort)
    {
        int[] repetitions = [.. sides.Select(s => Calibrate(s, effort))];
        double[][] samples = [.. sides.Select(_ => new double[effort.Rounds])];
        int[] order = [.. Enumerable.Range(0, sides.Count)];
        var random = new Random(42);
        for (int round = 0; round < effort.Rounds; round++)
        {
            random.Shuffle(order);
            foreach (int i in order)
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
