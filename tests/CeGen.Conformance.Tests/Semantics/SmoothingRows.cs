using CeGen.Testing;
using static CeGen.Conformance.Tests.Semantics.Inputs;

namespace CeGen.Conformance.Tests.Semantics;

/// <summary>Label smoothing. What holds for 3 classes is also asked of so many that they do not fit the registers.</summary>
internal static class SmoothingRows
{
    private const int Many = 40;

    public static IEnumerable<SemanticsRow> All =>
    [
        new("smoothing", Smooth(Rows(3, [0, 0, Log2], 2)).Gives([1.2 * Log2], [0.15, 0.15, -0.3], divisor: 1)),
        new("smoothing-one", Smooth(Rows(3, [0, 0, Log2], 0), 1).Gives([5 / 3.0 * Log2], [-1 / 12.0, -1 / 12.0, 1 / 6.0], divisor: 1)),
        new("smoothing-one-target-minus-infinity", Smooth(Rows(3, [-Inf, 0, 0], 0), 1).Gives([NaN], [-1 / 3.0, 1 / 6.0, 1 / 6.0], divisor: 1)),
        new("smoothing-one-weights", (Smooth(Rows(3, new double[6], 0, 2), 1) with { Weights = [1, 2, 3] }).Gives(
            [2 * Log3, 2 * Log3], [1 / 3.0, 0, -1 / 3.0, 1 / 3.0, 0, -1 / 3.0], divisor: 4)),
        new("smoothing-weights-mean", (Smooth(Rows(3, new double[6], 0, 2)) with { Weights = [1, 2, 4] }).Gives(
            [1.4 * Log3, 3.5 * Log3], [-1 / 3.0, 4 / 15.0, 1 / 15.0, 16 / 15.0, 14.5 / 15, -30.5 / 15], divisor: 5)),
        new("smoothing-other-minus-infinity",
            [.. Smooth(Rows(3, [0, -Inf, 0], 0)).Gives([Inf], [-0.3, -0.1, 0.4], divisor: 1),
             .. Smooth(Zeros(at: 1, -Inf, target: 0)).Gives([Inf], Gradient(at: 1, target: 0))]),
        new("smoothing-target-minus-infinity",
            [.. Smooth(Rows(3, [0, -Inf, 0], 1)).Gives([Inf], [0.4, -0.8, 0.4], divisor: 1),
             .. Smooth(Zeros(at: 1, -Inf, target: 1)).Gives([Inf], Gradient(at: 1, target: 1))]),
        new("smoothing-not-a-number",
            [.. new[] { Inf, NaN }.SelectMany(x => Smooth(Rows(3, [x, 0, 0], 1)).Gives([NaN], [NaN, NaN, NaN], divisor: 1)),
             .. Smooth(Rows(3, [-Inf, -Inf, -Inf], 1)).Gives([NaN], [NaN, NaN, NaN], divisor: 1),
             .. Smooth(Zeros(at: 0, NaN, target: 1)).Gives([NaN], [.. Enumerable.Repeat(NaN, Many)]),
             .. Smooth(Zeros(at: 0, Inf, target: 1)).Gives([NaN], [.. Enumerable.Repeat(NaN, Many)])]),
        new("smoothing-huge",
            [.. Smooth(Rows(3, [1e4, -1e4, 0], 0)).Gives([3000], [0.2, -0.1, -0.1], divisor: 1),
             .. Smooth(Rows(3, [1e4, -1e4, 0], 1)).Gives([17000], [0.9, -0.8, -0.1], divisor: 1),
             .. Smooth(Rows(3, [1e38, -1e38, 0], 0)).Gives([3e37], [0.2, -0.1, -0.1], divisor: 1),
             .. Smooth(Rows(3, [1e38, -1e38, 0], 1)).Gives([1.7e38], [0.9, -0.8, -0.1], divisor: 1)]),
    ];

    private static ConformanceCase Smooth(ConformanceCase c, double smoothing = 0.3) => c with { LabelSmoothing = smoothing };

    /// <summary>A row of many zeros and one other logit.</summary>
    private static ConformanceCase Zeros(int at, double logit, long target)
    {
        double[] logits = new double[Many];
        logits[at] = logit;
        return Rows(Many, logits, target);
    }

    /// <summary>p − t' where all classes but one share what there is.</summary>
    private static double[] Gradient(int at, int target) =>
        [.. Enumerable.Range(0, Many).Select(c => (c == at ? 0 : 1.0 / (Many - 1)) - (0.3 / Many) - (c == target ? 0.7 : 0))];
}
