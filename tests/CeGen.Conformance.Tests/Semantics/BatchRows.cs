using CeGen.Testing;
using static CeGen.Conformance.Tests.Semantics.Inputs;

namespace CeGen.Conformance.Tests.Semantics;

/// <summary>Shapes.</summary>
internal static class BatchRows
{
    public static IEnumerable<SemanticsRow> All =>
    [
        new("rows",
            [.. Rows(3, [0, 0, 0, 0, 0, Log2], 1, 2).Gives([Log3, Log2], [1 / 3.0, -2 / 3.0, 1 / 3.0, 0.25, 0.25, -0.5], divisor: 2),
             Rows(3, [0, 0, 0, 0, 0, Log2], 1, 2).Gives(Reduction.Sum, [Log3 + Log2], [1 / 3.0, -2 / 3.0, 1 / 3.0, 0.25, 0.25, -0.5])]),
        new("empty-batch", [.. Empty(Rows(3, [])), .. Empty(Rows(3, []) with { LabelSmoothing = 0.3 }), .. Empty(Soft(3, [], []))]),
        new("empty-positions", Empty(Rows(3, []) with { Shape = [2, 3, 0] })),
        new("unbatched",
            [.. (Rows(3, [0, 0, Log2], 2) with { Shape = [3] }).Gives([Log2], [0.25, 0.25, -0.5], divisor: 1),
             .. (Soft(3, [0, 0, 0], [0.5, 0.5, 0]) with { Shape = [3] }).Gives([Log3], [-1 / 6.0, -1 / 6.0, 1 / 3.0], divisor: 1)]),
        new("unbatched-ignored",
            [.. (Rows(3, [0, 0, 0], -100) with { Shape = [3] }).Gives([0], [0, 0, 0]).Exactly(),
             (Rows(3, [0, 0, 0], -100) with { Shape = [3] }).Gives(Reduction.Mean, [NaN], [0, 0, 0])]),
        new("positions", (Rows(3, [0, 0, 0, Log2, 0, 0], 1, 1) with { Shape = [1, 3, 2] }).Gives(
            [Log3, Log2], [1 / 3.0, 0.25, -2 / 3.0, -0.5, 1 / 3.0, 0.25], divisor: 2)),
        new("positions-ignored", (Rows(3, new double[12], 0, 1, 2, -100) with { Shape = [1, 3, 2, 2] }).Gives(
            [Log3, Log3, Log3, 0],
            [-2 / 3.0, 1 / 3.0, 1 / 3.0, 0, 1 / 3.0, -2 / 3.0, 1 / 3.0, 0, 1 / 3.0, 1 / 3.0, -2 / 3.0, 0],
            divisor: 3)),
    ];

    private static IEnumerable<ConformanceCase> Empty(ConformanceCase c) =>
        [c.Gives(Reduction.None, [], []), c.Gives(Reduction.Mean, [NaN], []), c.Gives(Reduction.Sum, [0], [])];
}
