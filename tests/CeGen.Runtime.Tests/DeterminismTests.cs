using System.Numerics;

namespace CeGen.Runtime.Tests;

/// <summary>The same rows give the same bits, whatever stands around them, wherever they lie and whoever else computes.</summary>
public abstract class DeterminismTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static TheoryData<int> ClassCounts => [3, 10, 19, 64, 1003];

    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void Two_halves_of_a_batch_give_the_bits_of_the_whole(int classes)
    {
        Batch batch = Batch.Random(1, 301, classes).Ignoring(row => row % 9 == 2);
        foreach (Reduction reduction in new[] { Reduction.None, Reduction.Sum })
        {
            CrossEntropyLoss loss = Calls.Loss(classes, reduction, 0.1);
            Calls.Outcome<T> whole = Calls.Fused<T>(loss, batch);
            foreach (int cut in new[] { 1, 150, 256, 300 })
            {
                Calls.Outcome<T> first = Calls.Fused<T>(loss, batch.Slice(0, cut));
                Calls.Outcome<T> second = Calls.Fused<T>(loss, batch.Slice(cut, 301 - cut));
                Bits.Equal(whole.Losses, [.. first.Losses, .. second.Losses], "losses");
                Bits.Equal(whole.Gradient, [.. first.Gradient, .. second.Gradient], "gradient");
            }
        }
    }

    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void The_alignment_of_the_memory_does_not_matter(int classes)
    {
        const int Rows = 21;
        Batch batch = Batch.Random(2, Rows, classes);
        CrossEntropyLoss loss = Calls.Loss(classes, Reduction.Mean);
        Calls.Outcome<T> expected = Calls.Fused<T>(loss, batch);
        for (int offset = 0; offset <= 16; offset++)
        {
            T[] logits = Poison.Array<T>((Rows * classes) + 32);
            T[] gradient = Poison.Array<T>((Rows * classes) + 32);
            T[] losses = Poison.Array<T>(Rows + 32);
            long[] targets = new long[Rows + 32];
            batch.LogitsAs<T>().CopyTo(logits, offset);
            batch.Targets.CopyTo(targets, 16 - offset);

            Span<T> written = gradient.AsSpan((offset * 7 + 3) % 17, Rows * classes);
            T reduced = loss.ForwardBackward<T, long>(
                logits.AsSpan(offset, Rows * classes), targets.AsSpan(16 - offset, Rows), losses.AsSpan(offset, Rows), written);
            Bits.Equal(expected.Reduced, reduced);
            Bits.Equal(expected.Losses, losses.AsSpan(offset, Rows), "losses");
            Bits.Equal<T>(expected.Gradient, written, "gradient");

            // Nothing beside them is written.
            Poison.IsUntouched<T>(losses.AsSpan(0, offset));
            Poison.IsUntouched<T>(losses.AsSpan(offset + Rows));
            Poison.IsUntouched<T>(gradient.AsSpan(0, (offset * 7 + 3) % 17));
            Poison.IsUntouched<T>(gradient.AsSpan(((offset * 7 + 3) % 17) + (Rows * classes)));
        }
    }

    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void Every_run_gives_the_same_bits(int classes)
    {
        Batch batch = Batch.Random(3, 70, classes);
        CrossEntropyLoss loss = Calls.Loss(classes, Reduction.Mean, 0.1);
        Calls.Outcome<T> expected = Calls.Fused<T>(loss, batch);
        for (int run = 0; run < 5; run++)
        {
            AreTheSame(expected, Calls.Fused<T>(loss, batch));
        }
    }

    [Fact]
    public void Many_threads_can_share_an_instance()
    {
        // More classes than the stack holds scratch memory for.
        Batch batch = Batch.Random(4, 30, 1500);
        CrossEntropyLoss loss = Calls.Loss(1500, Reduction.Sum);
        Calls.Outcome<T> expected = Calls.Fused<T>(loss, batch);
        T[] logits = batch.LogitsAs<T>();

        using var start = new Barrier(8);
        var outcomes = new Calls.Outcome<T>[8];
        var forward = new T[8];
        Thread[] threads = [.. Enumerable.Range(0, 8).Select(i => new Thread(() =>
        {
            start.SignalAndWait();
            for (int run = 0; run < 4; run++)
            {
                outcomes[i] = Calls.Fused<T>(loss, batch);
                forward[i] = loss.Forward<T, long>(logits, batch.Targets);
            }
        }))];
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());

        Assert.All(outcomes, outcome => AreTheSame(expected, outcome));
        Assert.All(forward, reduced => Bits.Equal(expected.Reduced, reduced));
    }

    private static void AreTheSame(Calls.Outcome<T> expected, Calls.Outcome<T> actual)
    {
        Bits.Equal(expected.Reduced, actual.Reduced);
        Bits.Equal(expected.Losses, actual.Losses, "losses");
        Bits.Equal(expected.Gradient, actual.Gradient, "gradient");
    }
}

public sealed class DeterminismSingleTests : DeterminismTests<float>;

public sealed class DeterminismDoubleTests : DeterminismTests<double>;
