using System.Numerics;
using CeGen.Testing;

namespace CeGen.Runtime.Tests;

public class ExpTests
{
    private const double PromisedUlp = 1.5;

    public static TheoryData<Width> Widths => [.. Enum.GetValues<Width>()];

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_float_power_is_within_one_and_a_half_ulp_all_over_the_range(Width width)
    {
        float[] x = EveryWidth.Affordable(width, SingleSamples, 13);
        float[] actual = EveryWidth.Map<Exp, float>(width, x);
        (double worst, int at) = x.Select((v, i) => (Ulp.Error<float>(actual[i], Math.Exp(v)), i)).Max();
        Assert.True(worst <= PromisedUlp, $"exp({x[at]:R}) = {actual[at]:R} is {worst} ulp off");
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_double_power_is_within_one_and_a_half_ulp_all_over_the_range(Width width)
    {
        double[] x = EveryWidth.Affordable(width, DoubleSamples, 5);
        double[] actual = EveryWidth.Map<Exp, double>(width, x);
        (double worst, int at) = x.Select((v, i) => (BigNumber.Exp(v).UlpError<double>(actual[i]), i)).Max();
        Assert.True(worst <= PromisedUlp, $"exp({x[at]:R}) = {actual[at]:R} is {worst} ulp off");
    }

    [Fact]
    public void All_widths_give_the_same_bits_as_each_other()
    {
        AllWidthsAgree(SingleSamples);
        AllWidthsAgree(DoubleSamples);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void The_power_of_zero_is_exactly_one(Width width)
    {
        Bits.Equal([1f, 1f], EveryWidth.Map<Exp, float>(width, [0f, -0f]));
        Bits.Equal([1d, 1d], EveryWidth.Map<Exp, double>(width, [0d, -0d]));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void What_is_too_small_for_the_type_is_positive_zero(Width width)
    {
        Bits.Zero<float>(EveryWidth.Map<Exp, float>(width, [float.NegativeInfinity, float.MinValue, -1e9f, -1000f, -110.5f, -105f]));
        Bits.Zero<double>(EveryWidth.Map<Exp, double>(width, [double.NegativeInfinity, double.MinValue, -1e300, -1e9, -761, -746]));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void The_smallest_results_are_subnormal_and_not_zero(Width width)
    {
        Assert.Equal(float.Epsilon, EveryWidth.Map<Exp, float>(width, [-103.5f])[0]);
        Assert.Equal(double.Epsilon, EveryWidth.Map<Exp, double>(width, [-745])[0]);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void NaN_stays_in_its_lane_whichever_that_is(Width width)
    {
        NaNStaysInItsLane<float>(width);
        NaNStaysInItsLane<double>(width);
    }

    private static void NaNStaysInItsLane<T>(Width width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int lane = 0; lane < 32; lane++)
        {
            T[] x = new T[32];
            x[lane] = T.NaN;
            T[] actual = EveryWidth.Map<Exp, T>(width, x);
            Assert.All(actual, (e, i) => Assert.Equal(i == lane ? T.NaN : T.One, e));
        }
    }

    private static void AllWidthsAgree<T>(T[] samples)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] expected = EveryWidth.Map<Exp, T>(Width.Scalar, samples);
        foreach (Width width in Enum.GetValues<Width>().Where(w => w != Width.Scalar))
        {
            T[] x = EveryWidth.Affordable(width, samples, 13);
            Bits.Equal(EveryWidth.Affordable(width, expected, 13), EveryWidth.Map<Exp, T>(width, x), $"{width}");
        }
    }

    /// <summary>Every 997th float in (−104, 70], half a million evenly spaced ones, and all floats at the ends and around 0.</summary>
    private static readonly float[] SingleSamples =
    [
        .. Patterns(0, BitConverter.SingleToInt32Bits(70f), 997).Select(BitConverter.Int32BitsToSingle),
        .. Patterns(0, BitConverter.SingleToInt32Bits(104f), 997).Select(b => -BitConverter.Int32BitsToSingle(b)),
        .. Enumerable.Range(0, 500_000).Select(i => 70f - (i * (174f / 500_000))),
        .. Patterns(BitConverter.SingleToInt32Bits(70f) - 2000, BitConverter.SingleToInt32Bits(70f), 1)
            .Select(BitConverter.Int32BitsToSingle),
        .. Patterns(BitConverter.SingleToInt32Bits(103f), BitConverter.SingleToInt32Bits(104f) - 1, 7)
            .Select(b => -BitConverter.Int32BitsToSingle(b)),
        .. Patterns(0, 2000, 1).Select(BitConverter.Int32BitsToSingle),
    ];

    private static readonly double[] DoubleSamples =
    [
        .. Enumerable.Range(0, 20_001).Select(i => 70 - (i * (816d / 20_000))),
        .. Enumerable.Range(0, 2_001).Select(i => -707 - (i * (39d / 2_000))),
        .. Enumerable.Range(0, 2_001).Select(i => 0.4 - (i * (0.8 / 2_000))),
        .. Enumerable.Range(1, 1_000).Select(i => -Math.ScaleB(1, -i)),
        .. Enumerable.Range(1, 1_000).Select(i => Math.ScaleB(1, -i)),
    ];

    private static IEnumerable<int> Patterns(int first, int last, int step)
    {
        for (int bits = first; bits <= last; bits += step)
        {
            yield return bits;
        }
    }

    private readonly struct Exp : ILaneFunction
    {
        public static TVector Apply<TSimd, TVector, T>(ReadOnlySpan<TVector> operands)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
            where T : unmanaged
            => TSimd.Exp(operands[0]);
    }
}
