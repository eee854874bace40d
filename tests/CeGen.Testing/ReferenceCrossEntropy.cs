namespace CeGen.Testing;

/// <summary>
/// Cross entropy over class indices, written from its definition in plain double loops. It shares no line with the project's code.
/// </summary>
public static class ReferenceCrossEntropy
{
    /// <summary>What a loss gives.</summary>
    /// <param name="Losses">The loss of each row.</param>
    /// <param name="Reduced">The reduced loss; 0 with <see cref="Reduction.None"/>.</param>
    /// <param name="Gradient">d loss / d logits times the upstream gradient.</param>
    public sealed record Result(double[] Losses, double Reduced, double[] Gradient);

    public static Result Compute(
        double[] logits,
        long[] targets,
        int classes,
        Reduction reduction,
        double smoothing = 0,
        long ignoreIndex = -100,
        double[]? upstream = null)
    {
        int rows = targets.Length;
        var losses = new double[rows];
        var gradient = new double[logits.Length];
        int counted = targets.Count(t => t != ignoreIndex);
        for (int row = 0; row < rows; row++)
        {
            if (targets[row] == ignoreIndex)
            {
                continue;
            }

            double[] x = logits[(row * classes)..((row + 1) * classes)];
            double max = x.Max();
            double[] e = [.. x.Select(v => Math.Exp(v - max))];
            double sum = e.Sum();
            double logSum = Math.Log(sum);
            double[] minusLogP = [.. x.Select(v => logSum - (v - max))];

            losses[row] = smoothing == 0
                ? minusLogP[targets[row]]
                : ((1 - smoothing) * minusLogP[targets[row]]) + (smoothing / classes * minusLogP.Sum());

            double g = (upstream is null ? 1 : upstream.Length == 1 ? upstream[0] : upstream[row]) / (reduction == Reduction.Mean ? counted : 1);
            for (int j = 0; j < classes; j++)
            {
                gradient[(row * classes) + j] = g * ((e[j] / sum) - (smoothing / classes) - (j == targets[row] ? 1 - smoothing : 0));
            }
        }

        double reduced = reduction switch
        {
            Reduction.None => 0,
            Reduction.Mean => losses.Sum() / counted,
            _ => losses.Sum(),
        };
        return new Result(losses, reduced, gradient);
    }
}
