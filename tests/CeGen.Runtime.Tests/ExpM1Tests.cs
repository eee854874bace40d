using System.Numerics;

namespace CeGen.Runtime.Tests;

/// <summary>e^x − 1 in the range that it is made for, against more than 200 bits.</summary>
public abstract class ExpM1Tests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Theory]
    [InlineData(Width.Scalar)]
    [InlineData(Width.Vector128)]
    [InlineData(Width.Vector256)]
    [InlineData(Width.Vector512)]
    public void The_result_is_within_two_units(Width width)
    {
        T[] x = Samples();
        T[] actual = EveryWidth.Map<ExpM1, T>(width, x);
        for (int i = 0; i < x.Length; i++)
        {
            BigNumber exact = BigNumber.Exp(double.CreateTruncating(x[i]));
            BigInteger one = BigInteger.One << -exact.Exponent;
            double error = new BigNumber(exact.Mantissa - one, exact.Exponent).UlpError<T>(double.CreateTruncating(actual[i]));
            Assert.True(error <= 2, $"expm1({x[i]:R}): {error} ulp");
        }
    }

    [Fact]
    public void All_widths_give_the_same_bits()
    {
        T[] x = Samples();
        T[] expected = EveryWidth.Map<ExpM1, T>(Width.Scalar, x);
        foreach (Width width in Enum.GetValues<Width>())
        {
            Bits.Equal(expected, EveryWidth.Map<ExpM1, T>(width, x), $"{width}");
        }
    }

    private static T[] Samples()
    {
        var random = new Random(3);
        return
        [
            .. Enumerable.Range(0, 3000).Select(_ => T.CreateTruncating(-0.6931471 * random.NextDouble())),
            .. Enumerable.Range(1, 100).Select(k => T.CreateTruncating(-Math.ScaleB(1 + random.NextDouble(), -k))),
        ];
    }

    private readonly struct ExpM1 : ILaneFunction
    {
        public static TVector Apply<TSimd, TVector, TElement>(ReadOnlySpan<TVector> operands)
            where TSimd : struct, ISimd<TVector, TElement>
            where TVector : struct
            where TElement : unmanaged
            => VectorMath.ExpM1<TSimd, TVector, TElement>(operands[0]);
    }
}

public sealed class ExpM1SingleTests : ExpM1Tests<float>;

public sealed class ExpM1DoubleTests : ExpM1Tests<double>;
