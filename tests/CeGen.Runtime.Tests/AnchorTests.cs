using System.Numerics;

namespace CeGen.Runtime.Tests;

public class AnchorTests
{
    public static TheoryData<Width> Widths => [.. Enum.GetValues<Width>()];

    [Theory]
    [MemberData(nameof(Widths))]
    public void The_anchor_is_zero_between_minus_2_and_48(Width width)
    {
        Bits.Zero<float>(EveryWidth.Map<Anchor, float>(width, [MathF.BitIncrement(-2), -0f, 0, 1e-40f, 25, MathF.BitDecrement(48)]));
        Bits.Zero<double>(EveryWidth.Map<Anchor, double>(width, [Math.BitIncrement(-2), -0d, 0, 1e-310, 25, Math.BitDecrement(48)]));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Elsewhere_the_anchor_is_the_maximum(Width width)
    {
        IsTheMaximum<float>(width);
        IsTheMaximum<double>(width);
    }

    [Fact]
    public void The_overloads_for_single_numbers_agree()
    {
        Bits.Equal(0f, VectorMath.Anchor(47.9f));
        Bits.Equal(48f, VectorMath.Anchor(48f));
        Bits.Equal(0d, VectorMath.Anchor(-1.9));
        Bits.Equal(-2d, VectorMath.Anchor(-2d));
    }

    private static void IsTheMaximum<T>(Width width)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] max = [.. Batch.As<T>([-2, 48, 1e30, -1e30]), T.PositiveInfinity, T.NegativeInfinity, T.NaN];
        Assert.Equal(max, EveryWidth.Map<Anchor, T>(width, max));
    }

    private readonly struct Anchor : ILaneFunction
    {
        public static TVector Apply<TSimd, TVector, T>(ReadOnlySpan<TVector> operands)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
            where T : unmanaged
            => VectorMath.Anchor<TSimd, TVector, T>(operands[0]);
    }
}
