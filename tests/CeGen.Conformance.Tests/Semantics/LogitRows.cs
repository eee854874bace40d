using static CeGen.Conformance.Tests.Semantics.Inputs;

namespace CeGen.Conformance.Tests.Semantics;

/// <summary>Logits that are no ordinary numbers, and ordinary ones that lie far out.</summary>
internal static class LogitRows
{
    private static readonly double[] AfterNaN = [NaN, NaN, NaN, 1 / 3.0, -2 / 3.0, 1 / 3.0];

    public static IEnumerable<SemanticsRow> All =>
    [
        new("one-class", Rows(1, [5, -3], 0, 0).Gives([0, 0], [0, 0], divisor: 2).Exactly()),
        new("one-class-infinite", new[] { Inf, -Inf, NaN }.SelectMany(x => Rows(1, [x, 0], 0, 0).Gives([NaN, 0], [NaN, 0], divisor: 2))),
        new("minus-infinity-other", Rows(3, [0, -Inf, 0], 0).Gives([Log2], [-0.5, 0, 0.5], divisor: 1)),
        new("minus-infinity-target", Rows(3, [0, -Inf, 0], 1).Gives([Inf], [0.5, -1, 0.5], divisor: 1)),
        new("minus-infinity-all", Rows(3, [-Inf, -Inf, -Inf, 0, 0, 0], 1, 1).Gives([NaN, Log3], AfterNaN, divisor: 2)),
        new("plus-infinity", new[] { 0L, 1L }.SelectMany(target => Rows(3, [Inf, 0, 0, 0, 0, 0], target, 1).Gives([NaN, Log3], AfterNaN, divisor: 2))),
        new("nan", new[] { 0L, 1L }.SelectMany(target => Rows(3, [NaN, 0, 0, 0, 0, 0], target, 1).Gives([NaN, Log3], AfterNaN, divisor: 2))),
        new("huge",
            [.. Rows(3, [1e4, -1e4, 0, 1e4, -1e4, 0], 0, 1).Gives([0, 2e4], [0, 0, 0, 1, -1, 0], divisor: 2),
             .. Rows(3, [1e38, -1e38, 0, 1e38, -1e38, 0], 0, 1).Gives([0, 2e38], [0, 0, 0, 1, -1, 0], divisor: 2),
             .. Rows(3, [9999, 9998, 9997], 0).Gives([0.4076059644443803], [-0.3347590442251781, 0.24472847105479764, 0.09003057317038046])]),
        new("huge-difference", Rows(3, [3e38, -3e38, 0], 1).Gives([6e38], [1, -1, 0])),
        new("confident",
            [.. Rows(3, [0, -20, -20], 0).Gives([4.1223072363804075e-9], [-4.122307227883698e-9, 2.061153613941849e-9, 2.061153613941849e-9], divisor: 1).WithinUlp(4),
             .. Rows(3, [0, -40, -40], 0).Gives([8.496708510583178e-18], [-8.496708510583178e-18, 4.248354255291589e-18, 4.248354255291589e-18], divisor: 1).WithinUlp(4)]),
    ];
}
