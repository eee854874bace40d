using System.Numerics;

namespace CeGen.Benchmarks;

/// <summary>Class indices, samples (N, C, S): the logits of a position are S apart.</summary>
internal static class ScalarPositions
{
    public static double Run<T>(ReadOnlySpan<T> logits, ReadOnlySpan<int> targets, Span<T> gradient, Shape shape)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T scale = T.One / T.CreateChecked(targets.Length);
        int stride = shape.Spatial;
        double loss = 0;
        for (int sample = 0; sample < shape.Batch; sample++)
        {
            ReadOnlySpan<T> x = logits.Slice(sample * shape.Classes * stride, shape.Classes * stride);
            Span<T> dx = gradient.Slice(sample * shape.Classes * stride, shape.Classes * stride);
            ReadOnlySpan<int> y = targets.Slice(sample * stride, stride);
            for (int position = 0; position < stride; position++)
            {
                T max = x[position];
                for (int i = position + stride; i < x.Length; i += stride)
                {
                    if (x[i] > max)
                    {
                        max = x[i];
                    }
                }

                T sum = T.Zero;
                for (int i = position; i < x.Length; i += stride)
                {
                    T e = T.Exp(x[i] - max);
                    dx[i] = e;
                    sum += e;
                }

                T factor = scale / sum;
                for (int i = position; i < dx.Length; i += stride)
                {
                    dx[i] *= factor;
                }

                int target = position + (y[position] * stride);
                dx[target] -= scale;
                loss += double.CreateTruncating(T.Log(sum) + max - x[target]);
            }
        }

        return loss / targets.Length;
    }
}
