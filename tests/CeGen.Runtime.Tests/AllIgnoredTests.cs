namespace CeGen.Runtime.Tests;

/// <summary>What the mean of nothing is: as the option says where all rows are ignored, NaN where there are none.</summary>
public sealed class AllIgnoredTests
{
    private readonly float[] _logits = [1, 2, 3, 4, 5, 6];
    private readonly int[] _ignored = [-100, -100];
    private readonly float[] _gradient = Poison.Array<float>(6);
    private readonly float[] _losses = Poison.Array<float>(2);

    [Theory]
    [InlineData(AllIgnored.NaN, float.NaN)]
    [InlineData(AllIgnored.Zero, 0)]
    public void The_mean_is_NaN_or_zero_with_a_gradient_of_zeros(AllIgnored option, float expected)
    {
        CrossEntropyLoss loss = Mean(option);

        Assert.Equal(expected, loss.Forward<float, int>(_logits, _ignored));
        Assert.Equal(expected, loss.ForwardBackward<float, int>(_logits, _ignored, _losses, _gradient));
        Assert.Equal(new float[2], _losses);
        Assert.Equal(new float[6], _gradient);
    }

    [Fact]
    public void The_mean_is_refused_before_anything_is_written()
    {
        InvalidOperationException e = Assert.Throws<InvalidOperationException>(() => Mean(AllIgnored.Throw).ForwardBackward<float, int>(_logits, _ignored, _losses, _gradient));

        Assert.Contains("All 2 rows are ignored (target -100)", e.Message);
        Poison.IsUntouched(_losses);
        Poison.IsUntouched(_gradient);
    }

    [Theory]
    [InlineData(AllIgnored.NaN)]
    [InlineData(AllIgnored.Zero)]
    [InlineData(AllIgnored.Throw)]
    public void A_row_that_counts_makes_a_mean(AllIgnored option) =>
        Assert.Equal(MathF.Log(3), Mean(option).Forward<float, int>(new float[6], [-100, 1]), 1e-6f);

    [Theory]
    [InlineData(AllIgnored.NaN)]
    [InlineData(AllIgnored.Zero)]
    [InlineData(AllIgnored.Throw)]
    public void The_mean_of_no_rows_is_NaN(AllIgnored option) => Assert.Equal(float.NaN, Mean(option).Forward<float, int>([], []));

    [Theory]
    [InlineData(Reduction.Sum)]
    [InlineData(Reduction.None)]
    public void Without_a_mean_nothing_is_amiss(Reduction reduction)
    {
        var loss = new CrossEntropyLoss(3, new CrossEntropyOptions { Reduction = reduction, AllIgnored = AllIgnored.Throw });

        Assert.Equal(0, loss.ForwardBackward<float, int>(_logits, _ignored, _losses, _gradient));
        Assert.Equal(new float[2], _losses);
        Assert.Equal(new float[6], _gradient);
    }

    private static CrossEntropyLoss Mean(AllIgnored option) => new(3, new CrossEntropyOptions { AllIgnored = option });
}
