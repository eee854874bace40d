using Imbalanced;
using static System.FormattableString;

const int FirstTestYear = 2011;
const int NetworkCount = 8;
const int HardestCount = 10;

// By how much class weights have to raise the balanced accuracy, whose standard deviation over networks is 0.01.
const double LeastGain = 0.04;

List<Storm> storms = Storm.ReadAll(Path.Combine(AppContext.BaseDirectory, "data", "storms.csv"));
(ExampleSet train, ExampleSet test) = ExampleSet.Split(storms, FirstTestYear);
Tables.ShowClasses(train, test);

Dictionary<string, Evaluation[]> results = [];
foreach (Variant variant in Variant.All(train))
{
    results.Add(variant.Name, [.. Enumerable.Range(0, NetworkCount).Select(seed => Run(variant, seed))]);
}

Tables.ShowScores(results);
Tables.ShowCalibration("plain", results["plain"][0].Calibration);
Tables.ShowCalibration("weights", results["weights"][0].Calibration);
Tables.ShowHardest("plain", results["plain"][0], HardestCount);

double with = results["weights"].Average(run => run.BalancedAccuracy);
double without = results["plain"].Average(run => run.BalancedAccuracy);
bool isGain = with >= without + LeastGain;
string verdict = isGain ? "ok" : "less than expected";
Screen.Line(Invariant($"balanced accuracy {with:F2} with class weights against {without:F2} without: {verdict}"));
return isGain ? 0 : 1;

Evaluation Run(Variant variant, int seed)
{
    Network network = new(seed);
    network.Train(train, variant.Loss);
    return new Evaluation(network, test);
}
