using System.Numerics;

namespace CeGen.Runtime.Tests;

public class Log1PTests
{
    private const double WorstUlp = 2.5;

    public static TheoryData<Width> Widths => [.. Enum.GetValues<Width>()];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Float_logarithms_are_right_to_the_last_digits(Width width) => AreRight<float>(width);

    [Theory]
    [MemberData(nameof(Widths))]
    public void Double_logarithms_are_right_to_the_last_digits(Width width) => AreRight<double>(width);

    [Theory]
    [MemberData(nameof(Widths))]
    public void Tiny_numbers_keep_all_their_digits(Width width)
    {
        Assert.Equal([1e-30f, 3e-20f, -1e-12f], EveryWidth.Map<Log1P, float>(width, [1e-30f, 3e-20f, -1e-12f]));
        Assert.Equal([1e-30, 1e-300, -3e-25], EveryWidth.Map<Log1P, double>(width, [1e-30, 1e-300, -3e-25]));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void The_logarithm_of_one_is_positive_zero(Width width)
    {
        Bits.Zero<float>(EveryWidth.Map<Log1P, float>(width, [0f]));
        Bits.Zero<double>(EveryWidth.Map<Log1P, double>(width, [0d]));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void NaN_stays_NaN(Width width)
    {
        Assert.True(float.IsNaN(EveryWidth.Map<Log1P, float>(width, [float.NaN])[0]));
        Assert.True(double.IsNaN(EveryWidth.Map<Log1P, double>(width, [double.NaN])[0]));
    }

    [Fact]
    public void All_widths_give_the_same_bits_as_each_other()
    {
        AllWidthsAgree<float>();
        AllWidthsAgree<double>();
    }

    private static void AreRight<T>(Width width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] z = Samples<T>();
        T[] actual = EveryWidth.Map<Log1P, T>(width, z);
        (double worst, int at) = z
            .Select((v, i) => (BigNumber.Log1P(double.CreateTruncating(v)).UlpError<T>(double.CreateTruncating(actual[i])), i))
            .Max();
        Assert.True(worst <= WorstUlp, $"log1p({z[at]:R}) = {actual[at]:R} is {worst} ulp off");
    }

    private static void AllWidthsAgree<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] z = Samples<T>();
        T[] expected = EveryWidth.Map<Log1P, T>(Width.Scalar, z);
        foreach (Width width in Enum.GetValues<Width>())
        {
            Bits.Equal(expected, EveryWidth.Map<Log1P, T>(width, z), $"{width}");
        }
    }

    /// <summary>From −0.9 to 1e30: evenly around 0, and over all magnitudes.</summary>
    private static T[] Samples<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        [
            .. Enumerable.Range(0, 1901).Select(i => T.CreateTruncating(-0.9 + (i * 0.001))),
            .. Enumerable.Range(0, 1200).Select(i => T.CreateTruncating(Math.Pow(10, -30 + (i * 0.05)))),
            .. Enumerable.Range(0, 500).Select(i => T.CreateTruncating(-Math.Pow(10, -1 - (i * 0.05)))),
            .. Enumerable.Range(1, 99).Select(i => T.CreateTruncating(Math.ScaleB(1, i) - 1)),
            .. Enumerable.Range(1, 99).Select(i => T.CreateTruncating(Math.ScaleB(Math.Sqrt(2), i) - 1)),
            T.CreateTruncating(1e30),
        ];

    private readonly struct Log1P : ILaneFunction
    {
        public static TVector Apply<TSimd, TVector, T>(ReadOnlySpan<TVector> operands)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
            where T : unmanaged
            => VectorMath.Log1P<TSimd, TVector, T>(operands[0]);
    }
}
