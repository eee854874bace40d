using Segmentation;
using static System.FormattableString;

const int CheckFailed = 1;
const int WrongInput = 2;
const int Seed = 42;
const int Epochs = 40;
const int TrainingPictures = 8;
const double Required = 0.9;

if (args is not ([] or ["--output", _]))
{
    Console.Error.WriteLine($"Unknown arguments '{string.Join(' ', args)}'; expected none, or --output FILE: where to write the picture, as PNG.");
    return WrongInput;
}

// By default beside the program, so that a run leaves nothing among the sources.
string path = args is [_, string given] ? given : Path.Combine(AppContext.BaseDirectory, "segmentation.png");
FileStream output;
try
{
    // Before the work begins: whoever has to choose another path learns it at once.
    output = File.Create(path);
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
{
    Console.Error.WriteLine($"The file '{path}' cannot be written; choose with --output FILE one in a folder that you may write to.");
    return WrongInput;
}

using (output)
{
    return Run(output);
}

static int Run(FileStream output)
{
    Picture[] training = [.. Enumerable.Range(Seed + 1, TrainingPictures).Select(Landscape.Draw)];
    Picture unseen = Landscape.Draw(Seed);
    Console.WriteLine(Invariant($"{training.Length} pictures of {Picture.Width} x {Picture.Height} pixels to train with, one to test with"));

    Classifier classifier = new(new Random(Seed));
    foreach ((int epoch, float loss) in classifier.Train(training, Epochs).Index())
    {
        if ((epoch + 1) % 5 == 0)
        {
            Console.WriteLine(Invariant($"epoch {epoch + 1,2} of {Epochs}: loss {loss:F3}"));
        }
    }

    (float unseenLoss, int[] predictions) = classifier.Classify(unseen);
    Scores scores = new(unseen.Regions, predictions);
    Panels.Write(output, unseen, predictions);
    Console.WriteLine(Invariant($"loss on the picture that it has not seen: {unseenLoss:F3}"));
    Report.ShowScores(scores);
    Console.WriteLine($"picture, truth and prediction: {output.Name}");

    bool isGood = scores.Mean >= Required;
    string comparison = isGood ? "at least" : "LESS THAN";
    string verdict = isGood ? "ok" : "failed";
    Console.WriteLine(Invariant($"mean IoU {scores.Mean:F3} on a picture that it has not seen: {comparison} {Required:F2} - {verdict}"));
    return isGood ? 0 : CheckFailed;
}
