namespace CeGen.Testing;

/// <summary>
/// What a binary cross entropy should give, from <see cref="ReferenceBinaryCrossEntropy"/>, within what docs/numerics.md promises for targets of 0 and 1. For a target between them, an entry of
/// the gradient is a difference, and the units are those of its parts.
/// </summary>
public static class BinaryReference
{
    private const double Plain = 4;
    private const double Focal = 6;

    private static readonly double ErrorOfReference = Math.ScaleB(256, -52);

    public static LossExpectation Of<T>(LossSetup setup, LossInputs inputs)
    {
        double Weight(int i) => setup.Weights?[i % setup.Classes] ?? 1;
        double Positive(int i) => setup.PositiveWeights?[i % setup.Classes] ?? 1;
        ReferenceBinaryCrossEntropy.Result result = ReferenceBinaryCrossEntropy.Compute(
            inputs.Logits, inputs.Probabilities, Reduction.None, Weight, Positive, setup.Gamma, setup.Alpha);
        int length = inputs.Logits.Length;
        Bounded[] losses = new Bounded[length], gradient = new Bounded[length];
        for (int i = 0; i < length; i++)
        {
            (double x, double t) = (inputs.Logits[i], inputs.Probabilities[i]);
            double p = 1 / (1 + Math.Exp(-x)), rest = Math.Max(t == 1 ? 1 / (1 + Math.Exp(x)) : t == 0 ? p : 1 - ((p * t) + ((1 - p) * (1 - t))), 1e-300);
            bool isWhole = t is 0 or 1;
            double factor = Weight(i) * (setup.Alpha is { } a ? (a * t) + ((1 - a) * (1 - t)) : 1), positive = Positive(i);
            double entropy = ((1 - t) * Softplus(x)) + (t * positive * Softplus(-x)), power = Math.Pow(rest, setup.Gamma);
            double parts = factor * ((power * (((1 - t) * p) + (t * positive * (1 - p)))) + (setup.Gamma * power / rest * p * (1 - p) * entropy));

            // A power multiplies the error of its base, which is a difference if the target lies between 0 and 1. Weights and α are a rounding each.
            double ulps = (setup.Gamma == 0 ? Plain : Focal + (setup.Gamma * (Math.Abs(Math.Log(rest)) + (isWhole ? 0 : 2 / rest)))) + 3;
            double error = ErrorOfReference * (1 + setup.Gamma) * factor * (1 + positive) * (1 + Math.Abs(x)) * (1 + (power / rest));
            losses[i] = new(result.Losses[i], (ulps * Ulp.Unit<T>(factor * power * entropy)) + error);
            gradient[i] = new(result.Gradient[i], (ulps * Ulp.Unit<T>(parts)) + error);
        }

        double divisor = setup.Reduction == Reduction.Mean ? length : 1;
        return new(
            setup.Reduction == Reduction.None ? default : SetupReference.SumOf<T>(losses, divisor),
            losses,
            setup.Reduction == Reduction.Mean ? [.. gradient.Select(g => g.Times<T>(1 / divisor))] : gradient,
            [],
            []);
    }

    private static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
}
