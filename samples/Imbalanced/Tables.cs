using static System.FormattableString;

namespace Imbalanced;

/// <summary>What the program shows.</summary>
internal static class Tables
{
    public static void ShowClasses(ExampleSet train, ExampleSet test)
    {
        int[] inTrain = train.CountClasses();
        int[] inTest = test.CountClasses();
        Screen.Table(
            "What becomes of a storm's wind within a day:",
            ["class", "to train with", "share", "to test with"],
            Outcome.Names.Select((name, c) => new[]
            {
                name, $"{inTrain[c]}", Invariant($"{100.0 * inTrain[c] / train.Count:F1} %"), $"{inTest[c]}",
            }));
    }

    public static void ShowScores(IReadOnlyDictionary<string, Evaluation[]> results)
    {
        int networks = results.Values.First().Length;
        Screen.Table(
            Invariant($"Scores on the test set, means over {networks} networks; ECE of {Calibration.BinCount} bins, then recalls:"),
            ["loss", "accuracy", "balanced", "ECE", .. Outcome.Names],
            results.Select(result => new[]
            {
                result.Key,
                Number(result.Value.Average(run => run.Accuracy)),
                Number(result.Value.Average(run => run.BalancedAccuracy)),
                Number(result.Value.Average(run => run.Calibration.Error)),
            }.Concat(Outcome.Names.Select((_, c) => Number(result.Value.Average(run => run.Recalls[c])))).ToArray()));
    }

    public static void ShowCalibration(string name, Calibration calibration) => Screen.Table(
        $"How sure the first network is, and how right ({name}):",
        ["confidence", "examples", "mean confidence", "accuracy"],
        calibration.Bins.Select(bin =>
            new[] { Invariant($"{bin.From:F1} to {bin.To:F1}"), $"{bin.Count}", Number(bin.Confidence), Number(bin.Accuracy) }));

    public static void ShowHardest(string name, Evaluation result, int count)
    {
        IEnumerable<int> rows = Enumerable.Range(0, result.Set.Count).OrderByDescending(row => result.LossOf[row]).Take(count);
        Screen.Table(
            $"The hardest examples of the test set for the first network ({name}), by loss (p: probability; wind in knots):",
            ["storm", "UTC", "N", "W", "wind", "+24 h", "predicted", "p", "actually", "p", "loss"],
            rows.Select(row =>
            {
                Example example = result.Set.Examples[row];
                Report now = example.Now;
                return new[]
                {
                    example.Storm.Name,
                    now.Time.ToString("yyyy-MM-dd HH"),
                    Invariant($"{now.Latitude:F0}"),
                    Invariant($"{-now.Longitude:F0}"),
                    Invariant($"{now.Wind}"),
                    Invariant($"{now.Wind + example.Change}"),
                    Outcome.Names[result.PredictedOf[row]],
                    Invariant($"{result.ConfidenceOf[row]:F2}"),
                    Outcome.Names[example.Class],
                    Invariant($"{MathF.Exp(-result.LossOf[row]):F4}"),
                    Invariant($"{result.LossOf[row]:F2}"),
                };
            }));
    }

    private static string Number(double value) => Invariant($"{value:F3}");
}
