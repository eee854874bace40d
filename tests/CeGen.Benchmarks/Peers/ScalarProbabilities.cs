using System.Numerics;

namespace CeGen.Benchmarks;

/// <summary>A probability for each class, rows (N, C).</summary>
internal static class ScalarProbabilities
{
    public static double Run<T>(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> gradient, int classes)
        where T : IBinaryFloatingPointIeee754<T>
    {
        int rows = logits.Length / classes;
        T scale = T.One / T.CreateChecked(rows);
        double loss = 0;
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<T> x = logits.Slice(row * classes, classes);
            ReadOnlySpan<T> t = targets.Slice(row * classes, classes);
            Span<T> dx = gradient.Slice(row * classes, classes);
            T max = ScalarRows.Max(x);
            T logSum = T.Log(ScalarRows.Exponentials(x, max, dx)) + max;
            T total = T.Zero;
            T rowLoss = T.Zero;
            for (int c = 0; c < x.Length; c++)
            {
                total += t[c];
                rowLoss += t[c] * (logSum - x[c]);
            }

            T factor = scale * total / T.Exp(logSum - max);
            for (int c = 0; c < dx.Length; c++)
            {
                dx[c] = (dx[c] * factor) - (scale * t[c]);
            }

            loss += double.CreateTruncating(rowLoss);
        }

        return loss / rows;
    }
}
