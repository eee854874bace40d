using CustomTraining;
using static System.FormattableString;

const int Seed = 42;
const int HiddenUnits = 64;
const int SheetSize = 16;
const int BatchSize = 64;
const int Epochs = 30;

(Digits train, Digits test) = Digits.Read(Path.Combine(AppContext.BaseDirectory, "data", "digits.csv"), new Random(Seed));
train.LoseLabels(SheetSize, new Random(Seed));
Objective<float> single = new(Losses.Mean, Losses.Sum, train.BalancedWeights<float>());
Objective<double> exact = new(Losses.Mean, Losses.Sum, train.BalancedWeights<double>());
int[][] batches = [.. Enumerable.Range(0, train.Count).Chunk(BatchSize)];
int labelled = train.Targets.Count(target => target != Losses.Unlabelled);
Console.WriteLine(Invariant($"{train.Count} digits to train with, {labelled} of them labelled; {test.Count} to test with"));

// The backward passes of all layers and of the loss, in double.
LayerStack<double> small = new(HiddenUnits / 2, Seed);
Accumulation<double> accumulation = new(small, exact);
Batch<double> some = train.Take<double>(batches[0]);
double difference = GradientCheck.Run(small, () => accumulation.WholeBatch(some));
int parameters = small.Parameters.Sum(parameter => parameter.Values.Length);
Console.WriteLine(Invariant($"gradient of {parameters} parameters against finite differences: {difference:0.0e-0}"));
Console.WriteLine();

// Accumulation, in both types: the worst batch of micro-batches, all batches of the averaged means.
Report.ShowDivisors(train.Take<float>(batches[0]), SheetSize, single);
LayerStack<float> stack = new(HiddenUnits, Seed);
LayerStack<double> exactStack = new(HiddenUnits, Seed);
Agreement[] inFloat = [.. batches.Select(rows => Agreement.Of(stack, single, train.Take<float>(rows), SheetSize))];
Agreement[] inDouble = [.. batches.Select(rows => Agreement.Of(exactStack, exact, train.Take<double>(rows), SheetSize))];
Console.WriteLine(Invariant($"distance of the gradient from that of the whole batch, over {batches.Length} batches:"));
Console.WriteLine(Invariant($"  micro-batches, float:     {inFloat.Max(a => a.MicroBatches):0.0e-0} at most"));
Console.WriteLine(Invariant($"  micro-batches, double:    {inDouble.Max(a => a.MicroBatches):0.0e-0} at most"));
(double least, double most) = (inFloat.Min(a => a.AverageOfMeans), inFloat.Max(a => a.AverageOfMeans));
Console.WriteLine(Invariant($"  averaged means:           {100 * least:F0} % to {100 * most:F0} %"));
Console.WriteLine();

float loss = new Trainer(train, single, SheetSize, BatchSize).Run(stack, Epochs, Seed);
double accuracy = Trainer.Accuracy(stack, test);
Console.WriteLine(Invariant($"training loss after {Epochs} epochs of micro-batches: {loss:F4}"));

double worst = inFloat.Max(a => a.MicroBatches);
double naive = inFloat.Average(a => a.AverageOfMeans);
bool isRight = difference < 1e-7 && worst < 1e-5 && inDouble.Max(a => a.MicroBatches) < 1e-13 && naive > 1e-2 && accuracy > 0.9;
string verdict = isRight ? "ok" : "not as expected";
string agreement = Invariant($"micro-batches of {SheetSize} agree with the whole batch to {worst:0.0e-0} (averaged means: {naive:0.0e-0})");
Console.WriteLine(Invariant($"{agreement}, test accuracy {accuracy:F2}: {verdict}"));
return isRight ? 0 : 1;
