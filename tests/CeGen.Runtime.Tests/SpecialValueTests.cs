using System.Numerics;
using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>Infinities, NaN and numbers at the ends of the range: what they do to their row, and that they do nothing to others.</summary>
public abstract class SpecialValueTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IConvertible
{
    private const int Special = 2;

    public static TheoryData<int> ClassCounts => [2, 3, 10, 40, 67, 1003];

    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void Minus_infinity_on_another_class_is_a_probability_of_zero(int classes)
    {
        Batch batch = Batch.Random(1, 5, classes).WithTarget(Special, 0);
        Check(batch, batch.With(Special, (c, x) => c == classes - 1 ? double.NegativeInfinity : x), out T[] losses, out T[] gradient);
        Assert.True(T.IsFinite(losses[Special]));
        Assert.Equal(T.Zero, gradient[((Special + 1) * classes) - 1]);
    }

    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void Minus_infinity_on_the_target_is_an_infinite_loss_with_a_finite_gradient(int classes)
    {
        Batch batch = Batch.Random(2, 5, classes).WithTarget(Special, 1);
        Check(batch, batch.With(Special, (c, x) => c == 1 ? double.NegativeInfinity : x), out T[] losses, out T[] gradient);
        Assert.Equal(T.PositiveInfinity, losses[Special]);
        Assert.All(gradient, g => Assert.True(T.IsFinite(g)));
    }

    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void With_smoothing_minus_infinity_on_any_class_is_an_infinite_loss(int classes)
    {
        Batch batch = Batch.Random(2, 5, classes);
        foreach (int special in new[] { 0, 1, classes - 1 })
        {
            Check(batch, batch.With(Special, (c, x) => c == special ? double.NegativeInfinity : x), out T[] losses, out T[] gradient, 0.1);
            Assert.Equal(T.PositiveInfinity, losses[Special]);
            Assert.All(gradient, g => Assert.True(T.IsFinite(g)));
        }
    }

    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void A_row_of_minus_infinity_is_NaN(int classes)
    {
        Batch batch = Batch.Random(3, 5, classes);
        Check(batch, batch.With(Special, (_, _) => double.NegativeInfinity), out T[] losses, out T[] gradient);
        IsNaN(losses, gradient);
    }

    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void A_row_with_plus_infinity_is_NaN_wherever_it_stands(int classes) => IsNaNWherever(classes, double.PositiveInfinity);

    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void A_row_with_NaN_is_NaN_wherever_it_stands(int classes) => IsNaNWherever(classes, double.NaN);

    [Theory]
    [InlineData(1e4)]
    [InlineData(-1e4)]
    [InlineData(3e38)]
    [InlineData(-3e38)]
    [InlineData(1e-40)]
    [InlineData(-1e-45)]
    public void Logits_at_the_ends_of_the_range_are_right(double logit)
    {
        foreach (int classes in new[] { 2, 10, 67 })
        {
            Batch batch = Batch.Random(5, 5, classes);

            // On the target, on another class, everywhere; and from end to end of the range.
            long target = batch.Targets[Special];
            foreach (Func<int, double, double> logits in new Func<int, double, double>[]
            {
                (c, x) => c == target ? (float)logit : x,
                (c, x) => c == (target + 1) % classes ? (float)logit : x,
                (_, _) => (float)logit,
                (c, _) => c == target ? (float)-logit : (float)logit,
            })
            {
                Check(batch, batch.With(Special, logits), out T[] losses, out T[] gradient);
                Assert.All(gradient, g => Assert.InRange(g, -T.One, T.One));
                Assert.False(T.IsNaN(losses[Special]));
            }
        }
    }

    private static void IsNaNWherever(int classes, double special)
    {
        Batch batch = Batch.Random(4, 5, classes);
        foreach (int position in Enumerable.Range(0, classes).Where(c => c < 67 || c > 990))
        {
            Check(batch, batch.With(Special, (c, x) => c == position ? special : x), out T[] losses, out T[] gradient);
            IsNaN(losses, gradient);
        }
    }

    private static void IsNaN(T[] losses, T[] gradient)
    {
        Assert.True(T.IsNaN(losses[Special]));
        int classes = gradient.Length / losses.Length;
        Assert.All(gradient[(Special * classes)..((Special + 1) * classes)], g => Assert.True(T.IsNaN(g)));
    }

    /// <summary>The special row follows the definition, the others keep the bits that they have beside an ordinary row.</summary>
    private static void Check(Batch ordinary, Batch special, out T[] losses, out T[] gradient, double smoothing = 0)
    {
        int classes = ordinary.Classes;
        CrossEntropyLoss loss = Calls.Loss(classes, Reduction.None, smoothing);
        Calls.Outcome<T> expected = Calls.Fused<T>(loss, ordinary);
        Calls.Outcome<T> actual = Calls.Fused<T>(loss, special);
        (losses, gradient) = (actual.Losses, actual.Gradient);

        Bits.Equal(expected.Losses.AsSpan(0, Special), losses.AsSpan(0, Special));
        Bits.Equal(expected.Losses.AsSpan(Special + 1), losses.AsSpan(Special + 1));
        Bits.Equal(expected.Gradient.AsSpan(0, Special * classes), gradient.AsSpan(0, Special * classes));
        Bits.Equal(expected.Gradient.AsSpan((Special + 1) * classes), gradient.AsSpan((Special + 1) * classes));

        Batch row = special.Slice(Special, 1);
        ReferenceCrossEntropy.Result reference = ReferenceCrossEntropy.Compute(row.Logits, row.Targets, classes, Reduction.None, smoothing);

        // A loss beyond the largest float is infinite in float.
        double[] representable = [.. reference.Losses.Select(l => double.CreateTruncating(T.CreateTruncating(l)))];
        Assert.Null(Agreement.FirstDifference("loss", representable, losses[Special..(Special + 1)], absolute: 1e-14));
        T[] own = gradient[(Special * classes)..((Special + 1) * classes)];
        Assert.Null(Agreement.FirstDifference("gradient", reference.Gradient, own, absolute: 1e-14));
    }
}

public sealed class SpecialValueSingleTests : SpecialValueTests<float>;

public sealed class SpecialValueDoubleTests : SpecialValueTests<double>;
