using static CeGen.Conformance.Tests.Semantics.Inputs;

namespace CeGen.Conformance.Tests.Semantics;

/// <summary>Class probabilities as targets.</summary>
internal static class ProbabilityRows
{
    private static readonly double[] Mixed = [1, 0, 0, 0, 0.5, 0.5];

    public static IEnumerable<SemanticsRow> All =>
    [
        new("probabilities", Soft(3, new double[6], Mixed).Gives([Log3, Log3], [-2 / 3.0, 1 / 3.0, 1 / 3.0, 1 / 3.0, -1 / 6.0, -1 / 6.0], divisor: 2)),
        new("probabilities-not-normalised", Soft(3, [0, 0, 0, 0, 0, Log2], [1, 1, 1, 2, 0, 0]).Gives(
            [3 * Log3, 4 * Log2], [0, 0, 0, -1.5, 0.5, 1], divisor: 2)),
        new("probabilities-negative", Soft(3, new double[3], [-1.0, 1, 1]).Gives([Log3], [4 / 3.0, -2 / 3.0, -2 / 3.0], divisor: 1)),
        new("probabilities-nan", Soft(3, new double[6], [NaN, 0, 1, 1, 0, 0]).Gives(
            [NaN, Log3], [NaN, NaN, NaN, -2 / 3.0, 1 / 3.0, 1 / 3.0], divisor: 2)),
        new("probabilities-all-zero", Soft(3, [1, 2, 3], [0, 0, 0]).Gives([0], [0, 0, 0], divisor: 1).Exactly()),
        new("probability-zero-on-minus-infinity", Soft(3, [0, -Inf, 0], [0.5, 0, 0.5]).Gives([NaN], [0, 0, 0], divisor: 1)),
        new("probability-on-minus-infinity", Soft(3, [0, -Inf, 0], [0.5, 0.25, 0.25]).Gives([Inf], [0, -0.25, 0.25], divisor: 1)),
        new("probability-on-minus-infinity-weight-zero", (Soft(3, [0, -Inf, 0], [0.5, 0.25, 0.25]) with { Weights = [1, 0, 1] }).Gives(
            [NaN], [-0.125, 0, 0.125], divisor: 1)),
        new("probability-zero-on-minus-infinity-smoothed", (Soft(3, [0, -Inf, 0], [0.5, 0, 0.5]) with { LabelSmoothing = 0.3 }).Gives(
            [Inf], [0.05, -0.1, 0.05], divisor: 1)),
        new("probabilities-not-a-number", new[] { Inf, NaN }.SelectMany(x => Soft(3, [x, 0, 0, -Inf, -Inf, -Inf, 0, 0, 0], [1, 0, 0, 0, 1, 0, 0, 0, 1]).Gives(
            [NaN, NaN, Log3], [NaN, NaN, NaN, NaN, NaN, NaN, 1 / 3.0, 1 / 3.0, -2 / 3.0], divisor: 3))),
        new("probabilities-weights-mean", (Soft(3, new double[6], Mixed) with { Weights = [1, 2, 4] }).Gives(
            [Log3, 3 * Log3], [-2 / 3.0, 1 / 3.0, 1 / 3.0, 1, 0, -1], divisor: 2)),
        new("probabilities-weights-smoothed", (Soft(3, new double[6], Mixed) with { Weights = [1, 2, 4], LabelSmoothing = 0.3 }).Gives(
            [1.4 * Log3, 2.8 * Log3], [-1 / 3.0, 4 / 15.0, 1 / 15.0, 25 / 30.0, 1 / 30.0, -26 / 30.0], divisor: 2)),
        new("probabilities-confident", Soft(3, [0, -40, -40], [1, 0, 0]).Gives([0], [0, 4.248354255291589e-18, 4.248354255291589e-18]).WithinUlp(4)),
        new("probabilities-one-hot",
            [.. (Soft(3, new double[6], [1.0, 0, 0, 0, 0, 1]) with { Weights = [1, 2, 4] }).Gives(
                [Log3, 4 * Log3], [-2 / 3.0, 1 / 3.0, 1 / 3.0, 4 / 3.0, 4 / 3.0, -8 / 3.0], divisor: 2)]),
    ];
}
