using System.Numerics;
using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>A class of weight 0 contributes nothing, whatever stands in its rows; and where all do, there is no mean.</summary>
public abstract class ZeroWeightTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IConvertible
{
    private static readonly Func<int, double, double>[] Dirt =
    [
        (c, x) => c == 0 ? double.NegativeInfinity : x,
        (c, x) => c == 1 ? double.NegativeInfinity : x,
        (c, x) => c == 0 ? double.NaN : x,
        (c, x) => c == 1 ? double.NaN : x,
        (c, x) => c == 1 ? double.PositiveInfinity : x,
        (_, _) => double.NaN,
        (_, _) => double.NegativeInfinity,
    ];

    public static TheoryData<int, int> Shapes => new() { { 2, 1 }, { 3, 1 }, { 20, 1 }, { 67, 1 }, { 2, 3 }, { 3, 16 }, { 20, 19 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_row_of_a_class_without_weight_is_zero_whatever_it_holds(int classes, int positions)
    {
        const int Special = 2;
        double[] weights = [.. Problems.Weights(1, classes).Select((w, c) => c == 0 ? 0 : w)];
        ReferenceLoss problem = Problems.Random(1, 4, classes, positions) with { Weights = weights };
        problem = problem with { Indices = [.. problem.Indices!.Select((t, row) => row == Special ? 0 : Math.Max(t, 1))] };
        foreach (Reduction reduction in Enum.GetValues<Reduction>())
        {
            foreach (double gamma in new[] { 0, 2.0 })
            {
                ReferenceLoss clean = problem with { Reduction = reduction, Gamma = gamma };
                LossCalls.Outcome<T> expected = LossCalls.Run<T>(clean, CallForm.Fused);
                Bits.Equal(T.Zero, expected.Losses[Special]);
                foreach (Func<int, double, double> dirt in Dirt)
                {
                    LossCalls.Outcome<T> actual = LossCalls.Run<T>(clean.With(Special, dirt), CallForm.Fused);
                    Bits.Equal(expected.Reduced, actual.Reduced);
                    Bits.Equal(expected.Losses, actual.Losses, "losses");
                    Bits.Equal(expected.Gradient, actual.Gradient, "gradient");
                }

                Bits.Zero<T>([.. Enumerable.Range(0, classes).Select(c => expected.Gradient[clean.At(Special, c)])]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void With_smoothing_a_class_without_weight_takes_no_part_at_minus_infinity(int classes, int positions)
    {
        const int Special = 2;
        double[] weights = [.. Problems.Weights(1, classes).Select((w, c) => c == 0 ? 0 : w)];
        ReferenceLoss problem = Problems.Random(2, 4, classes, positions) with { Weights = weights, Smoothing = 0.1 };
        foreach (long target in new[] { 0, 1 })
        {
            foreach (Reduction reduction in Enum.GetValues<Reduction>())
            {
                ReferenceLoss special = (problem with { Reduction = reduction, Indices = [.. problem.Indices!.Select((t, row) => row == Special ? target : Math.Max(1, t))] })
                    .With(Special, (c, x) => c == 0 ? double.NegativeInfinity : x);
                ReferenceLoss.Result expected = special.Compute();
                Assert.True(double.IsFinite(expected.Losses[Special]));
                foreach (CallForm form in new[] { CallForm.Fused, CallForm.InPlace })
                {
                    LossCalls.Outcome<T> actual = LossCalls.Run<T>(special, form);
                    Assert.Null(Agreement.FirstDifference("losses", expected.Losses, actual.Losses));
                    Assert.Null(Agreement.FirstDifference("reduced", [expected.Reduced], [actual.Reduced]));
                    Assert.Null(Agreement.FirstDifference("gradient", expected.Gradient, actual.Gradient, 1e-7));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void If_all_weights_are_zero_there_is_no_mean_and_ignored_rows_are_zero(int classes, int positions)
    {
        ReferenceLoss problem = Problems.Random(3, 4, classes, positions).Ignoring(row => row == 1) with { Weights = new double[classes] };
        foreach (double smoothing in new[] { 0, 0.1 })
        {
            foreach (CallForm form in new[] { CallForm.Forward, CallForm.Fused, CallForm.InPlace, CallForm.Backward })
            {
                LossCalls.Outcome<T> outcome = LossCalls.Run<T>(problem with { Smoothing = smoothing }, form, upstream: [2]);
                Bits.Zero<T>(outcome.Losses, "losses");
                Assert.True(form == CallForm.Backward || T.IsNaN(outcome.Reduced));
                if (form != CallForm.Forward)
                {
                    Assert.All(outcome.Gradient, (g, i) => Assert.True(problem.RowOf(i) == 1 ? g == T.Zero && T.IsPositive(g) : T.IsNaN(g)));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void If_all_weights_are_zero_no_row_is_other_than_zero(int classes, int positions)
    {
        ReferenceLoss problem = Problems.Random(3, 4, classes, positions) with { Weights = new double[classes] };
        foreach (Func<int, double, double> dirt in Dirt)
        {
            Bits.Zero<T>(LossCalls.Run<T>(problem.With(2, dirt), CallForm.Forward).Losses);
            LossCalls.Outcome<T> sum = LossCalls.Run<T>(problem.With(2, dirt) with { Reduction = Reduction.Sum }, CallForm.Fused);
            Bits.Equal(T.Zero, sum.Reduced);
            Bits.Zero<T>(sum.Losses);
            Bits.Zero<T>(sum.Gradient);
        }
    }
}

public sealed class ZeroWeightSingleTests : ZeroWeightTests<float>;

public sealed class ZeroWeightDoubleTests : ZeroWeightTests<double>;
