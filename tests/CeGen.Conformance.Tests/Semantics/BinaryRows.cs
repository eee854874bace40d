using CeGen.Testing;
using static CeGen.Conformance.Tests.Semantics.Inputs;

namespace CeGen.Conformance.Tests.Semantics;

/// <summary>Binary cross entropy.</summary>
internal static class BinaryRows
{
    // log1p(exp(−40)) and the sigmoid of −40.
    private const double Tiny = 4.248354255291589e-18;

    public static IEnumerable<SemanticsRow> All =>
    [
        new("binary", Labels(2, [0, 0], [1, 0]).Gives([Log2, Log2], [-0.5, 0.5], divisor: 2)),
        new("binary-empty", Labels(2, [], []).Gives(Reduction.Mean, [NaN], []), Labels(2, [], []).Gives(Reduction.Sum, [0], []), Labels(2, [], []).Gives(Reduction.None, [], [])),
        new("binary-infinite-agreed", Labels(2, [Inf, -Inf], [1, 0]).Gives([0, 0], [0, 0], divisor: 2).Exactly()),
        new("binary-infinite-contradicted", Labels(2, [Inf, -Inf], [0, 1]).Gives([Inf, Inf], [1, -1], divisor: 2)),
        new("binary-infinite-half", Labels(2, [Inf, -Inf], [0.5, 0.5]).Gives([Inf, Inf], [0.5, -0.5], divisor: 2)),
        new("binary-nan", Labels(2, [NaN, 0], [1, 1]).Gives([NaN, Log2], [NaN, -0.5], divisor: 2)),
        new("binary-weight", (Labels(2, [0, 0, 0, 0], [1, 0, 0.5, 1]) with { Weights = [2, 2], PositiveWeights = [3, 3] }).Gives(
            [6 * Log2, 2 * Log2, 4 * Log2, 6 * Log2], [-3, 1, -1, -3], divisor: 4)),
        new("binary-weight-zero", (Labels(2, [5, 0], [0, 1]) with { Weights = [0, 0] }).Gives([0, 0], [0, 0], divisor: 2).Exactly()),
        new("binary-weight-zero-infinite", (Labels(2, [Inf, -Inf], [0, 1]) with { Weights = [0, 0] }).Gives([0, 0], [0, 0], divisor: 2).Exactly()),
        new("binary-weight-zero-nan", (Labels(2, [NaN, 0], [0, 1]) with { Weights = [0, 0] }).Gives([NaN, 0], [NaN, 0])),
        new("binary-positive-weight", (Labels(2, [0, 0], [1, 0]) with { PositiveWeights = [3, 3] }).Gives([3 * Log2, Log2], [-1.5, 0.5], divisor: 2)),
        new("binary-positive-weight-zero", (Labels(2, [0, 0], [1, 0]) with { PositiveWeights = [0, 0] }).Gives([0, Log2], [0, 0.5], divisor: 2)),
        new("binary-positive-weight-zero-infinite", (Labels(2, [-Inf, Inf], [1, 1]) with { PositiveWeights = [0, 0] }).Gives([0, 0], [0, 0], divisor: 2).Exactly()),
        new("binary-huge", Labels(4, [1e4, -1e4, 1e38, -1e38], [1, 1, 0, 0]).Gives(Reduction.None, [0, 1e4, 1e38, 0], [0, -1, 1, 0])),
        new("binary-confident", Labels(2, [40, -40], [1, 0]).Gives([Tiny, Tiny], [-Tiny, Tiny]).WithinUlp(4)),
        new("binary-focal", (Labels(2, [0, 0], [1, 0]) with { Loss = "sigmoid_focal", FocalGamma = 2, FocalAlpha = 0.25 }).Gives(
            [Log2 / 16, 3 * Log2 / 16], [-(1 + (2 * Log2)) / 32, 3 * (1 + (2 * Log2)) / 32], divisor: 2)),
        new("binary-focal-infinite",
            [.. (Labels(2, [Inf, -Inf], [1, 0]) with { Loss = "sigmoid_focal", FocalGamma = 2 }).Gives([0, 0], [0, 0], divisor: 2).Exactly(),
             .. (Labels(2, [Inf, -Inf], [0, 1]) with { Loss = "sigmoid_focal", FocalGamma = 2 }).Gives([Inf, Inf], [1, -1], divisor: 2)]),
    ];
}
