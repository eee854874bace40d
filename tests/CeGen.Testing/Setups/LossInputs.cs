namespace CeGen.Testing;

/// <summary>Numbers for a setup, which are exact as <see cref="float"/>.</summary>
/// <param name="Logits">(N, C, S).</param>
/// <param name="Samples">N.</param>
/// <param name="Positions">S.</param>
public sealed record LossInputs(double[] Logits, int Samples, int Positions)
{
    /// <summary>A class for each row, or nothing.</summary>
    public long[] Indices { get; init; } = [];

    /// <summary>A target for each logit, or nothing.</summary>
    public double[] Probabilities { get; init; } = [];

    /// <summary>A number for each row; one for each logit of a binary loss.</summary>
    public double[] Upstream { get; init; } = [];

    /// <summary>Random inputs. Where rows can be ignored, every fifth is, and a single row is not.</summary>
    public static LossInputs Random(LossSetup setup, int seed, int samples, int positions, double spread = 4)
    {
        var random = new Random(seed);
        int rows = samples * positions, length = rows * setup.Classes;
        return new LossInputs(Numbers(length, () => spread * Normal(random)), samples, positions)
        {
            Indices = !setup.HasIndices ? [] : [.. Enumerable.Range(0, rows).Select(row => setup.CanIgnore && row % 5 == 3 ? setup.IgnoreIndex : Class(random, setup))],
            Probabilities = setup.HasIndices ? [] : Numbers(length, () => setup.IsBinary ? Target(random) : Share(random, setup.Classes)),
            Upstream = Numbers(setup.IsBinary ? length : rows, () => Normal(random)),
        };
    }

    /// <summary>A class that is not ignored.</summary>
    private static long Class(Random random, LossSetup setup)
    {
        long drawn = random.Next(setup.Classes);
        return drawn != setup.IgnoreIndex || setup.Classes == 1 ? drawn : (drawn + 1) % setup.Classes;
    }

    /// <summary>Two targets in three are 0 or 1.</summary>
    private static double Target(Random random) => random.Next(3) == 0 ? random.NextDouble() : random.Next(2);

    /// <summary>A share such that rows sum to about 1; every fourth is nothing.</summary>
    private static double Share(Random random, int classes) => random.Next(4) == 0 ? 0 : 8.0 / 3 * random.NextDouble() / classes;

    private static double[] Numbers(int count, Func<double> next) => [.. Enumerable.Range(0, count).Select(_ => (double)(float)next())];

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
