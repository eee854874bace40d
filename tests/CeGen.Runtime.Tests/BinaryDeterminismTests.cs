using System.Numerics;
using System.Runtime.Intrinsics;
using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>The same elements give the same bits, whatever stands around them, wherever they lie and however wide the vectors are.</summary>
public abstract class BinaryDeterminismTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly double[] Gammas = [0, 2];

    public static TheoryData<int> LabelCounts => [1, 3, 16, 19, 50];

    public static TheoryData<bool> Ends => [false, true];

    [Theory]
    [MemberData(nameof(LabelCounts))]
    public void The_alignment_of_the_memory_does_not_matter(int labels)
    {
        int length = 41 * labels;
        BinaryBatch batch = BinaryBatch.Random(2, 41, labels).Weighted(perElement: false);
        foreach (double gamma in Gammas)
        {
            BinaryCrossEntropyLoss loss = BinaryBatch.Loss(labels, Reduction.Mean, gamma);
            BinaryBatch.Outcome<T> expected = batch.Fused<T>(loss);
            for (int offset = 0; offset <= 16; offset++)
            {
                int other = ((offset * 7) + 3) % 17;
                T[] logits = Poison.Array<T>(length + 32);
                T[] targets = Poison.Array<T>(length + 32);
                T[] losses = Poison.Array<T>(length + 32);
                T[] gradient = Poison.Array<T>(length + 32);
                Batch.As<T>(batch.Logits).CopyTo(logits, offset);
                Batch.As<T>(batch.Targets).CopyTo(targets, 16 - offset);

                T reduced = loss.ForwardBackward<T>(
                    logits.AsSpan(offset, length),
                    targets.AsSpan(16 - offset, length),
                    losses.AsSpan(other, length),
                    gradient.AsSpan(offset, length),
                    batch.WeightsAs<T>());
                Bits.Equal(expected.Reduced, reduced);
                Bits.Equal(expected.Losses, losses.AsSpan(other, length), "losses");
                Bits.Equal(expected.Gradient, gradient.AsSpan(offset, length), "gradient");

                // Nothing beside them is written.
                Poison.IsUntouched<T>(losses.AsSpan(0, other));
                Poison.IsUntouched<T>(losses.AsSpan(other + length));
                Poison.IsUntouched<T>(gradient.AsSpan(0, offset));
                Poison.IsUntouched<T>(gradient.AsSpan(offset + length));
            }
        }
    }

    [Theory]
    [MemberData(nameof(LabelCounts))]
    public void Two_halves_of_a_batch_give_the_bits_of_the_whole(int labels)
    {
        BinaryBatch batch = BinaryBatch.Random(3, 60, labels).Weighted(perElement: false);
        BinaryCrossEntropyLoss loss = BinaryBatch.Loss(labels, Reduction.None, 0.5, 0.25);
        BinaryBatch.Outcome<T> whole = batch.Fused<T>(loss);
        foreach (int cut in new[] { 1, 7, 30, 59 })
        {
            int at = cut * labels;
            BinaryBatch.Outcome<T> first = (batch with { Logits = batch.Logits[..at], Targets = batch.Targets[..at] }).Fused<T>(loss);
            BinaryBatch.Outcome<T> second = (batch with { Logits = batch.Logits[at..], Targets = batch.Targets[at..] }).Fused<T>(loss);
            Bits.Equal(whole.Losses, [.. first.Losses, .. second.Losses], "losses");
            Bits.Equal(whole.Gradient, [.. first.Gradient, .. second.Gradient], "gradient");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Every_width_gives_the_same_bits(double gamma)
    {
        BinaryBatch batch = BinaryBatch.Random(4, 40, 16, spread: 20).Weighted(perElement: true);
        (T[] losses, T[] gradient) = Run<SimdScalar<T>, T>(batch, gamma);
        Compare(Run<Simd128<T>, Vector128<T>>(batch, gamma));
        Compare(Run<Simd256<T>, Vector256<T>>(batch, gamma));
        Compare(Run<Simd512<T>, Vector512<T>>(batch, gamma));

        void Compare((T[] Losses, T[] Gradient) other)
        {
            Bits.Equal(losses, other.Losses, "losses");
            Bits.Equal(gradient, other.Gradient, "gradient");
        }
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void A_loss_keeps_to_its_arguments(bool atEnd)
    {
        foreach (int rows in new[] { 1, 2, 17, 70 })
        {
            for (int labels = 1; labels <= 40; labels++)
            {
                int length = rows * labels;
                BinaryBatch batch = BinaryBatch.Random(labels, rows, labels).Weighted(perElement: labels % 2 == 0);
                BinaryCrossEntropyLoss loss = BinaryBatch.Loss(labels, Reduction.None, labels % 3);
                using var logits = new GuardedMemory<T>(length, atEnd);
                using var targets = new GuardedMemory<T>(length, atEnd);
                using var losses = new GuardedMemory<T>(length, atEnd);
                using var gradient = new GuardedMemory<T>(length, atEnd);
                using var upstream = new GuardedMemory<T>(length, atEnd);
                using var labelWeights = new GuardedMemory<T>(batch.LabelWeights!.Length, atEnd);
                using var positiveWeights = new GuardedMemory<T>(batch.PositiveWeights!.Length, atEnd);
                Batch.As<T>(batch.Logits).CopyTo(logits.Span);
                Batch.As<T>(batch.Targets).CopyTo(targets.Span);
                Batch.As<T>(batch.LabelWeights).CopyTo(labelWeights.Span);
                Batch.As<T>(batch.PositiveWeights).CopyTo(positiveWeights.Span);
                upstream.Span.Fill(T.One);
                var weights = new BinaryWeights<T> { LabelWeights = labelWeights.Span, PositiveWeights = positiveWeights.Span };

                BinaryBatch.Outcome<T> expected = batch.Fused<T>(loss);
                loss.Forward<T>(logits.Span, targets.Span, losses.Span, weights);
                loss.Backward<T>(logits.Span, targets.Span, (ReadOnlySpan<T>)upstream.Span, gradient.Span, weights);
                Bits.Equal(expected.Losses, losses.Span, "losses");
                Bits.Equal(expected.Gradient, gradient.Span, "gradient");
            }
        }
    }

    private static (T[] Losses, T[] Gradient) Run<TSimd, TVector>(BinaryBatch batch, double gamma)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        T[] logits = Batch.As<T>(batch.Logits);
        T[] targets = Batch.As<T>(batch.Targets);
        T[] losses = new T[logits.Length];
        T[] gradient = new T[logits.Length];
        T[] scales = [.. Enumerable.Repeat(T.One, 16)];
        var block = new BinaryBlock<T>(
            logits.Length,
            ref logits[0],
            ref targets[0],
            ref losses[0],
            ref gradient[0],
            new Cycle<T>(Batch.As<T>(batch.LabelWeights!)),
            new Cycle<T>(Batch.As<T>(batch.PositiveWeights!)),
            new Cycle<T>(scales));
        var formula = new BinaryFormula<T>(T.CreateTruncating(gamma), T.CreateTruncating(0.25), T.CreateTruncating(0.75));
        if (gamma == 0)
        {
            BinaryLoop<TSimd, TVector, T>.Compute<BackwardPass, BothWeights, NoFocus>(formula, in block);
        }
        else
        {
            BinaryLoop<TSimd, TVector, T>.Compute<BackwardPass, BothWeights, Focus>(formula, in block);
        }

        return (losses, gradient);
    }
}

public sealed class BinaryDeterminismSingleTests : BinaryDeterminismTests<float>;

public sealed class BinaryDeterminismDoubleTests : BinaryDeterminismTests<double>;
