using static CeGen.Conformance.Tests.Semantics.Inputs;

namespace CeGen.Conformance.Tests.Semantics;

/// <summary>Class weights.</summary>
internal static class WeightRows
{
    private static readonly double[] Weights = [1, 0, 3];
    private static readonly double[] None = [0, 0, 0];

    public static IEnumerable<SemanticsRow> All =>
    [
        new("weights-mean", (Rows(3, new double[6], 0, 2) with { Weights = [1, 2, 4] }).Gives(
            [Log3, 4 * Log3], [-2 / 3.0, 1 / 3.0, 1 / 3.0, 4 / 3.0, 4 / 3.0, -8 / 3.0], divisor: 5)),
        new("weight-zero", (Rows(3, new double[6], 1, 2) with { Weights = Weights }).Gives([0, 3 * Log3], [0, 0, 0, 1, 1, -2], divisor: 3)),
        new("weight-zero-minus-infinity", (Rows(3, [0, -Inf, 0, 0, 0, 0], 1, 2) with { Weights = Weights }).Gives([0, 3 * Log3], [0, 0, 0, 1, 1, -2], divisor: 3)),
        new("weight-zero-nan",
            [.. (Rows(3, [0, NaN, 0, 0, 0, 0], 1, 2) with { Weights = Weights }).Gives([0, 3 * Log3], [0, 0, 0, 1, 1, -2], divisor: 3),
             .. (Rows(3, [NaN, Inf, 0], 1) with { Weights = Weights }).Gives([0], [0, 0, 0]).Exactly()]),
        new("weight-zero-smoothed", (Rows(3, new double[6], 1, 2) with { Weights = Weights, LabelSmoothing = 0.3 }).Gives(
            [0.4 * Log3, 2.5 * Log3], [1 / 30.0, 4 / 30.0, -5 / 30.0, 22 / 30.0, 25 / 30.0, -47 / 30.0], divisor: 3)),
        new("weight-zero-smoothed-minus-infinity",
            [.. (Rows(3, [0, -Inf, 0], 1) with { Weights = Weights, LabelSmoothing = 0.3 }).Gives([0.4 * Log2], [0.1, 0, -0.1]),
             .. (Rows(3, [0, -Inf, 0], 0) with { Weights = Weights, LabelSmoothing = 0.3 }).Gives([1.1 * Log2], [-0.25, 0, 0.25], divisor: 1)]),
        new("weight-zero-smoothed-nan", (Rows(3, [0, NaN, 0, 0, 0, 0], 1, 2) with { Weights = Weights, LabelSmoothing = 0.3 }).Gives(
            [NaN, 2.5 * Log3], [NaN, NaN, NaN, 22 / 30.0, 25 / 30.0, -47 / 30.0], divisor: 3)),
        new("weights-all-zero",
            [.. (Rows(3, [0, 1, 2, 0, 0, 0], 1, 2) with { Weights = None }).Gives([0, 0], new double[6]).Exactly(),
             (Rows(3, [0, 1, 2, 0, 0, 0], 1, 2) with { Weights = None }).Gives(Reduction.Mean, [NaN], [NaN, NaN, NaN, NaN, NaN, NaN])]),
        new("weights-all-zero-smoothed",
            [.. (Rows(3, [0, 1, 2, 0, 0, 0], 1, 2) with { Weights = None, LabelSmoothing = 0.3 }).Gives([0, 0], new double[6]).Exactly(),
             (Rows(3, [0, 1, 2, 0, 0, 0], 1, 2) with { Weights = None, LabelSmoothing = 0.3 }).Gives(Reduction.Mean, [NaN], [NaN, NaN, NaN, NaN, NaN, NaN])]),
        new("weights-of-targets-zero-smoothed",
            [.. (Rows(3, new double[3], 1) with { Weights = Weights, LabelSmoothing = 0.3 }).Gives([0.4 * Log3], [1 / 30.0, 4 / 30.0, -5 / 30.0]),
             (Rows(3, new double[3], 1) with { Weights = Weights, LabelSmoothing = 0.3 }).Gives(Reduction.Mean, [NaN], [NaN, NaN, NaN])]),
    ];
}
