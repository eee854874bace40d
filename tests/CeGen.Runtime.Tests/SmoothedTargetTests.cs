using System.Numerics;

namespace CeGen.Runtime.Tests;

/// <summary>The gradient's entry at the target, with label smoothing: the one place where a sure and an unsure row need different formulas.</summary>
public class SmoothedTargetTests
{
    public static TheoryData<Width> Widths => [.. Enum.GetValues<Width>()];

    [Theory]
    [MemberData(nameof(Widths))]
    public void The_entry_is_right_wherever_the_probability_lies(Width width)
    {
        IsRight<float>(width);
        IsRight<double>(width);
    }

    [Fact]
    public void The_overloads_for_single_numbers_give_the_bits_of_the_lanes()
    {
        float[] single = EveryWidth.Map<Entry, float>(Width.Vector256, [0.3f], [1.7f], [2], [1], [0.1f], [0.02f]);
        Bits.Equal(single[0], VectorMath.SmoothedTargetGradient(0.3f, 1.7f, 2f, 1f, 0.1f, 0.02f));
        double[] twice = EveryWidth.Map<Entry, double>(Width.Vector256, [0.3], [1.7], [2], [1], [0.1], [0.02]);
        Bits.Equal(twice[0], VectorMath.SmoothedTargetGradient(0.3, 1.7, 2d, 1d, 0.1, 0.02));
    }

    private static void IsRight<T>(Width width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        double unit = typeof(T) == typeof(float) ? Math.ScaleB(1, -23) : Math.ScaleB(1, -52);
        foreach (double smoothing in new[] { 1e-6, 0.1, 0.5, 1 })
        {
            foreach (int classes in new[] { 2, 10, 1000, 100_000 })
            {
                foreach (double rest in new[] { 1e-20, 1e-9, 1e-3, 0.3, 0.99, 1.01, 4, 1e3, 1e9, 1e20 })
                {
                    const double Scale = 1.5;
                    (T e, T share, T others) = (T.CreateTruncating(smoothing), T.CreateTruncating(smoothing / classes), T.CreateTruncating(rest));
                    T factor = T.CreateTruncating(Scale) / (others + T.One);
                    T[] actual = EveryWidth.Map<Entry, T>(width, [others], [T.One], [T.CreateTruncating(Scale)], [factor], [e], [share]);

                    // p − wanted, from p where that is small, from 1 − p where that is: what is left is no larger than the larger of the two.
                    decimal all = 1 + decimal.CreateTruncating(others), s = decimal.CreateTruncating(e), c = decimal.CreateTruncating(share);
                    decimal p = 1 / all, fromOne = (s - c) - (1 - p);
                    double size = Math.Min((double)Math.Max(p, 1 - s + c), (double)Math.Max(1 - p, s - c));
                    double expected = Scale * (double)fromOne;
                    double tolerance = 3 * unit * Scale * size;
                    Assert.InRange(double.CreateTruncating(actual[0]), expected - tolerance, expected + tolerance);
                }
            }
        }
    }

    private readonly struct Entry : ILaneFunction
    {
        public static TVector Apply<TSimd, TVector, T>(ReadOnlySpan<TVector> operands)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
            where T : unmanaged
            => VectorMath.SmoothedTargetGradient<TSimd, TVector, T>(operands[0], operands[1], operands[2], operands[3], operands[4], operands[5]);
    }
}
