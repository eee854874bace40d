using System.Numerics;

namespace CeGen.Runtime.Tests;

/// <summary>The calls that the tests make, in the three forms, for an element type that is a parameter.</summary>
internal static class Calls
{
    /// <summary>What one call wrote and returned.</summary>
    public sealed record Outcome<T>(T Reduced, T[] Losses, T[] Gradient);

    public static CrossEntropyLoss Loss(int classes, Reduction reduction, double smoothing = 0, long ignoreIndex = -100) =>
        new(classes, new CrossEntropyOptions { Reduction = reduction, LabelSmoothing = smoothing, IgnoreIndex = ignoreIndex });

    /// <summary>The fused call with all outputs, each into poisoned memory.</summary>
    public static Outcome<T> Fused<T>(CrossEntropyLoss loss, Batch batch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] losses = Poison.Array<T>(batch.Rows);
        T[] gradient = Poison.Array<T>(batch.Logits.Length);
        T reduced = loss.ForwardBackward<T, long>(batch.LogitsAs<T>(), batch.Targets, losses, gradient);
        return new Outcome<T>(reduced, losses, gradient);
    }

    public static T[] Backward<T>(CrossEntropyLoss loss, Batch batch, double upstream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] gradient = Poison.Array<T>(batch.Logits.Length);
        loss.Backward<T, long>(batch.LogitsAs<T>(), batch.Targets, T.CreateTruncating(upstream), gradient);
        return gradient;
    }

    public static T[] Backward<T>(CrossEntropyLoss loss, Batch batch, double[] upstream)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] gradient = Poison.Array<T>(batch.Logits.Length);
        loss.Backward<T, long>(batch.LogitsAs<T>(), batch.Targets, Batch.As<T>(upstream), gradient);
        return gradient;
    }
}
