using System.Runtime.Intrinsics;

namespace CeGen.Runtime.Tests;

public class HorizontalTests
{
    [Fact]
    public void The_maximum_is_found_in_every_lane()
    {
        for (int lane = 0; lane < 16; lane++)
        {
            Assert.Equal(7, VectorMath.Max(Vector512.Create(-3f).WithElement(lane, 7)));
            Assert.Equal(7, VectorMath.Max(Vector256.Create(-3f).WithElement(lane % 8, 7)));
            Assert.Equal(7, VectorMath.Max(Vector512.Create(-3d).WithElement(lane % 8, 7)));
            Assert.Equal(7, VectorMath.Max(Vector256.Create(-3d).WithElement(lane % 4, 7)));
        }
    }

    [Fact]
    public void The_sum_counts_every_lane_once()
    {
        Assert.Equal(120, VectorMath.Sum(Vector512<float>.Indices));
        Assert.Equal(28, VectorMath.Sum(Vector256<float>.Indices));
        Assert.Equal(28, VectorMath.Sum(Vector512<double>.Indices));
        Assert.Equal(6, VectorMath.Sum(Vector256<double>.Indices));
    }

    [Fact]
    public void The_sum_adds_halves_first()
    {
        var random = new Random(5);
        float[] lanes = [.. Enumerable.Range(0, 16).Select(_ => (random.NextSingle() - 0.5f) * MathF.Pow(10, random.Next(8)))];
        Bits.Equal(HalvesFirst(lanes), VectorMath.Sum(Vector512.Create(lanes)));
        Bits.Equal(HalvesFirst(lanes[..8]), VectorMath.Sum(Vector256.Create(lanes[..8])));
    }

    private static float HalvesFirst(float[] lanes) => lanes.Length == 1
        ? lanes[0]
        : HalvesFirst([.. lanes[..(lanes.Length / 2)].Zip(lanes[(lanes.Length / 2)..], (lower, upper) => lower + upper)]);
}
