namespace CeGen.Benchmarks.Tests;

public sealed class SpreadTests
{
    [Fact]
    public void Quartiles_lie_between_neighbours_in_proportion()
    {
        Assert.Equal(new Spread(3, 2, 4), Spread.Of([5, 1, 4, 2, 3]));
        Assert.Equal(new Spread(2.5, 1.75, 3.25), Spread.Of([4, 3, 2, 1]));
        Assert.Equal(1.5, Spread.Of([4, 3, 2, 1]).Range);
    }

    [Fact]
    public void One_sample_spreads_over_nothing() => Assert.Equal(new Spread(7, 7, 7), Spread.Of([7]));

    [Fact]
    public void No_samples_are_an_error() => Assert.Throws<ArgumentException>(() => Spread.Of([]));

    [Fact]
    public void A_sample_repeats_short_calls_and_not_long_ones()
    {
        Assert.Equal(50, Effort.Full.Repetitions(0.1));
        Assert.Equal(2, Effort.Full.Repetitions(4.9));
        Assert.Equal(1, Effort.Full.Repetitions(300));
        Assert.Equal(1_000_000, Effort.Full.Repetitions(0));
    }
}
