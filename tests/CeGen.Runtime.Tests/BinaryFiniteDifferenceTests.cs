namespace CeGen.Runtime.Tests;

/// <summary>The gradient is the slope of the loss that the same class computes.</summary>
public class BinaryFiniteDifferenceTests
{
    private const double Step = 1e-5;

    private const double Tolerance = 1e-7;

    [Theory]
    [InlineData(0, null)]
    [InlineData(0, 0.25)]
    [InlineData(0.5, null)]
    [InlineData(1, 0.9)]
    [InlineData(2, 0.25)]
    [InlineData(3.7, null)]
    public void The_gradient_is_the_slope_of_the_loss(double gamma, double? alpha)
    {
        foreach (int labels in new[] { 1, 3, 21 })
        {
            BinaryBatch batch = BinaryBatch.Random(labels, 9, labels, spread: 2);
            foreach (Reduction reduction in new[] { Reduction.Mean, Reduction.Sum })
            {
                BinaryCrossEntropyLoss loss = BinaryBatch.Loss(labels, reduction, gamma, alpha);
                IsTheSlope(loss, batch);
                IsTheSlope(loss, batch.Weighted(perElement: false));
                IsTheSlope(loss, batch.Weighted(perElement: true));
            }
        }
    }

    private static void IsTheSlope(BinaryCrossEntropyLoss loss, BinaryBatch batch)
    {
        double[] gradient = batch.Backward<double>(loss, 1.5);
        double[] logits = [.. batch.Logits];
        for (int i = 0; i < logits.Length; i++)
        {
            double x = logits[i];
            logits[i] = x + Step;
            double above = loss.Forward<double>(logits, batch.Targets, batch.WeightsAs<double>());
            logits[i] = x - Step;
            double below = loss.Forward<double>(logits, batch.Targets, batch.WeightsAs<double>());
            logits[i] = x;
            double slope = 1.5 * (above - below) / (2 * Step);
            Assert.InRange(gradient[i], slope - Tolerance, slope + Tolerance);
        }
    }
}
