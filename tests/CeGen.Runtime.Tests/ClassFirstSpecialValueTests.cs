using System.Numerics;
using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>Infinities and NaN where the classes come first: what they do to their position, and that they do nothing to its neighbours.</summary>
public abstract class ClassFirstSpecialValueTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IConvertible
{
    public static TheoryData<int, int> Shapes => new() { { 2, 2 }, { 3, 7 }, { 5, 16 }, { 3, 33 }, { 20, 19 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Only_a_position_with_NaN_or_plus_infinity_is_NaN(int classes, int positions)
    {
        foreach (double special in new[] { double.NaN, double.PositiveInfinity })
        {
            for (int at = 0; at < classes; at++)
            {
                EachKind(classes, positions, (c, x) => c == at ? special : x, (outcome, problem, row) =>
                {
                    Assert.True(T.IsNaN(outcome.Losses[row]));
                    Assert.All(Enumerable.Range(0, classes), c => Assert.True(T.IsNaN(outcome.Gradient[problem.At(row, c)])));
                });
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Only_a_position_of_minus_infinity_is_NaN(int classes, int positions) => EachKind(
        classes, positions, (_, _) => double.NegativeInfinity, (outcome, problem, row) =>
        {
            Assert.True(T.IsNaN(outcome.Losses[row]));
            Assert.All(Enumerable.Range(0, classes), c => Assert.True(T.IsNaN(outcome.Gradient[problem.At(row, c)])));
        });

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Minus_infinity_on_another_class_is_a_probability_of_zero(int classes, int positions)
    {
        foreach (int row in Rows(positions))
        {
            ReferenceLoss clean = Problems.Random(1, 2, classes, positions) with { Reduction = Reduction.None };
            clean.Indices![row] = 0;
            ReferenceLoss dirty = clean.With(row, (c, x) => c == classes - 1 ? double.NegativeInfinity : x);
            AgreesWithTheDefinition(dirty);
            Bits.Equal(T.Zero, LossCalls.Run<T>(dirty, CallForm.Fused).Gradient[dirty.At(row, classes - 1)]);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Minus_infinity_on_the_target_is_an_infinite_loss_with_a_finite_gradient(int classes, int positions)
    {
        foreach (int row in Rows(positions))
        {
            foreach ((double gamma, double smoothing) in new[] { (0.0, 0.0), (2, 0), (0.5, 0), (0, 0.1) })
            {
                ReferenceLoss clean = Problems.Random(1, 2, classes, positions) with { Reduction = Reduction.None, Gamma = gamma, Smoothing = smoothing };
                clean.Indices![row] = 1;
                ReferenceLoss dirty = clean.With(row, (c, x) => c == 1 ? double.NegativeInfinity : x);
                AgreesWithTheDefinition(dirty);
                LossCalls.Outcome<T> outcome = LossCalls.Run<T>(dirty, CallForm.Fused);
                Assert.Equal(T.PositiveInfinity, outcome.Losses[row]);
                Assert.All(outcome.Gradient, g => Assert.True(T.IsFinite(g)));
            }
        }
    }

    /// <summary>0 · ∞ in the definition, as where the classes come last.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void With_a_smoothing_of_one_minus_infinity_on_the_target_has_no_loss(int classes, int positions)
    {
        foreach (int row in Rows(positions))
        {
            ReferenceLoss problem = Problems.Random(1, 2, classes, positions) with { Reduction = Reduction.None, Smoothing = 1 };
            problem.Indices![row] = 1;
            problem = problem.With(row, (c, x) => c == 1 ? double.NegativeInfinity : x);
            LossCalls.Outcome<T> last = LossCalls.Run<T>(problem.ClassLast(), CallForm.Fused, ClassLayout.ClassLast), first = LossCalls.Run<T>(problem, CallForm.Fused);
            for (int other = 0; other < problem.Rows; other++)
            {
                Assert.Equal(other == row, T.IsNaN(first.Losses[other]));
                Assert.Equal(other == row, T.IsNaN(last.Losses[other]));
            }

            Assert.All(first.Gradient, g => Assert.True(T.IsFinite(g)));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void What_stands_at_an_ignored_position_does_not_matter(int classes, int positions)
    {
        double[] dirt = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, 3e38];
        ReferenceLoss clean = Problems.Random(2, 3, classes, positions).Ignoring(row => row % 4 == 1);
        ReferenceLoss dirty = clean;
        for (int row = 1; row < clean.Rows; row += 4)
        {
            dirty = dirty.With(row, (c, _) => dirt[(c + row) % dirt.Length]);
        }

        foreach ((double gamma, double smoothing) in new[] { (0.0, 0.0), (2, 0), (0, 0.1) })
        {
            LossCalls.Outcome<T> expected = LossCalls.Run<T>(clean with { Gamma = gamma, Smoothing = smoothing }, CallForm.Fused);
            LossCalls.Outcome<T> actual = LossCalls.Run<T>(dirty with { Gamma = gamma, Smoothing = smoothing }, CallForm.Fused);
            Bits.Equal(expected.Reduced, actual.Reduced);
            Bits.Equal(expected.Losses, actual.Losses);
            Bits.Equal(expected.Gradient, actual.Gradient);
            Assert.All(actual.Gradient.Where((_, i) => clean.IsIgnored(clean.RowOf(i))), g => Bits.Equal(T.Zero, g));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Logits_at_the_ends_of_the_range_are_right(int classes, int positions)
    {
        foreach (double logit in new[] { 1e4, -1e4, 3e38, -3e38, 1e-40, 199, 201, -199, -201, 1499, 1501 })
        {
            ReferenceLoss problem = Problems.Random(1, 2, classes, positions) with { Reduction = Reduction.None };
            problem = problem.With(1, (c, x) => c == 0 ? (float)logit : x).With(problem.Rows - 1, (_, _) => (float)logit);
            AgreesWithTheDefinition(problem);
        }
    }

    /// <summary>Class indices and probabilities, each with and without weights and smoothing, and the special row at several places.</summary>
    private static void EachKind(int classes, int positions, Func<int, double, double> logit, Action<LossCalls.Outcome<T>, ReferenceLoss, int> check)
    {
        foreach (int row in Rows(positions))
        {
            foreach (bool probabilities in new[] { false, true })
            {
                foreach ((double[]? weights, double smoothing) in new[] { (null, 0.0), (null, 0.1), (Problems.Weights(1, classes), 0), (Problems.Weights(1, classes), 0.1) })
                {
                    ReferenceLoss clean = Problems.Random(3, 2, classes, positions, probabilities) with { Weights = weights, Smoothing = smoothing, Reduction = Reduction.None };
                    ReferenceLoss dirty = clean.With(row, logit);
                    LossCalls.Outcome<T> expected = LossCalls.Run<T>(clean, CallForm.Fused), actual = LossCalls.Run<T>(dirty, CallForm.Fused);
                    check(actual, dirty, row);
                    for (int other = 0; other < clean.Rows; other++)
                    {
                        if (other != row)
                        {
                            Bits.Equal(expected.Losses[other], actual.Losses[other], "loss of a neighbour");
                            Assert.All(Enumerable.Range(0, classes), c => Bits.Equal(expected.Gradient[clean.At(other, c)], actual.Gradient[clean.At(other, c)]));
                        }
                    }
                }
            }
        }
    }

    private static int[] Rows(int positions) => [0, 1, positions - 1, positions, (2 * positions) - 1];

    private static void AgreesWithTheDefinition(ReferenceLoss problem)
    {
        ReferenceLoss.Result expected = problem.Compute();
        LossCalls.Outcome<T> actual = LossCalls.Run<T>(problem, CallForm.Fused);

        // A loss beyond the largest float is infinite in float. Each row by itself: the largest entry is the row's.
        for (int row = 0; row < problem.Rows; row++)
        {
            double loss = double.CreateTruncating(T.CreateTruncating(expected.Losses[row]));
            Assert.Null(Agreement.FirstDifference("loss", [loss], [actual.Losses[row]], 1e-14));
            int[] entries = [.. Enumerable.Range(0, problem.Classes).Select(c => problem.At(row, c))];
            Assert.Null(Agreement.FirstDifference(
                "gradient", [.. entries.Select(i => expected.Gradient[i])], [.. entries.Select(i => actual.Gradient[i])], problem.Smoothing == 0 ? 1e-14 : 1e-7));
        }
    }
}

public sealed class ClassFirstSpecialValueSingleTests : ClassFirstSpecialValueTests<float>;

public sealed class ClassFirstSpecialValueDoubleTests : ClassFirstSpecialValueTests<double>;
