using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>With every option, the gradient is the slope of the loss that the same class computes.</summary>
public class OptionFiniteDifferenceTests
{
    private const double Step = 1e-5;

    private const double Tolerance = 2e-8;

    public static TheoryData<int, int> Shapes => new() { { 2, 1 }, { 5, 1 }, { 13, 1 }, { 2, 3 }, { 5, 7 }, { 13, 9 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Weights_and_smoothing_have_their_slope(int classes, int positions)
    {
        ReferenceLoss problem = Problems.Random(1, positions == 1 ? 5 : 2, classes, positions, spread: 2).Ignoring(row => row == 1);
        foreach (double smoothing in new[] { 0, 0.2, 1 })
        {
            foreach (double[] weights in new[] { Problems.Weights(2, classes), Problems.WeightsWithZeros(2, classes) })
            {
                IsTheSlope(problem with { Weights = weights, Smoothing = smoothing });
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Probabilities_have_their_slope(int classes, int positions)
    {
        ReferenceLoss problem = Problems.Random(3, 2, classes, positions, probabilities: true, spread: 2);
        foreach (double smoothing in new[] { 0, 0.2, 1 })
        {
            IsTheSlope(problem with { Smoothing = smoothing });
            IsTheSlope(problem with { Smoothing = smoothing, Weights = Problems.WeightsWithZeros(4, classes) });
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_focal_loss_has_its_slope(int classes, int positions)
    {
        ReferenceLoss problem = Problems.Random(5, 2, classes, positions, spread: 2).Ignoring(row => row == 1);
        foreach (double gamma in new[] { 0.5, 1, 2, 5 })
        {
            IsTheSlope(problem with { Gamma = gamma });
            IsTheSlope(problem with { Gamma = gamma, Weights = Problems.Weights(6, classes) });
        }
    }

    private static void IsTheSlope(ReferenceLoss problem)
    {
        ClassLayout layout = problem.Positions == 1 ? ClassLayout.ClassLast : ClassLayout.ClassFirst;
        foreach (Reduction reduction in Enum.GetValues<Reduction>())
        {
            ReferenceLoss p = problem with { Reduction = reduction };
            double[] upstream = reduction == Reduction.None ? [.. Enumerable.Range(0, p.Rows).Select(row => (row % 4) - 1.5)] : [1.5];
            double[] gradient = LossCalls.Run<double>(p, CallForm.Backward, layout, upstream).Gradient;
            double[] logits = [.. p.Logits];
            for (int i = 0; i < logits.Length; i++)
            {
                double x = logits[i];
                logits[i] = x + Step;
                double above = Value(p with { Logits = logits }, layout, upstream);
                logits[i] = x - Step;
                double below = Value(p with { Logits = logits }, layout, upstream);
                logits[i] = x;
                double slope = (above - below) / (2 * Step);
                Assert.InRange(gradient[i], slope - Tolerance, slope + Tolerance);
            }
        }
    }

    private static double Value(ReferenceLoss problem, ClassLayout layout, double[] upstream)
    {
        LossCalls.Outcome<double> outcome = LossCalls.Run<double>(problem, CallForm.Forward, layout);
        return problem.Reduction == Reduction.None ? outcome.Losses.Zip(upstream, (l, u) => l * u).Sum() : upstream[0] * outcome.Reduced;
    }
}
