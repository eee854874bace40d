using NextCharacter;
using static System.FormattableString;

const int CheckFailed = 1;
const int WrongInput = 2;
const int Seed = 1;
const int Epochs = 12;

if (args.Length > 0)
{
    Console.Error.WriteLine($"Unknown argument '{args[0]}'; expected none: the sample has no options.");
    return WrongInput;
}

Random random = new(Seed);
Words words = new(random);
Examples training = new(words.Training);
Examples heldOut = new(words.HeldOut);
Console.WriteLine(Invariant(
    $"{words.Training.Length} words with {training.Count} characters to train with; {words.HeldOut.Length} with {heldOut.Count} are held out"));

Model model = new(random);
foreach ((int epoch, double loss) in model.Train(training, Epochs).Index())
{
    Console.WriteLine(Invariant($"epoch {epoch + 1,2} of {Epochs}: loss {loss:F3}"));
}

float[] heldOutLosses = model.LossesOf(heldOut);
double trainingLoss = model.LossesOf(training).Average(loss => (double)loss);
double heldOutLoss = heldOutLosses.Average(loss => (double)loss);
double[] trainingEntropies = [.. Enumerable.Range(0, Examples.ContextLength + 1).Select(length => Entropy.Given(length, training))];
double[] heldOutEntropies = [.. Enumerable.Range(0, Examples.ContextLength + 1).Select(length => Entropy.Given(length, heldOut))];

Report.ShowLosses(trainingEntropies, heldOutEntropies, trainingLoss, heldOutLoss);
Report.ShowMadeUp(model, words.Known);
Report.ShowSurprise(words.HeldOut, heldOutLosses);

(double trainingBound, double bigramEntropy) = (trainingEntropies[^1], heldOutEntropies[1]);
bool isPossible = trainingLoss >= trainingBound;
bool isGood = heldOutLoss < bigramEntropy;
string possible = isPossible ? "not below" : "BELOW";
string good = isGood ? "below" : "NOT BELOW";
string verdict = isPossible && isGood ? "ok" : "failed";
Console.WriteLine(Invariant($"training loss {trainingLoss:F3} nats per character: {possible} its bound {trainingBound:F3}"));
Console.WriteLine(Invariant($"held-out loss {heldOutLoss:F3} nats per character: {good} the bigram entropy {bigramEntropy:F3} - {verdict}"));
return isPossible && isGood ? 0 : CheckFailed;
