using System.Numerics;
using CeGen.Testing;
using Xunit.Abstractions;

namespace CeGen.Runtime.Tests;

/// <summary>
/// The focal loss of each row by itself, also where a row is sure of its target and all that is left is a tiny number: against (1−p)^γ·(−log p) with 1 − p
/// from the other classes, in double.
/// </summary>
public abstract class FocalExactnessTests<T>(ITestOutputHelper output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly ExactCase[] Cases = ExactCase.Read().Where(c => c.Logits.Length <= 200).ToArray();

    public static TheoryData<double> Gammas => [0.5, 1, 2, 5];

    [Theory]
    [MemberData(nameof(Gammas))]
    public void Loss_and_gradient_keep_their_digits(double gamma)
    {
        double worstLoss = 0, worstGradient = 0;
        foreach (ExactCase c in Cases)
        {
            var problem = new ReferenceLoss(c.Logits, c.Logits.Length) { Indices = [c.Target], Gamma = gamma, Reduction = Reduction.Sum };
            (double loss, double[] gradient) = Expected(c, gamma);
            if (loss < 1e-30)
            {
                // Subnormal in float.
                continue;
            }

            // A power is exp(γ·log(1 − p)), and an ulp of the exponent is as many of the power as the exponent is large.
            double promise = 6 + (gamma * Math.Abs(Math.Log(-c.Gradient[c.Target])));
            foreach (int positions in new[] { 1, 2, 17 })
            {
                ReferenceLoss repeated = Repeated(problem, positions);
                LossCalls.Outcome<T> actual = LossCalls.Run<T>(repeated, CallForm.Fused);
                int row = positions - 1;
                double error = Ulp.Error<T>(double.CreateTruncating(actual.Losses[row]), loss);
                worstLoss = Math.Max(worstLoss, error / promise);
                Assert.True(error <= promise, $"{c.Name}, {positions} positions: a loss of {actual.Losses[row]} instead of {loss}, {error} ulp");

                double largest = gradient.Max(Math.Abs);
                error = gradient.Select((g, j) => Ulp.Error<T>(double.CreateTruncating(actual.Gradient[repeated.At(row, j)]), g, largest)).Max();
                worstGradient = Math.Max(worstGradient, error / promise);
                Assert.True(error <= promise, $"{c.Name}, {positions} positions: {error} ulp of {largest}");
            }
        }

        output.WriteLine(FormattableString.Invariant($"{typeof(T).Name}, gamma {gamma}: loss {worstLoss:F2}, gradient {worstGradient:F2} of the promise"));
    }

    /// <summary>From the file's loss and gradient, which hold −log p and p − 1 with 60 digits' worth.</summary>
    private static (double Loss, double[] Gradient) Expected(ExactCase c, double gamma)
    {
        double rest = -c.Gradient[c.Target], p = Math.Exp(-c.Loss);
        double power = Math.Pow(rest, gamma);
        double factor = power + (gamma * p * Math.Pow(rest, gamma - 1) * c.Loss);
        return (power * c.Loss, [.. c.Gradient.Select(g => factor * g)]);
    }

    private static ReferenceLoss Repeated(ReferenceLoss row, int positions)
    {
        ReferenceLoss repeated = row with { Positions = positions, Logits = new double[row.Classes * positions], Indices = [.. Enumerable.Repeat(row.Indices![0], positions)] };
        for (int i = 0; i < repeated.Logits.Length; i++)
        {
            repeated.Logits[i] = row.Logits[i / positions];
        }

        return repeated;
    }

    [Theory]
    [MemberData(nameof(Gammas))]
    public void The_edges_are_what_they_must_be(double gamma)
    {
        foreach (int positions in new[] { 1, 3 })
        {
            // All of the sum: nothing is left to learn. None of it: the loss is infinite, the gradient that of cross entropy.
            LossCalls.Outcome<T> sure = LossCalls.Run<T>(Row([3, double.NegativeInfinity, double.NegativeInfinity], 0, gamma, positions), CallForm.Fused);
            Assert.All(sure.Losses, l => Assert.Equal(T.Zero, l));
            Assert.All(sure.Gradient, g => Assert.Equal(T.Zero, g));

            LossCalls.Outcome<T> lost = LossCalls.Run<T>(Row([double.NegativeInfinity, 1, 1], 0, gamma, positions), CallForm.Fused);
            Assert.All(lost.Losses, l => Assert.Equal(T.PositiveInfinity, l));
            Assert.All(lost.Gradient[..positions], g => Assert.Equal(-T.One, g));
            Assert.All(lost.Gradient[positions..], g => Assert.Equal(0.5, double.CreateTruncating(g), 1e-6));

            LossCalls.Outcome<T> single = LossCalls.Run<T>(Row([7], 0, gamma, positions), CallForm.Fused);
            Assert.All(single.Losses, l => Assert.Equal(T.Zero, l));
            Assert.All(single.Gradient, g => Assert.Equal(T.Zero, g));
        }
    }

    private static ReferenceLoss Row(double[] logits, long target, double gamma, int positions) =>
        Repeated(new ReferenceLoss(logits, logits.Length) { Indices = [target], Gamma = gamma, Reduction = Reduction.Sum }, positions);
}

public sealed class FocalExactnessSingleTests(ITestOutputHelper output) : FocalExactnessTests<float>(output);

public sealed class FocalExactnessDoubleTests(ITestOutputHelper output) : FocalExactnessTests<double>(output);
