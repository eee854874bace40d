using static CeGen.Conformance.Tests.Semantics.Inputs;

namespace CeGen.Conformance.Tests.Semantics;

/// <summary>Rows that do not count.</summary>
internal static class IgnoredRows
{
    private static readonly double[] OfSecond = [0, 0, 0, 1 / 3.0, -2 / 3.0, 1 / 3.0];

    public static IEnumerable<SemanticsRow> All =>
    [
        new("all-ignored",
            [.. Rows(3, [0, 0, 0, 1, 2, 3], -100, -100).Gives([0, 0], new double[6]).Exactly(),
             .. (Rows(3, [0, 0, 0, 1, 2, 3], -100, -100) with { LabelSmoothing = 0.3 }).Gives([0, 0], new double[6]).Exactly(),
             Rows(3, [0, 0, 0, 1, 2, 3], -100, -100).Gives(Reduction.Mean, [NaN], new double[6]),
             (Rows(3, [0, 0, 0, 1, 2, 3], -100, -100) with { Weights = [1, 2, 4] }).Gives(Reduction.Mean, [NaN], new double[6])]),
        new("ignored-mean", Rows(3, new double[6], -100, 1).Gives([0, Log3], OfSecond, divisor: 1)),
        new("ignored-mean-weights", (Rows(3, new double[6], -100, 1) with { Weights = [1, 2, 4] }).Gives(
            [0, 2 * Log3], [.. OfSecond.Select(g => 2 * g)], divisor: 2)),
        new("ignored-nan",
            [.. Rows(3, [NaN, 0, Inf, 0, 0, 0], -100, 1).Gives([0, Log3], OfSecond, divisor: 1),
             .. Rows(3, [NaN, 0, Inf, -Inf, -Inf, -Inf], -100, -100).Gives([0, 0], new double[6]).Exactly(),
             .. (Rows(3, [NaN, 0, Inf, 0, 0, 0], -100, 1) with { LabelSmoothing = 0.3 }).Gives([0, Log3], [.. OfSecond.Select(g => 0.7 * g)], divisor: 1)]),
        new("ignore-index-is-class", (Rows(3, new double[6], 1, 2) with { IgnoreIndex = 1 }).Gives(
            [0, Log3], [0, 0, 0, 1 / 3.0, 1 / 3.0, -2 / 3.0], divisor: 1)),
    ];
}
