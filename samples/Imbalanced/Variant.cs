namespace Imbalanced;

/// <summary>A loss with its gradient, as the generated overloads are.</summary>
internal delegate float LossWithGradient(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, Span<float> gradient);

/// <summary>A loss to compare.</summary>
internal sealed record Variant(string Name, LossWithGradient Loss)
{
    public static Variant[] All(ExampleSet train)
    {
        float[] weights = BalancedWeights(train);
        return
        [
            new("plain", Losses.Plain),
            new("weights", (logits, targets, gradient) => Losses.Weighted(logits, targets, weights, gradient)),
            new("focal", Losses.Focal),
            new("smoothing", Losses.Smoothed),
            new("weights and focal", (logits, targets, gradient) => Losses.WeightedFocal(logits, targets, weights, gradient)),
        ];
    }

    /// <summary>N / (C · n_c): all classes together count the same, and a row counts 1 on average.</summary>
    private static float[] BalancedWeights(ExampleSet train) =>
        [.. train.CountClasses().Select(count => (float)train.Count / (Outcome.Count * count))];
}
