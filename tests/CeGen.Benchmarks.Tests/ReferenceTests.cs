using CeGen.Runtime.Tests;

namespace CeGen.Benchmarks.Tests;

/// <summary>The references of the accuracy command, against more than 200 bits.</summary>
public sealed class ReferenceTests
{
    /// <summary>In units in the last place of a double; the errors that are measured are some tenths.</summary>
    private const double PromisedUlp = 1e-9;

    private const int Samples = 2000;

    [Fact]
    public void The_exponential_has_thirty_bits_more_than_a_double() => Check(
        Arguments.ExpDouble,
        x =>
        {
            DoubleDouble e = ExactExp.Compute(x, out int exponent);
            return (e, exponent);
        },
        BigNumber.Exp);

    [Fact]
    public void The_logarithm_has_thirty_bits_more_than_a_double() => Check(
        Arguments.LogDouble, x => (ExactLog.Log(x), 0), x => BigNumber.Log1P(x - 1), x => x is > 0.5 and < 4);

    [Fact]
    public void The_logarithm_of_one_plus_has_thirty_bits_more_than_a_double() => Check(Arguments.Log1PDouble, x => (ExactLog.Log1P(x), 0), BigNumber.Log1P);

    [Fact]
    public void The_logarithm_of_any_magnitude_is_that_of_its_parts()
    {
        foreach (int k in new[] { -1074, -1022, -500, -1, 100, 126 })
        {
            DoubleDouble actual = ExactLog.Log(Math.ScaleB(1, k));
            DoubleDouble expected = DoubleDouble.From(BigNumber.Log1P(1)) * k;
            Assert.Equal(expected.High, actual.High);
            Assert.Equal(0, (actual - expected).High / expected.High, 1e-28);
        }
    }

    [Fact]
    public void An_error_is_told_in_units_in_the_last_place()
    {
        Assert.Equal(0, UlpError.Of(1f, 1.0));
        Assert.Equal(1, UlpError.Of(MathF.BitIncrement(1f), 1.0));
        Assert.Equal(0.5, UlpError.Of(float.Epsilon, 1.5 * float.Epsilon));
        Assert.Equal(1, UlpError.Of(Math.BitIncrement(1.0), (DoubleDouble)1, 0));
        Assert.Equal(0.25, UlpError.Of(double.Epsilon, new DoubleDouble(0.75, 0), -1074));
        Assert.Equal(0.5, UlpError.Of(1.0, new DoubleDouble(1, Math.ScaleB(1, -53)), 0));
    }

    [Fact]
    public void The_worst_error_is_the_same_in_any_order()
    {
        WorstError first = default(WorstError).With(0.5, 3, 30).With(0.25, 1, 10);
        WorstError second = default(WorstError).With(0.5, 2, 20);

        Assert.Equal(new WorstError(0.5, 2, 20, 3), WorstError.Combine(first, second));
        Assert.Equal(WorstError.Combine(second, first), WorstError.Combine(first, second));
        Assert.Equal(new WorstError(double.PositiveInfinity, 9, 90, 3), first.With(double.NaN, 9, 90));
    }

    [Fact]
    public void Sweeps_see_every_argument_and_small_errors()
    {
        WorstError exp = SingleSweep.Run<ExpFunction>([(0x8000_0000, 0x8000_0000), (0xBF80_0000, 0xBF80_0000 + 9999)], 3);
        Assert.Equal(1 + 3334, exp.Count);
        Assert.InRange(exp.Ulp, 0.4, 1.5);

        WorstError log = DoubleSweep.Run<LogFunction>(Arguments.LogDouble, 5000);
        Assert.Equal(8192, log.Count);
        Assert.InRange(log.Ulp, 0.4, 2);
        Assert.Equal(log, DoubleSweep.Run<LogFunction>(Arguments.LogDouble, 5000));
    }

    [Fact]
    public void Special_values_are_as_they_should_be() => Assert.Empty(SpecialValues.Faults());

    private static void Check(Func<Random, double> draw, Func<double, (DoubleDouble Value, int Exponent)> actual, Func<double, BigNumber> expected, Func<double, bool>? isExact = null)
    {
        var random = new Random(7);
        double worst = 0;
        int tried = 0;
        for (int i = 0; i < Samples; i++)
        {
            double x = draw(random);
            if (isExact?.Invoke(x) == false)
            {
                continue;
            }

            (DoubleDouble value, int exponent) = actual(x);
            BigNumber exact = expected(x);

            // Scaled, so that also the second part of a subnormal result is a normal number.
            exact = new BigNumber(exact.Mantissa, exact.Exponent - exponent);
            DoubleDouble difference = value - DoubleDouble.From(exact);
            worst = Math.Max(worst, Math.Abs(difference.High / Math.ScaleB(1, Math.ILogB(value.High) - 52)));
            tried++;
        }

        Assert.True(tried > Samples / 4);
        Assert.True(worst <= PromisedUlp, $"{worst} ulp off");
    }
}
