using System.Numerics;
using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>How a loss is called.</summary>
public enum CallForm
{
    Forward,
    Fused,
    InPlace,
    Backward,
}

/// <summary>The calls of the dynamic loss with every option and every output, into poisoned memory.</summary>
internal static class LossCalls
{
    /// <summary>What a call wrote and returned.</summary>
    public sealed record Outcome<T>(T Reduced, T[] Losses, T[] Gradient, T[] LogSumExp, int[] Predictions);

    public static CrossEntropyLoss Loss(ReferenceLoss problem, ClassLayout layout = ClassLayout.ClassFirst, int threads = 1) => new(problem.Classes, new CrossEntropyOptions
    {
        Reduction = problem.Reduction,
        LabelSmoothing = problem.Smoothing,
        FocalGamma = problem.Gamma,
        IgnoreIndex = problem.IgnoreIndex,
        Layout = layout,
        MaxDegreeOfParallelism = threads,
    });

    /// <summary>One call. Logits (N, C) can go with either layout.</summary>
    /// <param name="problem">Logits, targets and options.</param>
    /// <param name="form">The form of the call.</param>
    /// <param name="layout">Where the class axis lies.</param>
    /// <param name="upstream">For <see cref="CallForm.Backward"/>: one number, or one for each row.</param>
    /// <param name="threads">The most threads.</param>
    public static Outcome<T> Run<T>(ReferenceLoss problem, CallForm form, ClassLayout layout = ClassLayout.ClassFirst, double[]? upstream = null, int threads = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] logits = Batch.As<T>(problem.Logits);
        T[] gradient = form == CallForm.InPlace ? logits : Poison.Array<T>(logits.Length);
        T[] losses = Poison.Array<T>(problem.Rows), logSums = Poison.Array<T>(problem.Rows);
        int[] predictions = Poison.Array<int>(problem.Rows);
        CrossEntropyExtras<T> extras = Extras(problem, layout, losses, logSums, predictions);
        CrossEntropyLoss loss = Loss(problem, layout, threads);
        T reduced = problem.Indices is { } indices
            ? OverIndices(loss, form, logits, indices, gradient, upstream, extras)
            : OverProbabilities(loss, form, logits, Batch.As<T>(problem.Probabilities!), gradient, upstream, extras);
        return new Outcome<T>(reduced, losses, gradient, logSums, predictions);
    }

    private static CrossEntropyExtras<T> Extras<T>(ReferenceLoss problem, ClassLayout layout, T[] losses, T[] logSums, int[] predictions)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[]? weights = problem.Weights is null ? null : Batch.As<T>(problem.Weights);
        return (weights, layout) switch
        {
            (null, ClassLayout.ClassLast) => new() { Losses = losses, LogSumExp = logSums, Predictions = predictions },
            (null, _) => new() { Losses = losses, LogSumExp = logSums, Predictions = predictions, SpatialSize = problem.Positions },
            (_, ClassLayout.ClassLast) => new() { Losses = losses, LogSumExp = logSums, Predictions = predictions, Weights = weights },
            _ => new() { Losses = losses, LogSumExp = logSums, Predictions = predictions, Weights = weights, SpatialSize = problem.Positions },
        };
    }

    private static T OverIndices<T>(
        CrossEntropyLoss loss, CallForm form, T[] logits, long[] targets, T[] gradient, double[]? upstream, CrossEntropyExtras<T> extras)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (form)
        {
            case CallForm.Forward:
                return loss.Forward<T, long>(logits, targets, extras);
            case CallForm.Backward when loss.Options.Reduction == Reduction.None && upstream!.Length != 1:
                loss.Backward<T, long>(logits, targets, Batch.As<T>(upstream), gradient, extras);
                return T.Zero;
            case CallForm.Backward:
                loss.Backward<T, long>(logits, targets, T.CreateTruncating(upstream![0]), gradient, extras);
                return T.Zero;
            default:
                return loss.ForwardBackward<T, long>(logits, targets, gradient, extras);
        }
    }

    private static T OverProbabilities<T>(
        CrossEntropyLoss loss, CallForm form, T[] logits, T[] targets, T[] gradient, double[]? upstream, CrossEntropyExtras<T> extras)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (form)
        {
            case CallForm.Forward:
                return loss.Forward<T>(logits, targets, extras);
            case CallForm.Backward when loss.Options.Reduction == Reduction.None && upstream!.Length != 1:
                loss.Backward<T>(logits, targets, Batch.As<T>(upstream), gradient, extras);
                return T.Zero;
            case CallForm.Backward:
                loss.Backward<T>(logits, targets, T.CreateTruncating(upstream![0]), gradient, extras);
                return T.Zero;
            default:
                return loss.ForwardBackward<T>(logits, targets, gradient, extras);
        }
    }
}
