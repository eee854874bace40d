using System.Numerics;
using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>The loss of a row from its three or four numbers.</summary>
public class LossFormulaTests
{
    public static TheoryData<Width> Widths => [.. Enum.GetValues<Width>()];

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_float_loss_is_the_logarithm_of_the_sum_less_the_difference(Width width) => FollowsFromTheSums<float>(width);

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_double_loss_is_the_logarithm_of_the_sum_less_the_difference(Width width) => FollowsFromTheSums<double>(width);

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_loss_at_the_edges_of_the_range_is_what_it_must_be(Width width)
    {
        HasItsEdges<float>(width);
        HasItsEdges<double>(width);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_smoothed_loss_is_the_mixture_of_its_definition(Width width)
    {
        IsTheMixture<float>(width, 4e-6);
        IsTheMixture<double>(width, 1e-14);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_smoothed_loss_at_the_edges_of_the_range_is_what_it_must_be(Width width)
    {
        SmoothedHasItsEdges<float>(width);
        SmoothedHasItsEdges<double>(width);
    }

    [Fact]
    public void The_overloads_for_single_numbers_give_the_bits_of_the_lanes()
    {
        float[] single = EveryWidth.Map<Loss, float>(Width.Vector256, [0.3f], [1.7f], [0.53f]);
        Bits.Equal(single[0], VectorMath.Loss(0.3f, 1.7f, 0.53f, 0, 0));
        double[] twice = EveryWidth.Map<Loss, double>(Width.Vector256, [0.3], [1.7], [0.53]);
        Bits.Equal(twice[0], VectorMath.Loss(0.3, 1.7, 0.53, 0, 0));
        float[] smoothed = EveryWidth.Map<Smoothed, float>(Width.Vector256, [0.3f], [1.7f], [0.53f], [-0.4f], [0.1f]);
        Bits.Equal(smoothed[0], VectorMath.SmoothedLoss(0.3f, 1.7f, 0.53f, 0, 0, -0.4f, 0.1f));
    }

    private static void FollowsFromTheSums<T>(Width width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // Targets from 90 below the anchor to just above it; the others from next to nothing to much. Beyond −32, the others hold the anchor.
        (double Others, double Difference)[] rows =
        [
            .. from i in Enumerable.Range(0, 500)
               from others in new[] { 1e-25, 1e-7, 0.2, 1, 3.7, 1e6, 1e18 }
               where 40 - (i * 0.26) > -32 || others >= 0.2
               select (others, 40 - (i * 0.26)),
        ];
        T[] rest = Batch.As<T>([.. rows.Select(r => r.Others)]);
        T[] difference = Batch.As<T>([.. rows.Select(r => r.Difference)]);
        T[] target = [.. difference.Select(d => T.CreateTruncating(Math.Exp(double.CreateTruncating(d))))];

        T[] actual = EveryWidth.Map<Loss, T>(width, rest, target, difference);
        for (int i = 0; i < rows.Length; i++)
        {
            double r = double.CreateTruncating(rest[i]), t = double.CreateTruncating(target[i]), d = double.CreateTruncating(difference[i]);
            double loss = double.CreateTruncating(actual[i]);
            double error = d > -32 ? BigNumber.Log1P(r / t).UlpError<T>(loss) : Ulp.Error<T>(loss, Math.Log(r + t) - d);
            Assert.True(error <= 4, $"others {r:R}, target {t:R}, difference {d:R}: {loss:R} is {error} ulp off");
        }
    }

    private static void HasItsEdges<T>(Width width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T huge = T.CreateTruncating(-1e30);
        T[] actual = EveryWidth.Map<Loss, T>(
            width,
            [T.One, T.One, T.Zero, T.NaN, T.One, T.One],
            [T.Zero, T.Zero, T.One, T.One, T.NaN, T.NaN],
            [T.NegativeInfinity, huge, T.Zero, T.Zero, T.Zero, T.NaN]);
        Bits.Equal([T.PositiveInfinity, -huge, T.Zero], actual.AsSpan(0, 3));
        Assert.All(actual[3..], l => Assert.True(T.IsNaN(l)));
    }

    private static void IsTheMixture<T>(Width width, double relative)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(1);
        for (int row = 0; row < 200; row++)
        {
            double[] x = [.. Enumerable.Range(0, 5).Select(_ => (double)(float)(random.NextDouble() * (row < 100 ? 4 : 90)) - 3)];
            double anchor = row % 2 == 0 ? x.Max() : 0;
            if (x.Max() > 48)
            {
                anchor = x.Max();
            }

            double[] e = [.. x.Select(v => Math.Exp(v - anchor))];
            double smoothing = row % 11 / 10.0;
            double[] operands = [e[1..].Sum(), e[0], x[0] - anchor, x.Sum(v => v - anchor) * smoothing / 5, smoothing];
            T[][] lanes = [.. operands.Select(v => new[] { T.CreateTruncating(v) })];
            double actual = double.CreateTruncating(EveryWidth.Map<Smoothed, T>(width, lanes)[0]);

            double expected = ReferenceCrossEntropy.Compute(x, [0], 5, Reduction.Sum, smoothing).Reduced;
            double tolerance = relative * Math.Max(1, x.Max(v => Math.Abs(v - anchor)));
            Assert.InRange(actual, expected - tolerance, expected + tolerance);
        }
    }

    private static void SmoothedHasItsEdges<T>(Width width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T smoothing = T.CreateTruncating(0.1);
        T[] actual = EveryWidth.Map<Smoothed, T>(
            width,
            [T.One, T.One, T.NaN, T.One, T.One],
            [T.Zero, T.One, T.One, T.One, T.NaN],
            [T.NegativeInfinity, T.Zero, T.Zero, T.Zero, T.NaN],
            [T.NegativeInfinity, T.NegativeInfinity, T.Zero, T.NaN, T.NaN],
            [.. Enumerable.Repeat(smoothing, 5)]);
        Assert.Equal([T.PositiveInfinity, T.PositiveInfinity], actual[..2]);
        Assert.All(actual[2..], l => Assert.True(T.IsNaN(l)));
    }

    private readonly struct Loss : ILaneFunction
    {
        public static TVector Apply<TSimd, TVector, T>(ReadOnlySpan<TVector> operands)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
            where T : unmanaged
            => VectorMath.Loss<TSimd, TVector, T>(operands[0], operands[1], operands[2], TSimd.Zero, TSimd.Zero);
    }

    private readonly struct Smoothed : ILaneFunction
    {
        public static TVector Apply<TSimd, TVector, T>(ReadOnlySpan<TVector> operands)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
            where T : unmanaged
            => VectorMath.SmoothedLoss<TSimd, TVector, T>(operands[0], operands[1], operands[2], TSimd.Zero, TSimd.Zero, operands[3], operands[4]);
    }
}
