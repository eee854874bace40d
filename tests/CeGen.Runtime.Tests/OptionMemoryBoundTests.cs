using System.Numerics;
using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>With classes first, probabilities, weights and outputs per row, not a byte outside the arguments is read or written.</summary>
public abstract class OptionMemoryBoundTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_loss_keeps_to_its_arguments(bool atEnd)
    {
        foreach (int classes in new[] { 1, 2, 3, 8, 17, 33 })
        {
            foreach (int positions in new[] { 1, 2, 3, 7, 8, 9, 15, 16, 17, 31, 40, 257 })
            {
                foreach (int samples in positions < 40 ? new[] { 1, 3 } : [1])
                {
                    Keeps(Problems.Random(classes, samples, classes, positions).Ignoring(row => row % 5 == 1) with { Smoothing = positions % 2 * 0.1 }, atEnd);
                    Keeps(Problems.Random(classes, samples, classes, positions) with { Gamma = positions % 2 }, atEnd);
                    Keeps(Problems.Random(classes, samples, classes, positions, probabilities: true) with { Smoothing = positions % 2 * 0.1 }, atEnd);
                }
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Rows_keep_to_their_arguments(bool atEnd)
    {
        for (int classes = 1; classes <= 70; classes++)
        {
            Keeps(Problems.Random(classes, 3, classes, probabilities: true) with { Smoothing = classes % 2 * 0.1 }, atEnd);
            Keeps(Problems.Random(classes, 3, classes).Ignoring(row => row == 1) with { Smoothing = classes % 2 * 0.1 }, atEnd);
        }
    }

    private static void Keeps(ReferenceLoss problem, bool atEnd)
    {
        CrossEntropyLoss loss = LossCalls.Loss(problem);
        using var logits = new GuardedMemory<T>(problem.Logits.Length, atEnd);
        using var gradient = new GuardedMemory<T>(problem.Logits.Length, atEnd);
        using var weights = new GuardedMemory<T>(problem.Classes, atEnd);
        using var losses = new GuardedMemory<T>(problem.Rows, atEnd);
        using var logSums = new GuardedMemory<T>(problem.Rows, atEnd);
        using var predictions = new GuardedMemory<int>(problem.Rows, atEnd);
        double[] w = Problems.Weights(1, problem.Classes);
        Batch.As<T>(problem.Logits).CopyTo(logits.Span);
        Batch.As<T>(w).CopyTo(weights.Span);
        var extras = new CrossEntropyExtras<T>
        {
            SpatialSize = problem.Positions,
            Weights = weights.Span,
            Losses = losses.Span,
            LogSumExp = logSums.Span,
            Predictions = predictions.Span,
        };
        if (problem.Indices is not null)
        {
            using var targets = new GuardedMemory<int>(problem.Rows, atEnd);
            Array.ConvertAll(problem.Indices, t => (int)t).CopyTo(targets.Span);
            loss.ForwardBackward<T, int>(logits.Span, targets.Span, gradient.Span, extras);
            loss.Forward<T, int>(logits.Span, targets.Span, extras);
        }
        else
        {
            using var targets = new GuardedMemory<T>(problem.Logits.Length, atEnd);
            Batch.As<T>(problem.Probabilities!).CopyTo(targets.Span);
            loss.ForwardBackward<T>(logits.Span, targets.Span, gradient.Span, extras);
            loss.Forward<T>(logits.Span, targets.Span, extras);
        }

        LossCalls.Outcome<T> expected = LossCalls.Run<T>(problem with { Weights = w }, CallForm.Fused);
        Bits.Equal<T>(expected.Gradient, gradient.Span, "gradient");
        Bits.Equal<T>(expected.Losses, losses.Span, "losses");
        Bits.Equal<T>(expected.LogSumExp, logSums.Span, "log-sum-exp");
        Bits.Equal<int>(expected.Predictions, predictions.Span, "predictions");
    }
}

public sealed class OptionMemoryBoundSingleTests : OptionMemoryBoundTests<float>;

public sealed class OptionMemoryBoundDoubleTests : OptionMemoryBoundTests<double>;
