using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>Random problems with every option; all numbers are exact as float.</summary>
internal static class Problems
{
    /// <param name="seed">The seed.</param>
    /// <param name="samples">N.</param>
    /// <param name="classes">C.</param>
    /// <param name="positions">S.</param>
    /// <param name="probabilities">Whether the targets are a probability for each class.</param>
    /// <param name="spread">The deviation of the logits.</param>
    public static ReferenceLoss Random(int seed, int samples, int classes, int positions = 1, bool probabilities = false, double spread = 4)
    {
        int rows = samples * positions;
        Batch batch = Batch.Random(seed, rows, classes, spread);
        var problem = new ReferenceLoss(batch.Logits, classes) { Positions = positions };
        return probabilities
            ? problem with { Probabilities = Rows(seed, rows, classes, problem) }
            : problem with { Indices = batch.Targets };
    }

    /// <summary>Marks rows as ignored, where the targets are class indices.</summary>
    public static ReferenceLoss Ignoring(this ReferenceLoss problem, Func<int, bool> isIgnored) => problem.Indices is null
        ? problem
        : problem with { Indices = [.. problem.Indices.Select((t, row) => isIgnored(row) ? problem.IgnoreIndex : t)] };

    /// <summary>Sets the logits of some rows.</summary>
    public static ReferenceLoss With(this ReferenceLoss problem, int row, Func<int, double, double> logit)
    {
        double[] logits = [.. problem.Logits];
        for (int c = 0; c < problem.Classes; c++)
        {
            logits[problem.At(row, c)] = logit(c, logits[problem.At(row, c)]);
        }

        return problem with { Logits = logits };
    }

    /// <summary>The same rows, laid out with the classes last: samples of one position.</summary>
    public static ReferenceLoss ClassLast(this ReferenceLoss problem) => problem with
    {
        Positions = 1,
        Logits = ByRows(problem, problem.Logits),
        Probabilities = problem.Probabilities is null ? null : ByRows(problem, problem.Probabilities),
    };

    /// <summary>From (N, C, S) to (N·S, C).</summary>
    public static TValue[] ByRows<TValue>(ReferenceLoss problem, TValue[] values) =>
        [.. Enumerable.Range(0, values.Length).Select(i => values[problem.At(i / problem.Classes, i % problem.Classes)])];

    /// <summary>Weights between ¼ and 4.</summary>
    public static double[] Weights(int seed, int classes)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, classes).Select(_ => (double)(float)Math.Pow(2, (4 * random.NextDouble()) - 2))];
    }

    /// <summary>Weights of which every third, or the only one, is 0.</summary>
    public static double[] WeightsWithZeros(int seed, int classes) =>
        [.. Weights(seed, classes).Select((w, c) => c % 3 == 0 && classes > 1 ? 0 : w)];

    /// <summary>Rows that sum to about 1, of which some classes have nothing.</summary>
    private static double[] Rows(int seed, int rows, int classes, ReferenceLoss problem)
    {
        var random = new Random(seed + 1);
        double[] result = new double[rows * classes];
        for (int row = 0; row < rows; row++)
        {
            double[] shares = [.. Enumerable.Range(0, classes).Select(_ => random.Next(4) == 0 ? 0 : random.NextDouble())];
            double sum = shares.Sum();
            for (int c = 0; c < classes; c++)
            {
                result[problem.At(row, c)] = (float)(sum == 0 ? 1.0 / classes : shares[c] / sum);
            }
        }

        return result;
    }
}
