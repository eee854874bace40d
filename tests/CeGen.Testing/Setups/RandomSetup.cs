namespace CeGen.Testing;

/// <summary>Draws setups, of which every one is valid.</summary>
public static class RandomSetup
{
    private const int MostClasses = 300;

    public static LossSetup Create(Random random)
    {
        string element = Chance(random, 2) ? "float" : "double";

        // Many small numbers of classes, some large ones.
        int classes = (int)Math.Pow(MostClasses + 0.5, random.NextDouble());
        var setup = new LossSetup(element, classes)
        {
            Reduction = (Reduction)random.Next(3),
            HasLosses = Chance(random, 3),
            IsParallel = Chance(random, 8),
        };
        return Chance(random, 5) ? Binary(random, setup) : CrossEntropy(random, setup);
    }

    private static LossSetup Binary(Random random, LossSetup setup) => Tidy(setup with
    {
        IsBinary = true,
        Targets = "",
        Gamma = Chance(random, 2) ? Pick(random, 0.5, 1, 1.5, 2, 3) : 0,
        Alpha = Chance(random, 3) ? Pick(random, 0, 0.25, 1) : null,
        Weights = Weights(random, setup.Classes),
        PassesWeights = Chance(random, 2),
        PositiveWeights = Weights(random, setup.Classes),
        PassesPositiveWeights = Chance(random, 2),
    });

    private static LossSetup CrossEntropy(Random random, LossSetup setup)
    {
        string[] types = [.. TargetType.All.Where(t => t.Holds(setup.Classes - 1)).Select(t => t.Keyword)];
        string targets = Chance(random, 4) ? "" : types[random.Next(types.Length)];
        double smoothing = Chance(random, 3) ? Pick(random, 0.1, 0.25, random.NextDouble(), 1) : 0;
        LossSetup drawn = Tidy(setup with
        {
            Targets = targets,
            Form = (LogitsForm)random.Next(3),
            Smoothing = smoothing,
            Gamma = smoothing == 0 && targets.Length > 0 && Chance(random, 3) ? Pick(random, 0.5, 1, 2, 3.5) : 0,
            IgnoreIndex = targets.Length > 0 && Chance(random, 3) ? IgnoreIndex(random, setup.Classes, TargetType.Of(targets)) : -100,
            Weights = Weights(random, setup.Classes),
            PassesWeights = Chance(random, 2),
            HasLogSumExp = Chance(random, 3),
            HasPredictions = Chance(random, 3),
        });
        return drawn.Reduction == Reduction.Mean && drawn.CanIgnore ? drawn with { AllIgnored = (AllIgnored)random.Next(3) } : drawn;
    }

    /// <summary>A class, or a number beyond the classes, where the type has one.</summary>
    private static long IgnoreIndex(Random random, int classes, TargetType type)
    {
        long[] candidates = [.. new long[] { random.Next(classes), -1, -100, classes, 255, long.MinValue, long.MaxValue }.Where(type.Holds)];
        return candidates[random.Next(candidates.Length)];
    }

    /// <summary>None in half of all cases; else some of them are 0.</summary>
    private static double[]? Weights(Random random, int count) =>
        Chance(random, 2) ? null : [.. Enumerable.Range(0, count).Select(_ => Chance(random, 5) ? 0 : (double)(float)(4 * random.NextDouble()))];

    /// <summary>Weights that there are not are not passed either.</summary>
    private static LossSetup Tidy(LossSetup setup) => setup with
    {
        PassesWeights = setup.PassesWeights && setup.Weights is not null,
        PassesPositiveWeights = setup.PassesPositiveWeights && setup.PositiveWeights is not null,
    };

    private static double Pick(Random random, params double[] choices) => choices[random.Next(choices.Length)];

    private static bool Chance(Random random, int oneIn) => random.Next(oneIn) == 0;
}
