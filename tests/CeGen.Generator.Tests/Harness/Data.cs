namespace CeGen.Generator.Tests.Harness;

/// <summary>Random inputs, the same in every run.</summary>
internal static class Data
{
    public static double[] Logits(int count, int seed, double spread = 4)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (double)(float)((random.NextDouble() - 0.5) * 2 * spread))];
    }

    /// <summary>Classes, with a row of <paramref name="ignoreIndex"/> here and there.</summary>
    public static long[] Targets(int rows, int classes, int seed, long? ignoreIndex = null)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, rows).Select(i => ignoreIndex is { } index && i % 5 == 3 ? index : random.Next(classes))];
    }

    public static T[] As<T>(this IEnumerable<double> values) => typeof(T) == typeof(float)
        ? (T[])(object)values.Select(v => (float)v).ToArray()
        : (T[])(object)values.ToArray();
}
