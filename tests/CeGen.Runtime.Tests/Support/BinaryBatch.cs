using System.Numerics;

namespace CeGen.Runtime.Tests;

/// <summary>Logits, targets and weights that are exact as float, and the calls on them.</summary>
internal sealed record BinaryBatch(double[] Logits, double[] Targets, int Labels, double[]? LabelWeights = null, double[]? PositiveWeights = null)
{
    /// <summary>What one call wrote and returned.</summary>
    public sealed record Outcome<T>(T Reduced, T[] Losses, T[] Gradient);

    public int Length => Logits.Length;

    /// <summary>Two targets in three are 0 or 1.</summary>
    public static BinaryBatch Random(int seed, int rows, int labels, double spread = 4)
    {
        var random = new Random(seed);
        double[] targets = [.. Enumerable.Range(0, rows * labels).Select(i => i % 3 == 0 ? (float)random.NextDouble() : random.Next(2))];
        return new BinaryBatch(Batch.Random(seed, rows, labels, spread).Logits, targets, labels);
    }

    /// <summary>With weights per label, or per element.</summary>
    public BinaryBatch Weighted(bool perElement)
    {
        var random = new Random(Length);
        int length = perElement ? Length : Labels;
        double[] Numbers() => [.. Enumerable.Range(0, length).Select(i => i % 7 == 5 ? 0 : (double)(float)(3 * random.NextDouble()))];
        return this with { LabelWeights = Numbers(), PositiveWeights = Numbers() };
    }

    public double LabelWeight(int element) => LabelWeights?[element % LabelWeights.Length] ?? 1;

    public double PositiveWeight(int element) => PositiveWeights?[element % PositiveWeights.Length] ?? 1;

    public BinaryWeights<T> WeightsAs<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => (LabelWeights, PositiveWeights) switch
        {
            (null, null) => default,
            (null, { } positive) => new BinaryWeights<T> { PositiveWeights = Batch.As<T>(positive) },
            ({ } label, null) => new BinaryWeights<T> { LabelWeights = Batch.As<T>(label) },
            ({ } label, { } positive) => new BinaryWeights<T> { LabelWeights = Batch.As<T>(label), PositiveWeights = Batch.As<T>(positive) },
        };

    public static BinaryCrossEntropyLoss Loss(int labels, Reduction reduction, double gamma = 0, double? alpha = null) =>
        new(labels, new BinaryCrossEntropyOptions { Reduction = reduction, FocalGamma = gamma, FocalAlpha = alpha });

    /// <summary>The fused call with all outputs, each into poisoned memory.</summary>
    public Outcome<T> Fused<T>(BinaryCrossEntropyLoss loss)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] losses = Poison.Array<T>(Length);
        T[] gradient = Poison.Array<T>(Length);
        T reduced = loss.ForwardBackward<T>(Batch.As<T>(Logits), Batch.As<T>(Targets), losses.AsSpan(), gradient.AsSpan(), WeightsAs<T>());
        return new Outcome<T>(reduced, losses, gradient);
    }

    /// <summary>The fused call without the losses of elements: targets that are all 0 or 1 have a loop of their own there.</summary>
    public (T Reduced, T[] Gradient) Summed<T>(BinaryCrossEntropyLoss loss)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] gradient = Poison.Array<T>(Length);
        return (loss.ForwardBackward<T>(Batch.As<T>(Logits), Batch.As<T>(Targets), gradient.AsSpan(), WeightsAs<T>()), gradient);
    }

    public T[] Backward<T>(BinaryCrossEntropyLoss loss, double upstream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] gradient = Poison.Array<T>(Length);
        loss.Backward<T>(Batch.As<T>(Logits), Batch.As<T>(Targets), T.CreateTruncating(upstream), gradient, WeightsAs<T>());
        return gradient;
    }

    public T[] Backward<T>(BinaryCrossEntropyLoss loss, double[] upstream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] gradient = Poison.Array<T>(Length);
        loss.Backward<T>(Batch.As<T>(Logits), Batch.As<T>(Targets), Batch.As<T>(upstream), gradient, WeightsAs<T>());
        return gradient;
    }
}
