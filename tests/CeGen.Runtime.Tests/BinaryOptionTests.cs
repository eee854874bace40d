namespace CeGen.Runtime.Tests;

public class BinaryOptionTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void There_is_at_least_one_label(int labels)
    {
        ArgumentOutOfRangeException e = Assert.Throws<ArgumentOutOfRangeException>(() => new BinaryCrossEntropyLoss(labels));
        Assert.Equal("labels", e.ParamName);
        Assert.Equal(labels, e.ActualValue);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void Gamma_is_finite_and_not_negative(double gamma) =>
        Fails("FocalGamma", gamma, new BinaryCrossEntropyOptions { FocalGamma = gamma });

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Alpha_lies_between_zero_and_one(double alpha) =>
        Fails("FocalAlpha", alpha, new BinaryCrossEntropyOptions { FocalAlpha = alpha });

    [Fact]
    public void The_reduction_is_one_of_the_three() =>
        Fails("Reduction", (Reduction)17, new BinaryCrossEntropyOptions { Reduction = (Reduction)17 });

    [Fact]
    public void The_defaults_are_those_of_PyTorch()
    {
        var loss = new BinaryCrossEntropyLoss(3);
        Assert.Equal(3, loss.Labels);
        Assert.Equal(new BinaryCrossEntropyOptions { Reduction = Reduction.Mean, FocalGamma = 0, FocalAlpha = null }, loss.Options);
    }

    [Fact]
    public void The_ends_of_alpha_are_allowed()
    {
        float[] logits = [1, 1];
        float[] targets = [0, 1];
        float[] losses = new float[2];
        BinaryBatch.Loss(2, Reduction.None, 0, 0).Forward<float>(logits, targets, losses.AsSpan());
        Assert.True(losses[0] > 1 && losses[1] == 0);
        BinaryBatch.Loss(2, Reduction.None, 0, 1).Forward<float>(logits, targets, losses.AsSpan());
        Assert.True(losses[0] == 0 && losses[1] > 0.3);
    }

    private static void Fails(string parameter, object value, BinaryCrossEntropyOptions options)
    {
        ArgumentOutOfRangeException e = Assert.Throws<ArgumentOutOfRangeException>(() => new BinaryCrossEntropyLoss(3, options));
        Assert.Equal(parameter, e.ParamName);
        Assert.Equal(value, e.ActualValue);
    }
}
