using System.Numerics;

namespace CeGen.Benchmarks;

/// <summary>Binary cross entropy: elements, with one exponential and one logarithm each.</summary>
internal static class ScalarLabels
{
    public static double Run<T>(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> gradient)
        where T : IBinaryFloatingPointIeee754<T>
    {
        T scale = T.One / T.CreateChecked(logits.Length);
        double loss = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            T x = logits[i];
            T e = T.Exp(-T.Abs(x));
            T sigmoid = (x >= T.Zero ? T.One : e) / (T.One + e);
            gradient[i] = scale * (sigmoid - targets[i]);
            loss += double.CreateTruncating((x > T.Zero ? x : T.Zero) - (x * targets[i]) + T.Log(T.One + e));
        }

        return loss / logits.Length;
    }
}
