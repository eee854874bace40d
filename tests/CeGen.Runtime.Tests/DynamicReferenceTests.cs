using System.Numerics;
using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>All forms of the call against the definition, over class counts, batch sizes and options.</summary>
public abstract class DynamicReferenceTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IConvertible
{
    private static readonly Reduction[] Reductions = [Reduction.None, Reduction.Mean, Reduction.Sum];

    public static TheoryData<int> ClassCounts => [.. Enumerable.Range(1, 70), 100, 127, 128, 129, 250, 1000, 1003];

    public static TheoryData<int> BatchSizes => [0, 1, 2, 7, 15, 16, 17, 255, 256, 257, 600];

    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void Any_number_of_classes_agrees_with_the_definition(int classes)
    {
        Batch batch = Batch.Random(classes, rows: 7, classes).Ignoring(row => row == 3);
        foreach (Reduction reduction in Reductions)
        {
            foreach (double smoothing in new[] { 0, 0.1, 1 })
            {
                AgreesWithTheDefinition(batch, reduction, smoothing);
            }
        }
    }

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void Any_number_of_rows_agrees_with_the_definition(int rows)
    {
        foreach (int classes in new[] { 3, 19 })
        {
            Batch batch = Batch.Random(rows + 1, rows, classes).Ignoring(row => row % 5 == 4);
            foreach (Reduction reduction in Reductions)
            {
                AgreesWithTheDefinition(batch, reduction, 0);
                AgreesWithTheDefinition(batch, reduction, 0.1);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(255)]
    [InlineData(-1)]
    public void Any_ignore_index_agrees_with_the_definition(long ignoreIndex)
    {
        Batch batch = Batch.Random(9, 40, 11).Ignoring(row => row % 3 == 0, ignoreIndex);
        AgreesWithTheDefinition(batch, Reduction.Mean, 0, ignoreIndex);
        AgreesWithTheDefinition(batch, Reduction.None, 0.3, ignoreIndex);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(33)]
    public void An_unbatched_row_is_a_batch_of_one(int classes)
    {
        Batch batch = Batch.Random(classes, 1, classes);
        foreach (Reduction reduction in Reductions)
        {
            CrossEntropyLoss loss = Calls.Loss(classes, reduction, 0.1);
            T expected = Calls.Fused<T>(Calls.Loss(classes, Reduction.Sum, 0.1), batch).Reduced;
            Bits.Equal(expected, loss.Forward(new ReadOnlySpan<T>(batch.LogitsAs<T>()), (int)batch.Targets[0]));
        }
    }

    private static void AgreesWithTheDefinition(Batch batch, Reduction reduction, double smoothing, long ignoreIndex = -100)
    {
        CrossEntropyLoss loss = Calls.Loss(batch.Classes, reduction, smoothing, ignoreIndex);
        ReferenceCrossEntropy.Result expected =
            ReferenceCrossEntropy.Compute(batch.Logits, batch.Targets, batch.Classes, reduction, smoothing, ignoreIndex);

        Calls.Outcome<T> fused = Calls.Fused<T>(loss, batch);
        Agrees("losses", expected.Losses, fused.Losses);
        Agrees("reduced", [expected.Reduced], [fused.Reduced]);
        Agrees("gradient", expected.Gradient, fused.Gradient);

        FormsAgreeToTheBit(loss, batch, fused);
        AgreesWithUpstream(loss, batch, reduction, smoothing, ignoreIndex);
    }

    /// <summary>With and without losses, with and without gradient, in place and not: the same bits.</summary>
    private static void FormsAgreeToTheBit(CrossEntropyLoss loss, Batch batch, Calls.Outcome<T> fused)
    {
        T[] logits = batch.LogitsAs<T>();
        T[] losses = Poison.Array<T>(batch.Rows);
        Bits.Equal(fused.Reduced, loss.Forward<T, long>(logits, batch.Targets, losses), "forward");
        Bits.Equal(fused.Losses, losses, "forward losses");
        Bits.Equal(batch.LogitsAs<T>(), logits, "logits");
        if (loss.Options.Reduction != Reduction.None)
        {
            Bits.Equal(fused.Reduced, loss.Forward<T, long>(logits, batch.Targets), "forward without losses");
        }

        T[] gradient = Poison.Array<T>(logits.Length);
        Bits.Equal(fused.Reduced, loss.ForwardBackward<T, long>(logits, batch.Targets, gradient), "fused without losses");
        Bits.Equal(fused.Gradient, gradient, "gradient without losses");
        Bits.Equal(fused.Gradient, Calls.Backward<T>(loss, batch, 1), "backward");

        T[] inPlace = [.. logits];
        T[] inPlaceLosses = Poison.Array<T>(batch.Rows);
        Bits.Equal(fused.Reduced, loss.ForwardBackward<T, long>(inPlace, batch.Targets, inPlaceLosses, inPlace), "in place");
        Bits.Equal(fused.Losses, inPlaceLosses, "losses in place");
        Bits.Equal(fused.Gradient, inPlace, "gradient in place");
    }

    private static void AgreesWithUpstream(CrossEntropyLoss loss, Batch batch, Reduction reduction, double smoothing, long ignoreIndex)
    {
        ReferenceCrossEntropy.Result expected =
            ReferenceCrossEntropy.Compute(batch.Logits, batch.Targets, batch.Classes, reduction, smoothing, ignoreIndex, [-2.5]);
        Agrees("gradient times upstream", expected.Gradient, Calls.Backward<T>(loss, batch, -2.5));
        if (reduction == Reduction.None)
        {
            double[] upstream = [.. Enumerable.Range(0, batch.Rows).Select(row => row == 1 ? 0 : (row % 7) - 2.75)];
            expected = ReferenceCrossEntropy.Compute(
                batch.Logits, batch.Targets, batch.Classes, reduction, smoothing, ignoreIndex, upstream);
            Agrees("gradient times upstreams", expected.Gradient, Calls.Backward<T>(loss, batch, upstream));
        }
    }

    private static void Agrees(string what, double[] expected, T[] actual) =>
        Assert.Null(Agreement.FirstDifference(what, expected, actual, absolute: 1e-14));
}

public sealed class DynamicReferenceSingleTests : DynamicReferenceTests<float>;

public sealed class DynamicReferenceDoubleTests : DynamicReferenceTests<double>;
