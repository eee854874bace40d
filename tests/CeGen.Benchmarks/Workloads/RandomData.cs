using System.Numerics;

namespace CeGen.Benchmarks;

/// <summary>Logits and targets, the same in every run.</summary>
internal static class RandomData
{
    /// <summary>Of so many classes the first is masked.</summary>
    private const int MaskedOf = 7;

    /// <summary>Normal numbers around 0.</summary>
    public static void FillNormal<T>(Span<T> values, double deviation, Random random)
        where T : IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i += 2)
        {
            // Box and Muller: two at a time.
            double radius = deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            (double sine, double cosine) = Math.SinCos(2 * Math.PI * random.NextDouble());
            values[i] = T.CreateTruncating(radius * sine);
            if (i + 1 < values.Length)
            {
                values[i + 1] = T.CreateTruncating(radius * cosine);
            }
        }
    }

    public static void FillIndices(Span<int> indices, int classes, Random random)
    {
        foreach (ref int index in indices)
        {
            index = random.Next(classes);
        }
    }

    /// <summary>Masks one class in seven. Targets that are among them become the next class, which is not the last.</summary>
    public static void MaskClasses<T>(Span<T> logits, Span<int> indices, int classes)
        where T : IBinaryFloatingPointIeee754<T>
    {
        for (int row = 0; row < indices.Length; row++)
        {
            for (int c = 0; c < classes - 1; c += MaskedOf)
            {
                logits[(row * classes) + c] = T.NegativeInfinity;
            }

            if (indices[row] % MaskedOf == 0 && indices[row] < classes - 1)
            {
                indices[row]++;
            }
        }
    }

    /// <summary>Rows of numbers whose sum is 1.</summary>
    public static void FillProbabilities<T>(Span<T> values, int classes, Random random)
        where T : IBinaryFloatingPointIeee754<T>
    {
        for (int start = 0; start < values.Length; start += classes)
        {
            Span<T> row = values.Slice(start, classes);
            double sum = 0;
            foreach (ref T value in row)
            {
                double drawn = random.NextDouble();
                value = T.CreateTruncating(drawn);
                sum += drawn;
            }

            foreach (ref T value in row)
            {
                value /= T.CreateTruncating(sum);
            }
        }
    }

    /// <summary>One label in eight is true.</summary>
    public static void FillLabels<T>(Span<T> values, Random random)
        where T : IBinaryFloatingPointIeee754<T>
    {
        foreach (ref T value in values)
        {
            value = random.Next(8) == 0 ? T.One : T.Zero;
        }
    }
}
