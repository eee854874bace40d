namespace Imbalanced;

/// <summary>What a network says about a set of examples, row by row, and how good that is.</summary>
internal sealed class Evaluation
{
    public Evaluation(Network network, ExampleSet set)
    {
        Set = set;
        float[] logits = network.Predict(set);
        float[] logSumExp = new float[set.Count];
        LossOf = new float[set.Count];
        PredictedOf = new int[set.Count];
        Losses.Each(logits, set.Classes, LossOf, logSumExp, PredictedOf);

        // The largest probability is exp(the largest logit - log Σ exp): no softmax is needed.
        ConfidenceOf = [.. PredictedOf.Select((predicted, row) => MathF.Exp(logits[(row * Outcome.Count) + predicted] - logSumExp[row]))];
        Calibration = new Calibration(ConfidenceOf, [.. PredictedOf.Select((predicted, row) => predicted == set.Classes[row])]);
        Recalls = [.. Enumerable.Range(0, Outcome.Count).Select(RecallOf)];
    }

    public ExampleSet Set { get; }

    /// <summary>−log of the probability of what came to pass.</summary>
    public float[] LossOf { get; }

    public int[] PredictedOf { get; }

    /// <summary>The probability of the predicted class.</summary>
    public float[] ConfidenceOf { get; }

    public Calibration Calibration { get; }

    public double Accuracy => Set.Classes.Zip(PredictedOf, (actual, predicted) => actual == predicted ? 1.0 : 0).Average();

    /// <summary>For each class, the share of its examples that were found.</summary>
    public double[] Recalls { get; }

    /// <summary>The mean recall: a class counts the same whether it is frequent or rare. Guessing has 1 / C.</summary>
    public double BalancedAccuracy => Recalls.Average();

    private double RecallOf(int c) =>
        Set.Classes.Zip(PredictedOf).Where(pair => pair.First == c).Average(pair => pair.Second == c ? 1.0 : 0);
}
