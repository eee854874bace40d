using System.Numerics;

namespace CeGen.Benchmarks;

/// <summary>Class indices, rows (N, C).</summary>
internal static class ScalarRows
{
    public static double Plain<T>(ReadOnlySpan<T> logits, ReadOnlySpan<int> targets, Span<T> gradient, int classes)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T scale = T.One / T.CreateChecked(targets.Length);
        double loss = 0;
        for (int row = 0; row < targets.Length; row++)
        {
            ReadOnlySpan<T> x = logits.Slice(row * classes, classes);
            Span<T> dx = gradient.Slice(row * classes, classes);
            T max = Max(x);
            T sum = Exponentials(x, max, dx);
            T factor = scale / sum;
            for (int c = 0; c < dx.Length; c++)
            {
                dx[c] *= factor;
            }

            dx[targets[row]] -= scale;
            loss += double.CreateTruncating(T.Log(sum) + max - x[targets[row]]);
        }

        return loss / targets.Length;
    }

    public static double Smoothed<T>(ReadOnlySpan<T> logits, ReadOnlySpan<int> targets, T smoothing, Span<T> gradient, int classes)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T scale = T.One / T.CreateChecked(targets.Length);
        T share = smoothing / T.CreateChecked(classes);
        double loss = 0;
        for (int row = 0; row < targets.Length; row++)
        {
            ReadOnlySpan<T> x = logits.Slice(row * classes, classes);
            Span<T> dx = gradient.Slice(row * classes, classes);
            T max = Max(x);
            T sum = Exponentials(x, max, dx);
            T factor = scale / sum;
            T total = T.Zero;
            for (int c = 0; c < dx.Length; c++)
            {
                dx[c] = (dx[c] * factor) - (scale * share);
                total += x[c];
            }

            dx[targets[row]] -= scale * (T.One - smoothing);
            T logSum = T.Log(sum) + max;
            loss += double.CreateTruncating(logSum - ((T.One - smoothing) * x[targets[row]]) - (share * total));
        }

        return loss / targets.Length;
    }

    public static double Weighted<T>(ReadOnlySpan<T> logits, ReadOnlySpan<int> targets, ReadOnlySpan<T> weights, Span<T> gradient)
        where T : IBinaryFloatingPointIeee754<T>
    {
        int classes = weights.Length;
        double divisor = 0;
        foreach (int target in targets)
        {
            divisor += double.CreateTruncating(weights[target]);
        }

        T inverse = T.CreateTruncating(1 / divisor);
        double loss = 0;
        for (int row = 0; row < targets.Length; row++)
        {
            ReadOnlySpan<T> x = logits.Slice(row * classes, classes);
            Span<T> dx = gradient.Slice(row * classes, classes);
            T weight = weights[targets[row]];
            T max = Max(x);
            T sum = Exponentials(x, max, dx);
            T factor = weight * inverse / sum;
            for (int c = 0; c < dx.Length; c++)
            {
                dx[c] *= factor;
            }

            dx[targets[row]] -= weight * inverse;
            loss += double.CreateTruncating(weight * (T.Log(sum) + max - x[targets[row]]));
        }

        return loss / divisor;
    }

    public static double Forward<T>(ReadOnlySpan<T> logits, ReadOnlySpan<int> targets, int classes)
        where T : IBinaryFloatingPointIeee754<T>
    {
        double loss = 0;
        for (int row = 0; row < targets.Length; row++)
        {
            ReadOnlySpan<T> x = logits.Slice(row * classes, classes);
            T max = Max(x);
            T sum = T.Zero;
            for (int c = 0; c < x.Length; c++)
            {
                sum += T.Exp(x[c] - max);
            }

            loss += double.CreateTruncating(T.Log(sum) + max - x[targets[row]]);
        }

        return loss / targets.Length;
    }

    public static T Max<T>(ReadOnlySpan<T> x)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T max = x[0];
        for (int c = 1; c < x.Length; c++)
        {
            if (x[c] > max)
            {
                max = x[c];
            }
        }

        return max;
    }

    /// <summary>Writes exp(x − max) where the gradient goes.</summary>
    /// <returns>Their sum.</returns>
    public static T Exponentials<T>(ReadOnlySpan<T> x, T max, Span<T> dx)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int c = 0; c < x.Length; c++)
        {
            T e = T.Exp(x[c] - max);
            dx[c] = e;
            sum += e;
        }

        return sum;
    }
}
