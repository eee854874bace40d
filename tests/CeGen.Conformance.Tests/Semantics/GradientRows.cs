using static CeGen.Conformance.Tests.Semantics.Inputs;

namespace CeGen.Conformance.Tests.Semantics;

/// <summary>Upstream gradients.</summary>
internal static class GradientRows
{
    public static IEnumerable<SemanticsRow> All =>
    [
        new("upstream-per-row", Rows(3, new double[6], 0, 1).Gives(Reduction.None, [Log3, Log3], [-4 / 3.0, 2 / 3.0, 2 / 3.0, -1 / 6.0, 1 / 3.0, -1 / 6.0])
            with { Upstream = [2, -0.5] }),
        new("upstream-of-reduced",
            Rows(3, new double[6], 0, 1).Gives(Reduction.Mean, [Log3], [-2 / 3.0, 1 / 3.0, 1 / 3.0, 1 / 3.0, -2 / 3.0, 1 / 3.0]) with { Upstream = [2] },
            Rows(3, new double[6], 0, 1).Gives(Reduction.Sum, [2 * Log3], [-4 / 3.0, 2 / 3.0, 2 / 3.0, 2 / 3.0, -4 / 3.0, 2 / 3.0]) with { Upstream = [2] }),
        new("upstream-infinite-on-ignored", Rows(3, new double[6], -100, -100).Gives(Reduction.None, [0, 0], new double[6])
            with { Upstream = [Inf, NaN] }),
        new("upstream-nan", Rows(3, new double[6], 0, 1).Gives(Reduction.None, [Log3, Log3], [NaN, NaN, NaN, 1 / 3.0, -2 / 3.0, 1 / 3.0])
            with { Upstream = [NaN, 1] }),
    ];
}
