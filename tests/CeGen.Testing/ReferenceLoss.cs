namespace CeGen.Testing;

/// <summary>
/// Cross entropy with every option, written from its definition in plain double loops over (N, C, S). It shares no line with the project's code.
/// </summary>
/// <param name="Logits">The logits, (N, C, S); (N, C) is the same with one position.</param>
/// <param name="Classes">C.</param>
public sealed record ReferenceLoss(double[] Logits, int Classes)
{
    /// <summary>S.</summary>
    public int Positions { get; init; } = 1;

    /// <summary>A class for each row, (N, S); or see <see cref="Probabilities"/>.</summary>
    public long[]? Indices { get; init; }

    /// <summary>A probability for each logit, (N, C, S).</summary>
    public double[]? Probabilities { get; init; }

    /// <summary>w; all 1 without them.</summary>
    public double[]? Weights { get; init; }

    /// <summary>ε.</summary>
    public double Smoothing { get; init; }

    /// <summary>γ.</summary>
    public double Gamma { get; init; }

    public long IgnoreIndex { get; init; } = -100;

    public Reduction Reduction { get; init; } = Reduction.Mean;

    /// <summary>The number of rows: samples times positions.</summary>
    public int Rows => Logits.Length / Classes;

    /// <summary>What a loss gives.</summary>
    /// <param name="Losses">The loss of each row.</param>
    /// <param name="Reduced">The reduced loss; 0 with <see cref="Reduction.None"/>.</param>
    /// <param name="Gradient">d loss / d logits; with <see cref="Reduction.None"/>, that of each row's own loss.</param>
    /// <param name="LogSumExp">log Σ exp of each row.</param>
    /// <param name="Predictions">The first of the largest logits of each row.</param>
    public sealed record Result(double[] Losses, double Reduced, double[] Gradient, double[] LogSumExp, int[] Predictions);

    /// <summary>Where class <paramref name="c"/> of a row stands among the logits.</summary>
    public int At(int row, int c) => (((row / Positions * Classes) + c) * Positions) + (row % Positions);

    public bool IsIgnored(int row) => Indices is not null && Indices[row] == IgnoreIndex;

    /// <summary>The same with a single row, its own.</summary>
    public ReferenceLoss RowAlone(int row) => this with
    {
        Logits = [.. Enumerable.Range(0, Classes).Select(c => Logits[At(row, c)])],
        Positions = 1,
        Indices = Indices is null ? null : [Indices[row]],
        Probabilities = Probabilities is null ? null : [.. Enumerable.Range(0, Classes).Select(c => Probabilities[At(row, c)])],
    };

    public Result Compute()
    {
        double[] losses = new double[Rows], logSums = new double[Rows], gradient = new double[Logits.Length];
        int[] predictions = new int[Rows];
        double divisor = 0;
        for (int row = 0; row < Rows; row++)
        {
            double[] x = [.. Enumerable.Range(0, Classes).Select(c => Logits[At(row, c)])];
            predictions[row] = FirstOfLargest(x);
            double max = x[predictions[row]];
            double[] e = [.. x.Select(v => Math.Exp(v - max))];
            double sum = e.Sum();
            logSums[row] = max + Math.Log(sum);
            if (IsIgnored(row))
            {
                continue;
            }

            double[] wanted = Wanted(row);
            double[] minusLogP = [.. x.Select(v => Math.Log(sum) - (v - max))];
            divisor += Reduction != Reduction.Mean ? 0 : Indices is null ? 1 : Weight((int)Indices[row]);
            double power = 1, turn = 0;
            if (Gamma != 0)
            {
                // 1 − p from the other classes, so that no digit is lost.
                int y = (int)Indices![row];
                double rest = e.Where((_, c) => c != y).Sum() / sum, p = e[y] / sum;
                minusLogP[y] = p > 0.5 ? -Log1M(rest) : minusLogP[y];
                power = Math.Pow(rest, Gamma);
                turn = p == 0 || rest == 0 ? 0 : Gamma * p * Math.Pow(rest, Gamma - 1) * minusLogP[y];
            }

            // What counts for nothing does so also at a logit of −∞, for class indices; probabilities are multiplied as they are.
            double Term(int c) => Indices is not null && wanted[c] == 0 ? 0 : wanted[c] * minusLogP[c];
            losses[row] = power * Enumerable.Range(0, Classes).Sum(Term);
            double total = wanted.Sum();
            for (int c = 0; c < Classes; c++)
            {
                double slope = wanted[c] == total ? -total * e.Where((_, j) => j != c).Sum() / sum : (total * e[c] / sum) - wanted[c];
                gradient[At(row, c)] = (power + turn) * slope;
            }
        }

        if (Reduction != Reduction.Mean)
        {
            return new Result(losses, Reduction == Reduction.None ? 0 : losses.Sum(), gradient, logSums, predictions);
        }

        double[] divided = [.. gradient.Select((g, i) => IsIgnored(RowOf(i)) ? 0 : g / divisor)];
        return new Result(losses, losses.Sum() / divisor, divided, logSums, predictions);
    }

    /// <summary>The row of an entry of the logits.</summary>
    public int RowOf(int entry) => (entry / (Classes * Positions) * Positions) + (entry % Positions);

    private double Weight(int c) => Weights is null ? 1 : Weights[c];

    /// <summary>What each class counts for.</summary>
    private double[] Wanted(int row) =>
        [.. Enumerable.Range(0, Classes).Select(c => Weight(c) * (((1 - Smoothing) * Share(row, c)) + (Smoothing / Classes)))];

    private double Share(int row, int c) => Probabilities is not null ? Probabilities[At(row, c)] : Indices![row] == c ? 1 : 0;

    private static int FirstOfLargest(double[] x)
    {
        int at = Array.FindIndex(x, double.IsNaN);
        return at >= 0 ? at : Array.IndexOf(x, x.Max());
    }

    /// <summary>log(1 − r), also for small r.</summary>
    private static double Log1M(double r) => r < 1e-5 ? -r * (1 + (r / 2) + (r * r / 3)) : Math.Log(1 - r);
}
