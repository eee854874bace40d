namespace CeGen.Runtime.Tests;

public class LossSumTests
{
    [Fact]
    public void A_block_is_sixteen_sums_that_are_added_in_a_tree()
    {
        var random = new Random(1);
        for (int length = 0; length <= 256; length++)
        {
            float[] single = [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() * MathF.Pow(10, random.Next(-20, 20)))];
            double[] twice = [.. Enumerable.Range(0, length).Select(_ => random.NextDouble() * Math.Pow(10, random.Next(-20, 20)))];
            Bits.Equal(SixteenLanes([.. single.Select(l => (double)l)]), LossSum.Block<float>(single), $"float {length}");
            Bits.Equal(SixteenLanes(twice), LossSum.Block<double>(twice), $"double {length}");
        }
    }

    [Fact]
    public void Floats_are_added_in_double()
    {
        float[] losses = [16777216, .. Enumerable.Repeat(1f, 200)];
        Assert.NotEqual(16777416f, losses.Aggregate((sum, l) => sum + l));
        Assert.Equal(16777416d, LossSum.Block<float>(losses));
    }

    [Fact]
    public void The_sum_of_many_blocks_is_as_good_as_exact()
    {
        var random = new Random(2);
        double[] blocks = [.. Enumerable.Range(0, 20_000).Select(i => random.NextDouble() * Math.Pow(10, random.Next(-8, 8)))];
        BigNumber exact = BigNumber.Sum(blocks);
        Assert.True(exact.UlpError<double>(blocks.Sum()) > 3, "the plain sum is exact as well: the test shows nothing");
        Assert.InRange(exact.UlpError<double>(Total(blocks)), 0, 1);
    }

    [Fact]
    public void What_a_large_block_swallows_comes_back() => Assert.Equal(2, Total(1, 1e100, 1, -1e100));

    [Fact]
    public void Infinite_and_undefined_losses_pass_through()
    {
        Assert.Equal(double.PositiveInfinity, Total(1, double.PositiveInfinity, 2));
        Assert.Equal(double.PositiveInfinity, Total(double.MaxValue, double.MaxValue, 1));
        Assert.Equal(double.NaN, Total(1, double.NaN, 2));
        Assert.Equal(double.NaN, Total(double.PositiveInfinity, double.NaN));
        Assert.Equal(double.NaN, Total(double.NaN, double.PositiveInfinity));
        for (int i = 0; i < 37; i++)
        {
            float[] losses = [.. Enumerable.Repeat(1f, 37)];
            losses[i] = float.PositiveInfinity;
            Assert.Equal(double.PositiveInfinity, LossSum.Block<float>(losses));
            losses[i] = float.NaN;
            Assert.Equal(double.NaN, LossSum.Block<float>(losses));
        }
    }

    [Fact]
    public void Nothing_adds_up_to_positive_zero()
    {
        Bits.Equal(0d, Total());
        Bits.Equal(0d, LossSum.Block<float>([]));
        Bits.Equal(0d, Total(0, 0));
    }

    [Fact]
    public void The_reduced_loss_is_the_double_sum_rounded_once()
    {
        // 600 rows are three blocks. The first loss is large, the others too small to be seen beside it in float.
        Batch batch = Batch.Random(6, 600, 3).With(0, (c, _) => c == 0 ? 0 : 3e7).WithTarget(0, 0);
        float[] losses = new float[600];
        CrossEntropyLoss loss = Calls.Loss(3, Reduction.Sum);
        float sum = loss.Forward<float, long>(batch.LogitsAs<float>(), batch.Targets, losses);
        Assert.NotEqual(losses.Aggregate((total, l) => total + l), sum);
        Bits.Equal((float)losses.Sum(l => (double)l), sum);
    }

    private static double Total(params double[] blocks)
    {
        LossSum sum = default;
        foreach (double block in blocks)
        {
            sum.Add(block);
        }

        return sum.Total;
    }

    private static double SixteenLanes(double[] losses)
    {
        double[] lanes = new double[16];
        int whole = losses.Length / 16 * 16;
        for (int i = 0; i < whole; i++)
        {
            lanes[i % 16] += losses[i];
        }

        double[] four = [.. Enumerable.Range(0, 4).Select(i => (lanes[i] + lanes[i + 4]) + (lanes[i + 8] + lanes[i + 12]))];
        return losses[whole..].Aggregate((four[0] + four[2]) + (four[1] + four[3]), (sum, l) => sum + l);
    }
}
