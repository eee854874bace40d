namespace CeGen.Runtime.Tests;

/// <summary>The gradients are the slopes of what the same classes compute.</summary>
public class SoftmaxFiniteDifferenceTests
{
    private const double Step = 1e-5;

    private const double Tolerance = 1e-8;

    [Theory]
    [InlineData(Form.Softmax, 1)]
    [InlineData(Form.Softmax, 11)]
    [InlineData(Form.LogSoftmax, 1)]
    [InlineData(Form.LogSoftmax, 11)]
    public void The_gradient_is_the_slope_of_the_weighted_sum_of_the_result(Form form, int spatialSize)
    {
        foreach (int classes in new[] { 2, 5, 13 })
        {
            double[] logits = Batch.Random(classes, 2 * spatialSize, classes, spread: 2).Logits;
            double[] upstream = Batch.Random(classes + 1, 2 * spatialSize, classes, spread: 1).Logits;
            double Sum() => SoftmaxForms.Forward(form, logits, classes, spatialSize).Zip(upstream, (r, u) => r * u).Sum();

            double[] gradient = SoftmaxForms.Backward(form, SoftmaxForms.Forward(form, logits, classes, spatialSize), classes, upstream, spatialSize);
            for (int i = 0; i < logits.Length; i++)
            {
                double x = logits[i];
                logits[i] = x + Step;
                double above = Sum();
                logits[i] = x - Step;
                double below = Sum();
                logits[i] = x;
                double slope = (above - below) / (2 * Step);
                Assert.InRange(gradient[i], slope - Tolerance, slope + Tolerance);
            }
        }
    }
}
