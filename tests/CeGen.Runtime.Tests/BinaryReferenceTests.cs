using System.Numerics;
using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>All forms of the call against the definition, over shapes, weights and options.</summary>
public abstract class BinaryReferenceTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IConvertible
{
    private static readonly Reduction[] Reductions = [Reduction.None, Reduction.Mean, Reduction.Sum];

    public static TheoryData<int> LabelCounts => [.. Enumerable.Range(1, 35), 48, 63, 100, 1003];

    public static TheoryData<int> BatchSizes => [0, 1, 2, 15, 16, 17, 64, 340, 341, 342, 1024, 1500];

    [Theory]
    [MemberData(nameof(LabelCounts))]
    public void Any_number_of_labels_agrees_with_the_definition(int labels)
    {
        BinaryBatch batch = BinaryBatch.Random(labels, 7, labels);
        AgreesWithTheDefinition(batch);
        AgreesWithTheDefinition(batch.Weighted(perElement: false));
        AgreesWithTheDefinition(batch.Weighted(perElement: true));
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void Any_number_of_rows_agrees_with_the_definition(int rows)
    {
        BinaryBatch batch = BinaryBatch.Random(rows + 1, rows, 3);
        AgreesWithTheDefinition(batch);
        AgreesWithTheDefinition(batch.Weighted(perElement: false));
        AgreesWithTheDefinition(batch.Weighted(perElement: true));
    }

    [Fact]
    public void One_kind_of_weights_does_not_need_the_other()
    {
        BinaryBatch batch = BinaryBatch.Random(5, 30, 19).Weighted(perElement: false);
        AgreesWithTheDefinition(batch with { LabelWeights = null });
        AgreesWithTheDefinition(batch with { PositiveWeights = null });
        AgreesWithTheDefinition(batch with { LabelWeights = BinaryBatch.Random(5, 30, 19).Weighted(perElement: true).LabelWeights });
    }

    [Fact]
    public void An_empty_batch_has_no_mean_and_the_sum_zero()
    {
        BinaryBatch empty = BinaryBatch.Random(1, 0, 5);
        Assert.True(T.IsNaN(empty.Fused<T>(BinaryBatch.Loss(5, Reduction.Mean)).Reduced));
        Bits.Equal(T.Zero, empty.Fused<T>(BinaryBatch.Loss(5, Reduction.Sum)).Reduced);
    }

    private static void AgreesWithTheDefinition(BinaryBatch batch)
    {
        foreach (Reduction reduction in Reductions)
        {
            AgreesWithTheDefinition(batch, reduction, 0, null);
            AgreesWithTheDefinition(batch, reduction, 0, 0.25);
            AgreesWithTheDefinition(batch, reduction, 2, 0.25);
            AgreesWithTheDefinition(batch, reduction, 0.75, null);
        }
    }

    private static void AgreesWithTheDefinition(BinaryBatch batch, Reduction reduction, double gamma, double? alpha)
    {
        BinaryCrossEntropyLoss loss = BinaryBatch.Loss(batch.Labels, reduction, gamma, alpha);
        ReferenceBinaryCrossEntropy.Result expected = Reference(batch, reduction, gamma, alpha, [1]);
        BinaryBatch.Outcome<T> fused = batch.Fused<T>(loss);
        Agrees("losses", expected.Losses, fused.Losses);
        Agrees("reduced", [expected.Reduced], [fused.Reduced]);
        Agrees("gradient", expected.Gradient, fused.Gradient);

        FormsAgreeToTheBit(loss, batch, fused);
        Agrees("gradient times upstream", Reference(batch, reduction, gamma, alpha, [-2.5]).Gradient, batch.Backward<T>(loss, -2.5));
        if (reduction == Reduction.None)
        {
            double[] upstream = [.. Enumerable.Range(0, batch.Length).Select(i => (i % 7) - 2.75)];
            Agrees("gradient times upstreams", Reference(batch, reduction, gamma, alpha, upstream).Gradient, batch.Backward<T>(loss, upstream));
        }
    }

    private static ReferenceBinaryCrossEntropy.Result Reference(BinaryBatch batch, Reduction reduction, double gamma, double? alpha, double[] upstream) =>
        ReferenceBinaryCrossEntropy.Compute(
            batch.Logits, batch.Targets, reduction, batch.LabelWeight, batch.PositiveWeight, gamma, alpha, upstream);

    /// <summary>With and without losses, with and without gradient, in place and not: the same bits.</summary>
    private static void FormsAgreeToTheBit(BinaryCrossEntropyLoss loss, BinaryBatch batch, BinaryBatch.Outcome<T> fused)
    {
        T[] logits = Batch.As<T>(batch.Logits);
        T[] targets = Batch.As<T>(batch.Targets);
        T[] losses = Poison.Array<T>(batch.Length);
        Bits.Equal(fused.Reduced, loss.Forward<T>(logits, targets, losses.AsSpan(), batch.WeightsAs<T>()), "forward");
        Bits.Equal(fused.Losses, losses, "forward losses");
        Bits.Equal(Batch.As<T>(batch.Logits), logits, "logits");
        if (loss.Options.Reduction != Reduction.None)
        {
            Bits.Equal(fused.Reduced, loss.Forward<T>(logits, targets, batch.WeightsAs<T>()), "forward without losses");
        }

        T[] gradient = Poison.Array<T>(batch.Length);
        Bits.Equal(fused.Reduced, loss.ForwardBackward<T>(logits, targets, gradient.AsSpan(), batch.WeightsAs<T>()), "fused without losses");
        Bits.Equal(fused.Gradient, gradient, "gradient without losses");
        Bits.Equal(fused.Gradient, batch.Backward<T>(loss, 1), "backward");

        T[] inPlaceLosses = Poison.Array<T>(batch.Length);
        Bits.Equal(
            fused.Reduced, loss.ForwardBackward<T>(logits, targets, inPlaceLosses.AsSpan(), logits.AsSpan(), batch.WeightsAs<T>()), "in place");
        Bits.Equal(fused.Losses, inPlaceLosses, "losses in place");
        Bits.Equal(fused.Gradient, logits, "gradient in place");
    }

    private static void Agrees(string what, double[] expected, T[] actual) =>
        Assert.Null(Agreement.FirstDifference(what, expected, actual, absolute: 1e-14));
}

public sealed class BinaryReferenceSingleTests : BinaryReferenceTests<float>;

public sealed class BinaryReferenceDoubleTests : BinaryReferenceTests<double>;
