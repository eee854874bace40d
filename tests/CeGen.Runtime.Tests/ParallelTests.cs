using System.Numerics;
using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>The number of threads changes nothing, to the bit; and rows that are cut into pieces are as exact as others.</summary>
public abstract class ParallelTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IConvertible
{
    private static readonly int[] Degrees = [2, 3, 8, -1];

    /// <summary>Samples, classes and positions: several shares of the work each, with a rest.</summary>
    public static TheoryData<int, int, int> Shapes => new() { { 40_001, 3, 1 }, { 9_001, 10, 1 }, { 1_001, 100, 1 }, { 131, 1_000, 1 }, { 3, 21, 2_111 }, { 40, 40_000, 1 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Any_number_of_threads_gives_the_bits_of_one(int samples, int classes, int positions)
    {
        foreach (ReferenceLoss problem in Problems(samples, classes, positions))
        {
            foreach (CallForm form in new[] { CallForm.Forward, CallForm.Fused, CallForm.InPlace, CallForm.Backward })
            {
                // One number, or one for each row where the losses are not reduced.
                double[] upstream = problem.Reduction == Reduction.None ? [.. Enumerable.Range(0, problem.Rows).Select(r => (r % 5) - 1.5)] : [0.75];
                LossCalls.Outcome<T> expected = LossCalls.Run<T>(problem, form, upstream: upstream);
                foreach (int degree in Degrees)
                {
                    LossCalls.Outcome<T> actual = LossCalls.Run<T>(problem, form, upstream: upstream, threads: degree);
                    Bits.Equal(expected.Reduced, actual.Reduced);
                    Bits.Equal(expected.Losses, actual.Losses, "losses");
                    Bits.Equal(expected.LogSumExp, actual.LogSumExp, "log-sum-exp");
                    Assert.Equal(expected.Predictions, actual.Predictions);
                    if (form != CallForm.Forward)
                    {
                        Bits.Equal(expected.Gradient, actual.Gradient, "gradient");
                    }
                }
            }
        }
    }

    /// <summary>Rows of one class more than so many pieces: the last is longer.</summary>
    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 5)]
    public void A_row_that_is_cut_has_the_bits_of_one_thread_and_the_digits_of_the_reference(int rows, int pieces)
    {
        int classes = (pieces * LongRow.PieceClasses) + 1;
        foreach (ReferenceLoss problem in Problems(rows, classes, 1))
        {
            LossCalls.Outcome<T> expected = LossCalls.Run<T>(problem, CallForm.Fused);
            foreach (int degree in Degrees)
            {
                LossCalls.Outcome<T> actual = LossCalls.Run<T>(problem, CallForm.Fused, threads: degree);
                Bits.Equal(expected.Losses, actual.Losses, "losses");
                Bits.Equal(expected.Gradient, actual.Gradient, "gradient");
                Bits.Equal(expected.LogSumExp, actual.LogSumExp, "log-sum-exp");
            }

            LossCalls.Outcome<T> forward = LossCalls.Run<T>(problem, CallForm.Forward, threads: 2);
            Bits.Equal(expected.Losses, forward.Losses, "losses");
            ReferenceLoss.Result reference = problem.Compute();
            Assert.Null(Agreement.FirstDifference("losses", reference.Losses, expected.Losses));
            Assert.Null(Agreement.FirstDifference("gradient", reference.Gradient, expected.Gradient));
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    public void A_cut_row_has_its_NaN_and_its_infinity(int at)
    {
        int classes = (4 * LongRow.PieceClasses) + 7;
        double[] logits = new double[classes];
        int place = at < 0 ? classes - 1 : LongRow.PieceClasses + 3;
        foreach (double value in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
        {
            logits[place] = value;
            var problem = new ReferenceLoss(logits, classes) { Indices = [2], Reduction = Reduction.Sum };
            T loss = LossCalls.Run<T>(problem, CallForm.Fused, threads: 2).Reduced;
            Assert.Equal(value == double.NegativeInfinity, T.IsFinite(loss));
        }
    }

    [Fact]
    public void Binary_losses_that_are_summed_have_the_same_bits()
    {
        BinaryBatch batch = BinaryBatch.Random(4, rows: 3001, labels: 33);

        // A block whose losses have to be summed one by one.
        batch.Logits[50_000] = double.PositiveInfinity;
        batch.Targets[50_000] = 1;
        T[] logits = Batch.As<T>(batch.Logits), targets = Batch.As<T>(batch.Targets);
        T[] expectedLosses = batch.Fused<T>(new BinaryCrossEntropyLoss(33, new BinaryCrossEntropyOptions { Reduction = Reduction.None })).Losses;
        (T expected, T[] expectedGradient) = Run(1, hasLosses: false);
        foreach (int degree in Degrees)
        {
            foreach (bool hasLosses in new[] { false, true })
            {
                (T actual, T[] gradient) = Run(degree, hasLosses);
                Bits.Equal(expected, actual);
                Bits.Equal(expectedGradient, gradient, "gradient");
            }
        }

        (T Loss, T[] Gradient) Run(int degree, bool hasLosses)
        {
            var loss = new BinaryCrossEntropyLoss(33, new BinaryCrossEntropyOptions { MaxDegreeOfParallelism = degree });
            T[] losses = Poison.Array<T>(logits.Length), gradient = Poison.Array<T>(logits.Length);
            T result = hasLosses
                ? loss.ForwardBackward<T>(logits, targets, losses, gradient)
                : loss.ForwardBackward<T>(logits, targets, gradient.AsSpan());
            if (hasLosses)
            {
                Bits.Equal(expectedLosses, losses, "losses");
            }

            Assert.True(T.IsFinite(result));
            Bits.Equal(result, loss.Forward<T>(logits, targets));
            return (result, gradient);
        }
    }

    [Fact]
    public void Binary_elements_have_the_same_bits()
    {
        BinaryBatch batch = BinaryBatch.Random(3, rows: 3001, labels: 33);
        T[] logits = Batch.As<T>(batch.Logits), targets = Batch.As<T>(batch.Targets), weights = Batch.As<T>([.. Enumerable.Range(0, 33).Select(l => 0.5 + (l % 3))]);
        T[] labelWeights = [.. logits.Select(T.Abs)], upstreams = Batch.As<T>([.. Enumerable.Range(0, logits.Length).Select(i => 0.25 + (i % 7))]);
        foreach (Reduction reduction in Enum.GetValues<Reduction>())
        {
            (T Loss, T[] Losses, T[] Gradient) Run(int degree)
            {
                var loss = new BinaryCrossEntropyLoss(33, new BinaryCrossEntropyOptions { Reduction = reduction, FocalGamma = 2, MaxDegreeOfParallelism = degree });
                T[] losses = Poison.Array<T>(logits.Length), gradient = Poison.Array<T>(logits.Length);
                var extras = new BinaryWeights<T> { PositiveWeights = weights, LabelWeights = labelWeights };
                T result = loss.ForwardBackward<T>(logits, targets, losses, gradient, extras);
                T again = reduction == Reduction.None ? result : loss.ForwardBackward<T>(logits, targets, Poison.Array<T>(logits.Length), extras);
                Bits.Equal(result, again);
                if (reduction == Reduction.None)
                {
                    // An upstream gradient of each element instead of 1.
                    loss.Backward<T>(logits, targets, upstreams, gradient, extras);
                }

                return (result, losses, gradient);
            }

            (T expected, T[] expectedLosses, T[] expectedGradient) = Run(1);
            foreach (int degree in Degrees)
            {
                (T actual, T[] losses, T[] gradient) = Run(degree);
                Bits.Equal(expected, actual);
                Bits.Equal(expectedLosses, losses, "losses");
                Bits.Equal(expectedGradient, gradient, "gradient");
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-2)]
    public void A_degree_that_is_none_is_refused(int degree)
    {
        string expected = $"MaxDegreeOfParallelism is {degree}; expected at least 1, or -1 for as many as there are processors.";
        Assert.StartsWith(expected, Assert.Throws<ArgumentOutOfRangeException>(() => new CrossEntropyLoss(3, new CrossEntropyOptions { MaxDegreeOfParallelism = degree })).Message, StringComparison.Ordinal);
        Assert.StartsWith(expected, Assert.Throws<ArgumentOutOfRangeException>(() => new BinaryCrossEntropyLoss(3, new BinaryCrossEntropyOptions { MaxDegreeOfParallelism = degree })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_target_is_refused_before_anything_is_written()
    {
        ReferenceLoss problem = Runtime.Tests.Problems.Random(1, 2_000, 100);
        problem.Indices![1_999] = 100;
        T[] gradient = Poison.Array<T>(problem.Logits.Length);
        var loss = new CrossEntropyLoss(100, new CrossEntropyOptions { MaxDegreeOfParallelism = 2 });
        Assert.Throws<ArgumentOutOfRangeException>(() => loss.ForwardBackward<T, long>(Batch.As<T>(problem.Logits), problem.Indices, gradient));
        Poison.IsUntouched(gradient);
    }

    private static IEnumerable<ReferenceLoss> Problems(int samples, int classes, int positions)
    {
        ReferenceLoss indices = Runtime.Tests.Problems.Random(1, samples, classes, positions).Ignoring(row => row % 9 == 2);
        double[] weights = [.. Enumerable.Range(0, classes).Select(c => c % 7 * 0.25)];
        yield return indices;
        yield return indices with { Reduction = Reduction.Sum, Gamma = 2 };
        yield return indices with { Weights = weights, Smoothing = 0.1 };
        yield return Runtime.Tests.Problems.Random(1, samples, classes, positions, probabilities: true) with { Reduction = Reduction.None, Weights = weights };
    }
}

public sealed class ThreadsTests
{
    [Theory]
    [InlineData(1, 32_768, 1)]
    [InlineData(32_768, 32_768, 1)]
    [InlineData(32_769, 32_768, 2)]
    [InlineData(int.MaxValue, 32_768, 65_536)]
    [InlineData(int.MaxValue, 1, int.MaxValue)]
    public void Shares_cover_everything_and_are_counted_without_an_overflow(int count, int length, int shares)
    {
        Assert.Equal(shares, Threads.Shares(count, length));
        Assert.InRange((long)shares * length, count, (long)count + length - 1);
    }
}

public sealed class ParallelSingleTests : ParallelTests<float>;

public sealed class ParallelDoubleTests : ParallelTests<double>;
