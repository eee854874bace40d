using System.Numerics;

namespace CeGen.Runtime.Tests;

public class LogTests
{
    public static TheoryData<Width> Widths => [.. Enum.GetValues<Width>()];

    [Theory]
    [MemberData(nameof(Widths))]
    public void Logarithms_of_all_magnitudes_are_right(Width width)
    {
        AreRight<float>(width, 4e-7, [float.Epsilon, 1e-40, 1e-38, 1e-19, 8.6e-19, 8.7e-19, .. Between()]);
        AreRight<double>(width, 1e-15, [double.Epsilon, 1e-310, 1e-300, 1e-19, 8.6e-19, 8.7e-19, .. Between()]);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void The_logarithm_of_one_is_positive_zero(Width width)
    {
        Bits.Zero<float>(EveryWidth.Map<Log, float>(width, [1f]));
        Bits.Zero<double>(EveryWidth.Map<Log, double>(width, [1d]));
    }

    private static IEnumerable<double> Between() => Enumerable.Range(1, 1500).Select(i => i * 0.001);

    private static void AreRight<T>(Width width, double tolerance, double[] values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] y = Batch.As<T>(values);
        T[] actual = EveryWidth.Map<Log, T>(width, y);
        for (int i = 0; i < y.Length; i++)
        {
            double expected = Math.Log(double.CreateTruncating(y[i]));
            double error = Math.Abs(double.CreateTruncating(actual[i]) - expected);
            Assert.True(error <= tolerance * Math.Max(1, Math.Abs(expected)), $"log({y[i]:R}) = {actual[i]:R}, expected {expected:R}");
        }
    }

    private readonly struct Log : ILaneFunction
    {
        public static TVector Apply<TSimd, TVector, T>(ReadOnlySpan<TVector> operands)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
            where T : unmanaged
            => VectorMath.Log<TSimd, TVector, T>(operands[0]);
    }
}
