namespace CeGen.Runtime.Tests;

public class OptionTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void There_is_at_least_one_class(int classes)
    {
        ArgumentOutOfRangeException e = Assert.Throws<ArgumentOutOfRangeException>(() => new CrossEntropyLoss(classes));
        Assert.Equal("classes", e.ParamName);
        Assert.Equal(classes, e.ActualValue);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void The_smoothing_lies_between_zero_and_one(double smoothing)
    {
        ArgumentOutOfRangeException e = Assert.Throws<ArgumentOutOfRangeException>(
            () => new CrossEntropyLoss(3, new CrossEntropyOptions { LabelSmoothing = smoothing }));
        Assert.Equal("options", e.ParamName);
        Assert.Equal(smoothing, e.ActualValue);
        Assert.Contains("[0, 1]", e.Message);
    }

    [Fact]
    public void A_gamma_beyond_float_is_refused_by_calls_with_floats()
    {
        var loss = new CrossEntropyLoss(3, new CrossEntropyOptions { FocalGamma = 1e300 });
        ArgumentOutOfRangeException e = Assert.Throws<ArgumentOutOfRangeException>(() => loss.Forward<float, int>([1, 2, 3], [0]));
        Assert.Equal("FocalGamma", e.ParamName);
        Assert.True(double.IsFinite(loss.Forward<double, int>([1, 2, 3], [0])));
    }

    [Fact]
    public void Weights_whose_sum_is_beyond_float_still_have_a_mean()
    {
        float[] gradient = new float[40], expected = new float[40];
        int[] targets = [.. Enumerable.Range(0, 20).Select(i => i % 2)];
        var loss = new CrossEntropyLoss(2);
        float mean = loss.ForwardBackward<float, int>(new float[40], targets, gradient, new CrossEntropyExtras<float> { Weights = [3e38f, 3e38f] });
        Assert.Equal(Math.Log(2), mean, 1e-6);
        loss.ForwardBackward<float, int>(new float[40], targets, expected);
        Assert.All(gradient.Zip(expected), g => Assert.Equal(g.Second, g.First, 1e-6f));
    }

    [Fact]
    public void The_reduction_is_one_of_the_three()
    {
        ArgumentOutOfRangeException e = Assert.Throws<ArgumentOutOfRangeException>(
            () => new CrossEntropyLoss(3, new CrossEntropyOptions { Reduction = (Reduction)17 }));
        Assert.Equal("options", e.ParamName);
    }

    [Fact]
    public void The_defaults_are_those_of_PyTorch()
    {
        var loss = new CrossEntropyLoss(3);
        Assert.Equal(3, loss.Classes);
        Assert.Equal(new CrossEntropyOptions { Reduction = Reduction.Mean, LabelSmoothing = 0, IgnoreIndex = -100 }, loss.Options);
    }

    [Fact]
    public void The_ends_of_the_smoothing_are_allowed()
    {
        Assert.Equal(1, new CrossEntropyLoss(3, new CrossEntropyOptions { LabelSmoothing = 1 }).Options.LabelSmoothing);
        Assert.Equal(0, new CrossEntropyLoss(3, new CrossEntropyOptions { LabelSmoothing = 0 }).Options.LabelSmoothing);
    }
}
