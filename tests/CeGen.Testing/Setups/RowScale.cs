namespace CeGen.Testing;

/// <summary>The numbers in whose units in the last place a row's errors are told.</summary>
/// <param name="Exists">Whether there is any error: an ignored row has none, nor one that has no weight.</param>
/// <param name="Loss">For the loss.</param>
/// <param name="Gradient">For the gradient.</param>
/// <param name="Rest">1 − p of the target, for the focal loss.</param>
/// <param name="ErrorOfReference">What the reference itself, which is computed in double, may be off.</param>
internal readonly record struct RowScale(bool Exists, double Loss, double Gradient, double Rest, double ErrorOfReference)
{
    /// <summary>The roundings of a reference over so many classes.</summary>
    private const int Roundings = 64;

    private static readonly double Unit = Math.ScaleB(1, -52);

    public static RowScale Of<T>(ReferenceLoss problem, ReferenceLoss.Result result, int row)
    {
        double[] x = [.. Enumerable.Range(0, problem.Classes).Select(c => problem.Logits[problem.At(row, c)])];
        double max = x.Max(), range = max - x.Min();
        double[] e = [.. x.Select(v => Math.Exp(v - max))];
        double sum = e.Sum(), error = (Roundings + problem.Classes) * Unit;
        if (problem.IsIgnored(row))
        {
            return new(false, 0, 0, 1, 0);
        }

        double[] wanted = [.. Enumerable.Range(0, problem.Classes).Select(c => Wanted(problem, row, c))];
        double total = wanted.Sum();
        bool isShared = problem.Indices is null || problem.Smoothing != 0;
        int target = (int)(problem.Indices?[row] ?? 0);
        double rest = e.Where((_, c) => c != target).Sum() / sum;
        double largest = isShared
            ? Math.Max(total * e.Max() / sum, wanted.Max())
            : Enumerable.Range(0, problem.Classes).Max(c => Math.Abs(result.Gradient[problem.At(row, c)]));
        return new(
            isShared || total != 0,
            problem.Indices is null ? Math.Max(result.Losses[row], total) : result.Losses[row],
            largest,
            Math.Max(rest, double.Epsilon),
            (error * total * (1 + range) * (1 + problem.Gamma)) + Ulp.Unit<T>(0));
    }

    /// <summary>What a class counts for.</summary>
    private static double Wanted(ReferenceLoss problem, int row, int c)
    {
        double share = problem.Probabilities is not null ? problem.Probabilities[problem.At(row, c)] : problem.Indices![row] == c ? 1 : 0;
        return (problem.Weights?[c] ?? 1) * (((1 - problem.Smoothing) * share) + (problem.Smoothing / problem.Classes));
    }
}
