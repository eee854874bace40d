using System.Numerics;

namespace CeGen.Runtime.Tests;

/// <summary>Rows that do not count, and batches without any that does.</summary>
public abstract class IgnoredRowTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static TheoryData<int> ClassCounts => [1, 3, 10, 33, 1003];

    [Fact]
    public void An_empty_batch_has_a_mean_of_NaN_and_a_sum_of_zero()
    {
        var empty = new Batch([], [], 5);
        Assert.True(T.IsNaN(Calls.Loss(5, Reduction.Mean).Forward<T, int>([], [])));
        Assert.True(T.IsNaN(Calls.Fused<T>(Calls.Loss(5, Reduction.Mean), empty).Reduced));
        Bits.Equal(T.Zero, Calls.Loss(5, Reduction.Sum).Forward<T, int>([], []));
        Bits.Equal(T.Zero, Calls.Fused<T>(Calls.Loss(5, Reduction.Sum), empty).Reduced);
        Bits.Equal(T.Zero, Calls.Fused<T>(Calls.Loss(5, Reduction.None), empty).Reduced);
        Assert.Empty(Calls.Backward<T>(Calls.Loss(5, Reduction.Mean), empty, 2));
        Assert.Empty(Calls.Backward<T>(Calls.Loss(5, Reduction.None), empty, []));
    }

    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void If_all_rows_are_ignored_the_mean_is_NaN_and_the_gradient_zero(int classes)
    {
        Batch batch = Batch.Random(1, 300, classes).Ignoring(_ => true);
        CrossEntropyLoss mean = Calls.Loss(classes, Reduction.Mean, 0.1);
        Calls.Outcome<T> outcome = Calls.Fused<T>(mean, batch);
        Assert.True(T.IsNaN(outcome.Reduced));
        Assert.True(T.IsNaN(mean.Forward<T, long>(batch.LogitsAs<T>(), batch.Targets)));
        Bits.Zero<T>(outcome.Losses);
        Bits.Zero<T>(outcome.Gradient);
        Bits.Zero<T>(Calls.Backward<T>(mean, batch, -3));
    }

    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void If_all_rows_are_ignored_the_sum_is_zero(int classes)
    {
        Batch batch = Batch.Random(1, 300, classes).Ignoring(_ => true);
        Calls.Outcome<T> outcome = Calls.Fused<T>(Calls.Loss(classes, Reduction.Sum), batch);
        Bits.Equal(T.Zero, outcome.Reduced);
        Bits.Zero<T>(outcome.Losses);
        Bits.Zero<T>(outcome.Gradient);
    }

    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void What_stands_in_an_ignored_row_does_not_matter(int classes)
    {
        Batch clean = Batch.Random(2, 20, classes).Ignoring(row => row % 4 == 1);
        Batch dirty = clean;
        double[] dirt = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, 3e38];
        for (int row = 1; row < 20; row += 4)
        {
            dirty = dirty.With(row, (c, _) => dirt[(c + row) % dirt.Length]);
        }

        foreach (Reduction reduction in Enum.GetValues<Reduction>())
        {
            foreach (double smoothing in new[] { 0, 0.1 })
            {
                CrossEntropyLoss loss = Calls.Loss(classes, reduction, smoothing);
                Calls.Outcome<T> expected = Calls.Fused<T>(loss, clean);
                Calls.Outcome<T> actual = Calls.Fused<T>(loss, dirty);
                Bits.Equal(expected.Reduced, actual.Reduced);
                Bits.Equal(expected.Losses, actual.Losses);
                Bits.Equal(expected.Gradient, actual.Gradient);
                for (int row = 1; row < 20; row += 4)
                {
                    Bits.Equal(T.Zero, actual.Losses[row]);
                    Bits.Zero<T>(actual.Gradient.AsSpan(row * classes, classes));
                }
            }
        }
    }

    [Fact]
    public void An_upstream_gradient_of_NaN_leaves_an_ignored_row_at_zero()
    {
        Batch batch = Batch.Random(3, 3, 10).Ignoring(row => row == 1);
        T[] gradient = Calls.Backward<T>(Calls.Loss(10, Reduction.None), batch, [1, double.NaN, double.NegativeInfinity]);
        Bits.Zero<T>(gradient.AsSpan(10, 10));
        Assert.All(gradient[..10], g => Assert.True(T.IsFinite(g)));
    }
}

public sealed class IgnoredRowSingleTests : IgnoredRowTests<float>;

public sealed class IgnoredRowDoubleTests : IgnoredRowTests<double>;
