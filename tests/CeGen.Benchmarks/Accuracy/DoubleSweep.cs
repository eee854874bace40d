namespace CeGen.Benchmarks;

/// <summary>Runs a function over random doubles.</summary>
internal static class DoubleSweep
{
    private const int Block = 4096;

    /// <param name="draw">Makes an argument. Each block has a generator of its own, so that any number of threads draws the same arguments.</param>
    /// <param name="samples">The number of arguments, rounded up to whole blocks.</param>
    public static WorstError Run<TFunction>(Func<Random, double> draw, long samples)
        where TFunction : ILaneFunction
    {
        WorstError worst = default;
        Lock gate = new();
        Parallel.For(0L, (samples + Block - 1) / Block, () => default(WorstError), (block, _, local) => WorstError.Combine(local, RunBlock<TFunction>(draw, block)), local =>
        {
            lock (gate)
            {
                worst = WorstError.Combine(worst, local);
            }
        });
        return worst;
    }

    private static WorstError RunBlock<TFunction>(Func<Random, double> draw, long block)
        where TFunction : ILaneFunction
    {
        Span<double> x = stackalloc double[Block];
        Span<double> actual = stackalloc double[Block];
        var random = new Random((int)block);
        foreach (ref double value in x)
        {
            value = draw(random);
        }

        Lanes.Map<TFunction, double>(x, actual);
        WorstError worst = default;
        for (int i = 0; i < Block; i++)
        {
            DoubleDouble expected = TFunction.Reference(x[i], out int exponent);
            worst = worst.With(UlpError.Of(actual[i], expected, exponent), x[i], actual[i]);
        }

        return worst;
    }
}
