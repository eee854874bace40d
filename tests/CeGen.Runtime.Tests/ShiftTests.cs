using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime.Tests;

public sealed class ShiftTests
{
    public static TheoryData<Width> Widths => [.. Enum.GetValues<Width>()];

    [Theory]
    [MemberData(nameof(Widths))]
    public void The_shift_is_the_nearest_power_of_two(Width width)
    {
        IsTheNearest<float>(width, 199);
        IsTheNearest<double>(width, 1499);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_shifted_exponential_has_the_digits_of_one_that_is_not(Width width)
    {
        // 2^-shift is exact: the two differ by nothing but the exponent.
        float[] x = [-30, -7.25f, -0.1f, 0, 3.5f, 20, 41];
        float[] plain = EveryWidth.Map<Exponential, float>(width, x, new float[x.Length]);
        float[] shifted = EveryWidth.Map<Exponential, float>(width, x, [.. x.Select(_ => 59f)]);
        Bits.Equal(plain, shifted.Select(e => MathF.ScaleB(e, 59)).ToArray());
    }

    [Theory]
    [InlineData(199.9f, true)]
    [InlineData(-199.9f, true)]
    [InlineData(200f, false)]
    [InlineData(-1e30f, false)]
    [InlineData(float.PositiveInfinity, false)]
    [InlineData(float.NegativeInfinity, false)]
    [InlineData(float.NaN, false)]
    public void Rows_beyond_200_or_without_a_finite_maximum_are_not_ordinary(float max, bool expected)
    {
        Assert.Equal(expected, VectorMath.IsOrdinary(max));
        for (int lane = 0; lane < 16; lane++)
        {
            Assert.Equal(expected, VectorMath.AreOrdinary(Vector512.WithElement(Vector512<float>.Zero, lane, max)));
            Assert.Equal(expected, VectorMath.AreOrdinary(Vector256.WithElement(Vector256<float>.Zero, lane % 8, max)));
        }
    }

    [Theory]
    [InlineData(63.99f, true, true)]
    [InlineData(-63.99f, true, true)]
    [InlineData(64f, false, true)]
    [InlineData(-64f, false, true)]
    [InlineData(199.9f, false, true)]
    [InlineData(-199.9f, false, true)]
    [InlineData(200f, false, false)]
    [InlineData(-200f, false, false)]
    [InlineData(float.NegativeInfinity, false, false)]
    [InlineData(float.NaN, false, false)]
    public void Rows_within_64_have_a_shift_in_the_table_and_those_within_200_are_far(float max, bool isNear, bool hasShift) =>
        Reach(isNear, hasShift, VectorMath.HasRowShift<NearRows>(max), VectorMath.HasRowShift<FarRows>(max), VectorMath.AreFar(max));

    [Theory]
    [InlineData(599.99, true, true)]
    [InlineData(-599.99, true, true)]
    [InlineData(600, false, true)]
    [InlineData(-600, false, true)]
    [InlineData(1499.9, false, true)]
    [InlineData(-1499.9, false, true)]
    [InlineData(1500, false, false)]
    [InlineData(-1500, false, false)]
    [InlineData(double.NegativeInfinity, false, false)]
    [InlineData(double.NaN, false, false)]
    public void Rows_of_doubles_within_600_have_a_shift_in_the_table_and_those_within_1500_are_far(double max, bool isNear, bool hasShift) =>
        Reach(isNear, hasShift, VectorMath.HasRowShift<NearRows>(max), VectorMath.HasRowShift<FarRows>(max), VectorMath.AreFar(max));

    /// <summary>Without AVX-512 there is no table: every row that has a shift is near then.</summary>
    private static void Reach(bool isNear, bool hasShift, bool hasShiftOfNear, bool hasShiftOfFar, bool areFar)
    {
        bool hasTable = Avx512F.IsSupported;
        Assert.Equal(hasTable ? isNear : hasShift, hasShiftOfNear);
        Assert.Equal(hasShift, hasShiftOfFar);
        Assert.Equal(hasTable && hasShift && !isNear, areFar);
    }

    private static void IsTheNearest<T>(Width width, double end)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] max = [.. Enumerable.Range(-100, 201).Select(i => T.CreateTruncating(i * end / 100))];
        T[] shift = EveryWidth.Map<Shift, T>(width, max);
        Assert.All(max.Zip(shift), pair =>
        {
            double exact = double.CreateTruncating(pair.First) / Math.Log(2);
            Assert.InRange(double.CreateTruncating(pair.Second), exact - 0.5001, exact + 0.5001);
            Assert.Equal(pair.Second, T.Round(pair.Second));
        });
    }

    private readonly struct Shift : ILaneFunction
    {
        public static TVector Apply<TSimd, TVector, T>(ReadOnlySpan<TVector> operands)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
            where T : unmanaged
            => VectorMath.Shift<TSimd, TVector, T>(operands[0]);
    }

    private readonly struct Exponential : ILaneFunction
    {
        public static TVector Apply<TSimd, TVector, T>(ReadOnlySpan<TVector> operands)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
            where T : unmanaged
            => TSimd.Exp(operands[0], operands[1]);
    }
}
