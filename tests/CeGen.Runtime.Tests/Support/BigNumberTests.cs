namespace CeGen.Runtime.Tests;

/// <summary>The reference is worth nothing if it is wrong: it must agree with <see cref="Math"/> to the last digits of that.</summary>
public class BigNumberTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(59.75)]
    [InlineData(-744.5)]
    [InlineData(1e-20)]
    public void Exp_agrees_with_the_library(double x) => Assert.InRange(BigNumber.Exp(x).UlpError<double>(Math.Exp(x)), 0, 1);

    [Theory]
    [InlineData(-0.9)]
    [InlineData(-0.25)]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(12345.678)]
    [InlineData(1e30)]
    public void Log1P_agrees_with_the_library(double z) => Assert.InRange(BigNumber.Log1P(z).UlpError<double>(Math.Log(1 + z)), 0, 2);

    [Fact]
    public void Log1P_of_a_tiny_number_is_that_number() => Assert.InRange(BigNumber.Log1P(1e-200).UlpError<double>(1e-200), 0, 1e-9);

    [Fact]
    public void Sum_is_exact() => Assert.Equal(1, BigNumber.Sum([1e100, 1, -1e100, Math.ScaleB(1, -52)]).UlpError<double>(1));

    [Fact]
    public void An_error_of_one_unit_is_one()
    {
        Assert.Equal(1, BigNumber.From(1.5).UlpError<float>(MathF.BitIncrement(1.5f)));
        Assert.Equal(1, BigNumber.From(1.5).UlpError<double>(Math.BitDecrement(1.5)));
        Assert.Equal(2, BigNumber.From(1e-310).UlpError<double>(Math.BitIncrement(Math.BitIncrement(1e-310))));
    }
}
