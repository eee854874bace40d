using System.Numerics;

namespace CeGen.Runtime.Tests;

/// <summary>Infinities, NaN and numbers at the ends of the range: what they do to their element, and that they do nothing to others.</summary>
public abstract class BinarySpecialValueTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Infinite = double.PositiveInfinity;

    private static readonly (double Gamma, double? Alpha)[] Options = [(0, null), (0, 0.25), (2, null), (0.5, 0.25)];

    /// <summary>A logit and a target; label weight, positive weight; the loss and the gradient without γ and α.</summary>
    public static TheoryData<double, double, double, double, double, double> Limits => new()
    {
        { Infinite, 1, 1, 1, 0, 0 },
        { -Infinite, 0, 1, 1, 0, 0 },
        { Infinite, 0, 1, 1, Infinite, 1 },
        { -Infinite, 1, 1, 1, Infinite, -1 },
        { -Infinite, 1, 2, 3, Infinite, -6 },
        { Infinite, 0, 0, 1, 0, 0 },
        { -Infinite, 1, 0, 1, 0, 0 },
        { -Infinite, 1, 1, 0, 0, 0 },
        { double.NaN, 0, 1, 1, double.NaN, double.NaN },
        { double.NaN, 1, 1, 1, double.NaN, double.NaN },
        { double.NaN, 1, 0, 0, double.NaN, double.NaN },
        { double.NaN, 0.5, 1, 1, double.NaN, double.NaN },
        { 3e38, 1, 1, 1, 0, 0 },
        { -3e38, 0, 1, 1, 0, 0 },
        { 1e30, 0, 1, 1, 1e30, 1 },
        { -1e30, 1, 1, 1, 1e30, -1 },
        { 1e-44, 0, 1, 1, 0.69314718055994531, 0.5 },
        { -0.0, 1, 1, 1, 0.69314718055994531, -0.5 },
    };

    [Theory]
    [MemberData(nameof(Limits))]
    public void A_special_logit_gives_its_limit(double logit, double target, double weight, double positiveWeight, double loss, double gradient)
    {
        foreach ((double gamma, double? alpha) in Options)
        {
            for (int at = 0; at < 37; at++)
            {
                // Powers of two, where γ counts, and the balance.
                double rest = double.IsNaN(loss) || loss is 0 or > 1 ? 1 : Math.Pow(0.5, gamma);
                double balance = alpha is { } a ? target == 1 ? a : 1 - a : 1;
                double slope = rest == 1 ? gradient : Math.Sign(gradient) * rest * (0.5 + (gamma * 0.5 * loss));
                BinaryBatch.Outcome<T> outcome = Check(at, logit, target, weight, positiveWeight, gamma, alpha);
                IsNear(rest * balance * loss, outcome.Losses[at]);
                IsNear(balance * slope, outcome.Gradient[at]);
            }
        }
    }

    [Theory]
    [InlineData(1e-44)]
    [InlineData(0.25)]
    [InlineData(0.99999994)]
    public void A_soft_target_contradicts_every_infinity(double target)
    {
        foreach (double logit in new[] { Infinite, -Infinite })
        {
            BinaryBatch.Outcome<T> outcome = Check(3, logit, target, 1, 1, 2, null);

            // As a float, the square of 1e-44 is 0.
            bool vanishes = logit < 0 && target < 1e-20 && typeof(T) == typeof(float);
            Assert.Equal(vanishes ? T.Zero : T.PositiveInfinity, outcome.Losses[3]);
            Assert.True(T.IsFinite(outcome.Gradient[3]));
        }
    }

    [Theory]
    [InlineData(60)]
    [InlineData(-60)]
    [InlineData(110)]
    [InlineData(-110)]
    [InlineData(2000)]
    [InlineData(-2000)]
    public void A_large_exponent_leaves_no_NaN(double logit)
    {
        foreach (double gamma in new[] { 1e-30, 1e-3, 5, 1e6, 1e30 })
        {
            foreach (double target in new[] { 0, 1e-40, 0.5, 1 })
            {
                BinaryBatch.Outcome<T> outcome = Check(3, logit, target, 1, 1, gamma, null);
                Assert.True(T.IsFinite(outcome.Losses[3]) && outcome.Losses[3] >= T.Zero, $"{outcome.Losses[3]} for {target} with {gamma}");
                Assert.True(T.IsFinite(outcome.Gradient[3]), $"{outcome.Gradient[3]} for {target} with {gamma}");
            }
        }
    }

    private static void IsNear(double expected, T actual)
    {
        double value = double.CreateTruncating(actual);
        Assert.True(
            expected.Equals(value) || (double.IsFinite(value) && Math.Abs(value - expected) <= 1e-6 * Math.Abs(expected)),
            $"expected {expected:R}, got {value:R}");
    }

    /// <summary>The other elements keep the bits that they have beside an ordinary one.</summary>
    private static BinaryBatch.Outcome<T> Check(
        int at, double logit, double target, double weight, double positiveWeight, double gamma, double? alpha)
    {
        BinaryBatch ordinary = BinaryBatch.Random(8, 1, 37).Weighted(perElement: true);
        BinaryBatch special = ordinary with
        {
            Logits = With(ordinary.Logits, at, logit),
            Targets = With(ordinary.Targets, at, target),
            LabelWeights = With(ordinary.LabelWeights!, at, weight),
            PositiveWeights = With(ordinary.PositiveWeights!, at, positiveWeight),
        };
        BinaryCrossEntropyLoss loss = BinaryBatch.Loss(37, Reduction.None, gamma, alpha);
        BinaryBatch.Outcome<T> expected = ordinary.Fused<T>(loss);
        BinaryBatch.Outcome<T> actual = special.Fused<T>(loss);
        expected.Losses[at] = actual.Losses[at];
        expected.Gradient[at] = actual.Gradient[at];
        Bits.Equal(expected.Losses, actual.Losses, "losses");
        Bits.Equal(expected.Gradient, actual.Gradient, "gradient");
        return actual;
    }

    private static double[] With(double[] values, int at, double value)
    {
        double[] copy = [.. values];
        copy[at] = value;
        return copy;
    }
}

public sealed class BinarySpecialValueSingleTests : BinarySpecialValueTests<float>;

public sealed class BinarySpecialValueDoubleTests : BinarySpecialValueTests<double>;
