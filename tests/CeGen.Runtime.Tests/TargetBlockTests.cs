namespace CeGen.Runtime.Tests;

/// <summary>What kernels see of the targets of a block.</summary>
public sealed class TargetBlockTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Scales_of_ignored_rows_are_zero_whatever_the_classes_of_the_others(int other)
    {
        double[] scales = [double.PositiveInfinity, 2, 3, double.NaN];
        TargetBlock.ClearIgnored([-1, other, other, -1], scales);

        Assert.Equal([0, 2, 3, 0], scales);
    }

    [Fact]
    public void Scales_of_a_block_without_ignored_rows_stay()
    {
        double[] scales = [1, 2, 3];
        TargetBlock.ClearIgnored([0, 1, 2], scales);

        Assert.Equal([1, 2, 3], scales);
    }
}
