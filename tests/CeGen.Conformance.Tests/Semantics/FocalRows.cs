using CeGen.Testing;
using static CeGen.Conformance.Tests.Semantics.Inputs;

namespace CeGen.Conformance.Tests.Semantics;

/// <summary>The focal loss of a softmax: (1 − p)^γ·(−log p).</summary>
internal static class FocalRows
{
    // p = 1/3 of three equal logits, 1/2 of two.
    private static readonly double Loss = 4 / 9.0 * Log3;
    private static readonly double Slope = (4 / 9.0) + (2 / 3.0 * 2 / 3.0 * Log3);

    public static IEnumerable<SemanticsRow> All =>
    [
        new("focal", Focal(Rows(3, new double[3], 0)).Gives([Loss], [-2 / 3.0 * Slope, Slope / 3, Slope / 3], divisor: 1)),
        new("focal-weights-mean", (Focal(Rows(3, new double[6], 0, 2)) with { Weights = [1, 2, 4] }).Gives(
            [Loss, 4 * Loss], [-2 / 3.0 * Slope, Slope / 3, Slope / 3, 4 / 3.0 * Slope, 4 / 3.0 * Slope, -8 / 3.0 * Slope], divisor: 5)),
        new("focal-half", (Rows(3, [0, -Inf, 0], 0) with { Loss = "softmax_focal", FocalGamma = 0.5 }).Gives(
            [Math.Sqrt(0.5) * Log2],
            [-0.5 * Math.Sqrt(0.5) * (1 + (0.5 * Log2)), 0, 0.5 * Math.Sqrt(0.5) * (1 + (0.5 * Log2))],
            divisor: 1)),
        new("focal-sure", [.. new[] { 0.5, 2 }.SelectMany(gamma => Focal(Rows(3, [0, -Inf, -Inf, 1e4, 0, 0], 0, 0), gamma).Gives([0, 0], new double[6], divisor: 2).Exactly())]),
        new("focal-one-class", new[] { 0.5, 2 }.SelectMany(gamma => Focal(Rows(1, [5], 0), gamma).Gives([0], [0], divisor: 1).Exactly())),
        new("focal-target-minus-infinity", Focal(Rows(3, [0, -Inf, 0], 1)).Gives([Inf], [0.5, -1, 0.5], divisor: 1)),
        new("focal-not-a-number", new[] { Inf, NaN }.SelectMany(x => Focal(Rows(3, [x, 0, 0, -Inf, -Inf, -Inf, 0, 0, 0], 1, 1, 0)).Gives(
            [NaN, NaN, Loss], [NaN, NaN, NaN, NaN, NaN, NaN, -2 / 3.0 * Slope, Slope / 3, Slope / 3], divisor: 3))),
        new("focal-ignored", Focal(Rows(3, [NaN, 0, Inf], -100)).Gives([0], [0, 0, 0]).Exactly()),
    ];

    private static ConformanceCase Focal(ConformanceCase c, double gamma = 2) => c with { Loss = "softmax_focal", FocalGamma = gamma };
}
