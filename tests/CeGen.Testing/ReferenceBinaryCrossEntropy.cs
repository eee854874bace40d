namespace CeGen.Testing;

/// <summary>Binary cross entropy with logits, written from its definition in plain double loops. It shares no line with the project's code.</summary>
public static class ReferenceBinaryCrossEntropy
{
    /// <summary>What a loss gives.</summary>
    /// <param name="Losses">The loss of each element.</param>
    /// <param name="Reduced">The reduced loss; 0 with <see cref="Reduction.None"/>.</param>
    /// <param name="Gradient">d loss / d logits times the upstream gradient.</param>
    public sealed record Result(double[] Losses, double Reduced, double[] Gradient);

    /// <param name="logits">The logits, (N, L).</param>
    /// <param name="targets">The targets, (N, L).</param>
    /// <param name="reduction">The reduction.</param>
    /// <param name="weight">The label weight of an element.</param>
    /// <param name="positiveWeight">The positive weight of an element.</param>
    /// <param name="gamma">γ.</param>
    /// <param name="alpha">α.</param>
    /// <param name="upstream">One upstream gradient, one per element, or 1.</param>
    public static Result Compute(
        double[] logits,
        double[] targets,
        Reduction reduction,
        Func<int, double> weight,
        Func<int, double> positiveWeight,
        double gamma = 0,
        double? alpha = null,
        double[]? upstream = null)
    {
        var losses = new double[logits.Length];
        var gradient = new double[logits.Length];
        for (int i = 0; i < logits.Length; i++)
        {
            (double x, double t, double pw) = (logits[i], targets[i], positiveWeight(i));
            double p = 1 / (1 + Math.Exp(-x));
            double softplus = Math.Max(-x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
            double ce = ((1 - t) * x) + ((1 + ((pw - 1) * t)) * softplus);
            double slope = ((1 + ((pw - 1) * t)) * (p - 1)) + (1 - t);
            double scale = weight(i) * (alpha is { } a ? (a * t) + ((1 - a) * (1 - t)) : 1);
            if (gamma != 0)
            {
                double rest = 1 - ((p * t) + ((1 - p) * (1 - t)));
                double power = Math.Pow(rest, gamma);
                slope = (power * slope) + (gamma * Math.Pow(rest, gamma - 1) * (1 - (2 * t)) * p * (1 - p) * ce);
                ce *= power;
            }

            losses[i] = scale * ce;
            double g = upstream is null ? 1 : upstream.Length == 1 ? upstream[0] : upstream[i];
            gradient[i] = g / (reduction == Reduction.Mean ? logits.Length : 1) * scale * slope;
        }

        double reduced = reduction switch
        {
            Reduction.None => 0,
            Reduction.Mean => losses.Sum() / losses.Length,
            _ => losses.Sum(),
        };
        return new Result(losses, reduced, gradient);
    }
}
