using System.Numerics;

namespace CeGen.Runtime.Tests;

public sealed class RangeScanSingleTests : RangeScanTests<float>;

public sealed class RangeScanDoubleTests : RangeScanTests<double>;

/// <summary>The scan of whole pieces finds what a plain loop finds, wherever it stands.</summary>
public abstract class RangeScanTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The elements of a piece of 4,096 bytes.</summary>
    private static readonly int Piece = typeof(T) == typeof(float) ? 1024 : 512;

    public static TheoryData<double, double> Ranges => new()
    {
        { 0, 1 },
        { 0, double.PositiveInfinity },
        { 0.5, 1 },
        { -1, 1 },
        { -2, -1 },
    };

    [Theory]
    [MemberData(nameof(Ranges))]
    public void A_number_outside_the_range_is_found_in_any_place(double low, double high)
    {
        T[] bad = [T.CreateTruncating(low - 0.25), T.CreateTruncating(high) + T.One, T.NaN, T.NegativeInfinity];
        foreach (int length in new[] { 1, 17, Piece - 1, Piece, (2 * Piece) + 9 })
        {
            for (int at = 0; at < length; at++)
            {
                T[] values = Within(length, low, high);
                values[at] = bad[at % bad.Length];
                int expected = Array.FindIndex(values, v => !(v >= T.CreateTruncating(low) && v <= T.CreateTruncating(high)));
                Assert.Equal(expected, RangeScan.FirstOutside<T>(values, T.CreateTruncating(low), T.CreateTruncating(high)));
            }
        }
    }

    [Fact]
    public void The_first_of_several_is_found()
    {
        T[] values = Within(3 * Piece, 0, 1);
        for (int at = values.Length - 1; at >= 0; at -= 37)
        {
            values[at] = -T.One;
            Assert.Equal(at, RangeScan.FirstOutside(values, T.Zero, T.One));
        }
    }

    [Fact]
    public void The_ends_of_the_range_and_zeros_of_both_signs_are_within()
    {
        T[] values = Within(3 * Piece, 0, 1);
        Assert.Equal(-1, RangeScan.FirstOutside(values, T.Zero, T.One));
        for (int at = 0; at < values.Length; at += 37)
        {
            values[at] = T.NegativeZero;
            Assert.Equal(-1, RangeScan.FirstOutside(values, T.Zero, T.One));
        }
    }

    [Fact]
    public void Nothing_is_within_a_range_that_ends_before_it_begins() =>
        Assert.Equal(0, RangeScan.FirstOutside(Within(Piece, 0, 1), T.Zero, -T.One));

    /// <summary>Both ends of a range and what is between, in turn.</summary>
    private static T[] Within(int length, double low, double high)
    {
        double last = double.IsInfinity(high) ? 3 : high;
        return [.. Enumerable.Range(0, length).Select(i => T.CreateTruncating(low + ((last - low) * (i % 5) / 4)))];
    }
}
