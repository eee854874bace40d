namespace CeGen.Testing;

/// <summary>
/// What a cross entropy should give, from <see cref="ReferenceLoss"/>, within what docs/numerics.md promises: ulp of a row's loss, and of the largest entry of its gradient, or of the
/// parts whose difference an entry is where the target has a share for every class.
/// </summary>
public static class SetupReference
{
    private const double Plain = 4;
    private const double Weighted = 5;
    private const double Shared = 8;
    private const double Focal = 6;
    private const double OfLogSumExp = 3;

    public static LossExpectation Of<T>(LossSetup setup, LossInputs inputs)
    {
        var problem = new ReferenceLoss(inputs.Logits, setup.Classes)
        {
            Positions = inputs.Positions,
            Indices = setup.HasIndices ? inputs.Indices : null,
            Probabilities = setup.HasIndices ? null : inputs.Probabilities,
            Weights = setup.Weights,
            Smoothing = setup.Smoothing,
            Gamma = setup.Gamma,
            IgnoreIndex = setup.IgnoreIndex,
            Reduction = Reduction.None,
        };
        ReferenceLoss.Result result = problem.Compute();
        Bounded[] losses = new Bounded[problem.Rows], sums = new Bounded[problem.Rows], gradient = new Bounded[inputs.Logits.Length];
        for (int row = 0; row < problem.Rows; row++)
        {
            var scale = RowScale.Of<T>(problem, result, row);
            losses[row] = new(result.Losses[row], scale.Exists ? OfLoss(scale) + scale.ErrorOfReference : 0);
            double sum = result.LogSumExp[row];
            sums[row] = new(sum, OfLogSumExp * (Ulp.Unit<T>(Math.Max(1, Math.Abs(sum))) + (setup.Classes * Ulp.Unit<double>(Math.Max(1, Math.Abs(sum))))));
            for (int c = 0; c < setup.Classes; c++)
            {
                int at = problem.At(row, c);
                gradient[at] = new(result.Gradient[at], scale.Exists ? (Ulps(setup, scale) * Ulp.Unit<T>(scale.Gradient)) + scale.ErrorOfReference : 0);
            }
        }

        return Reduce<T>(setup, problem, new LossExpectation(default, losses, gradient, sums, result.Predictions));

        // Weights and smoothing together make terms of the loss cancel: what is promised there is relative.
        double OfLoss(RowScale scale) => setup is { Weights: not null, Smoothing: not 0, HasIndices: true }
            ? Agreement.Relative<T>() * scale.Loss
            : Ulps(setup, scale) * Ulp.Unit<T>(scale.Loss);
    }

    private static LossExpectation Reduce<T>(LossSetup setup, ReferenceLoss problem, LossExpectation rows)
    {
        int[] counted = [.. Enumerable.Range(0, problem.Rows).Where(row => !problem.IsIgnored(row))];
        double divisor = setup.Reduction != Reduction.Mean ? 1
            : setup.HasIndices ? counted.Sum(row => setup.Weights?[problem.Indices![row]] ?? 1)
            : problem.Rows;
        Bounded reduced = setup.Reduction == Reduction.None || (counted.Length == 0 && setup.AllIgnored == AllIgnored.Zero)
            ? default
            : SumOf<T>(rows.Losses, divisor);
        return setup.Reduction != Reduction.Mean
            ? rows with { Reduced = reduced }
            : rows with
            {
                Reduced = reduced,
                Gradient = [.. rows.Gradient.Select((g, at) => problem.IsIgnored(problem.RowOf(at)) ? g : divisor == 0 ? new(double.NaN, 0) : g.Times<T>(1 / divisor))],
            };
    }

    /// <summary>The sum of losses, which are rounded before they are added, and once more after it.</summary>
    internal static Bounded SumOf<T>(Bounded[] losses, double divisor)
    {
        double sum = losses.Sum(l => l.Value) / divisor;
        return new(sum, (losses.Sum(l => l.Tolerance) / divisor) + (2 * Ulp.Unit<T>(sum)));
    }

    private static double Ulps(LossSetup setup, RowScale row) =>
        setup.Gamma != 0 ? Focal + 1 + (setup.Gamma * Math.Abs(Math.Log(row.Rest)))
        : setup.Smoothing != 0 || !setup.HasIndices ? Shared
        : setup.Weights is not null ? Weighted
        : Plain;
}
