namespace CeGen.Runtime.Tests;

/// <summary>The gradient is the slope of the loss that the same class computes.</summary>
public class FiniteDifferenceTests
{
    private const double Step = 1e-5;

    private const double Tolerance = 1e-8;

    [Theory]
    [InlineData(Reduction.Mean, 0)]
    [InlineData(Reduction.Mean, 0.2)]
    [InlineData(Reduction.Sum, 0)]
    [InlineData(Reduction.Sum, 0.2)]
    [InlineData(Reduction.Sum, 1)]
    public void The_gradient_of_a_reduced_loss_is_its_slope(Reduction reduction, double smoothing)
    {
        foreach (int classes in new[] { 2, 5, 13, 34 })
        {
            CrossEntropyLoss loss = Calls.Loss(classes, reduction, smoothing);
            Batch batch = Batch.Random(classes, 4, classes, spread: 2).Ignoring(row => row == 2);
            double[] gradient = Calls.Backward<double>(loss, batch, 1.5);
            IsTheSlope(batch, gradient, logits => 1.5 * loss.Forward<double, long>(logits, batch.Targets));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.2)]
    public void The_gradient_of_separate_losses_is_the_slope_of_their_weighted_sum(double smoothing)
    {
        double[] upstream = [0.5, -2, 7, 0];
        foreach (int classes in new[] { 2, 5, 13, 34 })
        {
            CrossEntropyLoss loss = Calls.Loss(classes, Reduction.None, smoothing);
            Batch batch = Batch.Random(classes, 4, classes, spread: 2);
            double[] gradient = Calls.Backward<double>(loss, batch, upstream);
            IsTheSlope(batch, gradient, logits =>
            {
                double[] losses = new double[4];
                loss.Forward<double, long>(logits, batch.Targets, losses);
                return losses.Zip(upstream, (l, u) => l * u).Sum();
            });
        }
    }

    private static void IsTheSlope(Batch batch, double[] gradient, Func<double[], double> loss)
    {
        double[] logits = [.. batch.Logits];
        for (int i = 0; i < logits.Length; i++)
        {
            double x = logits[i];
            logits[i] = x + Step;
            double above = loss(logits);
            logits[i] = x - Step;
            double below = loss(logits);
            logits[i] = x;
            double slope = (above - below) / (2 * Step);
            Assert.InRange(gradient[i], slope - Tolerance, slope + Tolerance);
        }
    }
}
