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
        Assert.Equal(120, VectorMath.Sum(Vector512<float>.Indices, Vector512<float>.Zero));
        Assert.Equal(28, VectorMath.Sum(Vector256<float>.Indices, Vector256<float>.Zero));
        Assert.Equal(28, VectorMath.Sum(Vector512<double>.Indices, Vector512<double>.Zero));
        Assert.Equal(6, VectorMath.Sum(Vector256<double>.Indices, Vector256<double>.Zero));
    }
}
