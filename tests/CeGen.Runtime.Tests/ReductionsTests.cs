namespace CeGen.Runtime.Tests;

public class ReductionsTests
{
    [Theory]
    [InlineData(null, null, Reduction.Mean)]
    [InlineData(null, true, Reduction.Mean)]
    [InlineData(null, false, Reduction.None)]
    [InlineData(true, null, Reduction.Mean)]
    [InlineData(true, true, Reduction.Mean)]
    [InlineData(true, false, Reduction.None)]
    [InlineData(false, null, Reduction.Sum)]
    [InlineData(false, true, Reduction.Sum)]
    [InlineData(false, false, Reduction.None)]
    public void The_deprecated_arguments_mean_what_they_mean_in_PyTorch(bool? sizeAverage, bool? reduce, Reduction expected) =>
        Assert.Equal(expected, Reductions.FromLegacy(sizeAverage, reduce));
}
