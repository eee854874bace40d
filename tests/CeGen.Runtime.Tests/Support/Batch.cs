using System.Numerics;

namespace CeGen.Runtime.Tests;

/// <summary>Logits that are exact as float, and their targets.</summary>
internal sealed record Batch(double[] Logits, long[] Targets, int Classes)
{
    public int Rows => Targets.Length;

    public static Batch Random(int seed, int rows, int classes, double spread = 4)
    {
        var random = new Random(seed);
        double[] logits = [.. Enumerable.Range(0, rows * classes).Select(_ => (double)(float)(spread * Normal(random)))];
        long[] targets = [.. Enumerable.Range(0, rows).Select(_ => (long)random.Next(classes))];
        return new Batch(logits, targets, classes);
    }

    /// <summary>The same logits, where the rows that the condition names have the ignore index.</summary>
    public Batch Ignoring(Func<int, bool> isIgnored, long ignoreIndex = -100) =>
        this with { Targets = [.. Targets.Select((t, row) => isIgnored(row) ? ignoreIndex : t)] };

    /// <summary>The same batch with some logits of a row set.</summary>
    public Batch With(int row, Func<int, double, double> logit)
    {
        double[] logits = [.. Logits];
        for (int c = 0; c < Classes; c++)
        {
            logits[(row * Classes) + c] = logit(c, logits[(row * Classes) + c]);
        }

        return this with { Logits = logits };
    }

    public Batch WithTarget(int row, long target)
    {
        long[] targets = [.. Targets];
        targets[row] = target;
        return this with { Targets = targets };
    }

    /// <summary>Some neighbouring rows of it.</summary>
    public Batch Slice(int row, int count) =>
        new(Logits[(row * Classes)..((row + count) * Classes)], Targets[row..(row + count)], Classes);

    public T[] LogitsAs<T>()
        where T : IBinaryFloatingPointIeee754<T>
        => As<T>(Logits);

    public static T[] As<T>(double[] values)
        where T : IBinaryFloatingPointIeee754<T>
        => [.. values.Select(T.CreateTruncating)];

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
