namespace CeGen.Benchmarks;

/// <summary>Runs a function over floats whose bits are neighbours.</summary>
internal static class SingleSweep
{
    private const int Block = 4096;

    /// <param name="ranges">First and last bits of each range of arguments.</param>
    /// <param name="step">1 for every float, n for every n-th.</param>
    public static WorstError Run<TFunction>(IEnumerable<(uint First, uint Last)> ranges, uint step)
        where TFunction : ILaneFunction
    {
        WorstError worst = default;
        foreach ((uint first, uint last) in ranges)
        {
            long count = ((last - (long)first) / step) + 1;
            long blocks = (count + Block - 1) / Block;
            Lock gate = new();
            Parallel.For(0L, blocks, () => default(WorstError), (block, _, local) => WorstError.Combine(local, RunBlock<TFunction>(first, last, step, block)), local =>
            {
                lock (gate)
                {
                    worst = WorstError.Combine(worst, local);
                }
            });
        }

        return worst;
    }

    private static WorstError RunBlock<TFunction>(uint first, uint last, uint step, long block)
        where TFunction : ILaneFunction
    {
        Span<float> x = stackalloc float[Block];
        Span<float> actual = stackalloc float[Block];
        long start = block * Block;
        int count = (int)Math.Min(Block, ((last - (long)first) / step) + 1 - start);
        for (int i = 0; i < Block; i++)
        {
            // What is beyond the end repeats the last one, and is not looked at.
            x[i] = BitConverter.UInt32BitsToSingle((uint)(first + ((start + Math.Min(i, count - 1)) * step)));
        }

        Lanes.Map<TFunction, float>(x, actual);
        int at = 0;
        double worst = -1;
        for (int i = 0; i < count; i++)
        {
            double ulp = UlpError.Of(actual[i], TFunction.Reference(x[i]));
            if (!(ulp <= worst))
            {
                (worst, at) = (double.IsNaN(ulp) ? double.PositiveInfinity : ulp, i);
            }
        }

        return new WorstError(worst, x[at], actual[at], count);
    }
}
