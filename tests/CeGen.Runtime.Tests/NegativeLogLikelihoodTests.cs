using System.Numerics;
using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>The negative log likelihood against its definition and PyTorch's files, with weights and without.</summary>
public abstract class NegativeLogLikelihoodTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IConvertible
{
    public static TheoryData<int> BatchSizes => [0, 1, 2, 17, 255, 256, 257, 600];

    private static readonly ConformanceCase[] Cases =
    [
        .. ConformanceFile.ReadCopy("cross_entropy.json").Where(
            c => c.Indices is not null && c.LabelSmoothing == 0 && c.Shape.Length == 2),
    ];

    public static TheoryData<ConformanceCase> PyTorchCases => [.. Cases];

    [Theory]
    [MemberData(nameof(BatchSizes))]
    public void Any_number_of_rows_agrees_with_the_definition(int rows)
    {
        foreach (int classes in new[] { 1, 3, 19 })
        {
            Batch batch = Batch.Random(rows + 1, rows, classes).Ignoring(row => row % 5 == 4);
            double[] weights = [.. Enumerable.Range(0, classes).Select(c => 0.25 + (c % 4))];
            foreach (Reduction reduction in Enum.GetValues<Reduction>())
            {
                AgreesWithTheDefinition(batch, reduction, []);
                AgreesWithTheDefinition(batch, reduction, weights);
            }
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(255)]
    [InlineData(-1)]
    public void Any_ignore_index_agrees_with_the_definition(long ignoreIndex) =>
        AgreesWithTheDefinition(Batch.Random(9, 40, 11).Ignoring(row => row % 3 == 0, ignoreIndex), Reduction.Mean, [], ignoreIndex);

    [Theory]
    [MemberData(nameof(PyTorchCases))]
    public void Behind_log_softmax_it_is_the_cross_entropy_of_PyTorch(ConformanceCase c)
    {
        NegativeLogLikelihood loss = Loss(c.Classes, c.Reduction, c.IgnoreIndex, c.Weights ?? []);
        T[] logProbabilities = SoftmaxForms.Forward(Form.LogSoftmax, Batch.As<T>(c.Logits), c.Classes);
        long[] targets = c.Indices!;
        T[] losses = Poison.Array<T>(targets.Length), gradient = Poison.Array<T>(c.Logits.Length);
        T reduced = loss.Forward<T, long>(logProbabilities, targets, losses);
        if (c.Reduction == Reduction.None)
        {
            loss.Backward<T, long>(logProbabilities, targets, Batch.As<T>(c.Upstream), gradient);
        }
        else
        {
            loss.Backward<T, long>(logProbabilities, targets, T.CreateTruncating(c.Upstream[0]), gradient);
        }

        T[] actualLoss = c.Reduction == Reduction.None ? losses : [reduced];
        Assert.Null(Agreement.FirstDifference("loss", c.ExpectedLoss!, actualLoss, Agreement.AbsoluteLoss<T>()));
        T[] logitGradient = SoftmaxForms.Backward(Form.LogSoftmax, logProbabilities, c.Classes, gradient);

        // An ignored row of NaN or infinities is NaN here, as in PyTorch, where the cross entropy of one step knows that it does not count.
        for (int row = 0; row < targets.Length; row++)
        {
            Range r = (row * c.Classes)..((row + 1) * c.Classes);
            if (targets[row] != c.IgnoreIndex || c.Logits[r].All(double.IsFinite))
            {
                Assert.Null(Agreement.FirstDifference("gradient", c.ExpectedGradient![r], logitGradient[r], Agreement.AbsoluteGradient(c.Upstream)));
            }
        }
    }

    [Fact]
    public void There_are_cases_of_PyTorch_with_weights_and_ignored_rows()
    {
        Assert.Contains(Cases, c => c.Weights is not null && c.Reduction == Reduction.Mean && c.Indices!.Contains(c.IgnoreIndex));
        Assert.Contains(Cases, c => c.Weights is null && c.Reduction == Reduction.None);
    }

    [Fact]
    public void If_all_rows_are_ignored_the_mean_is_NaN_and_the_gradient_zero()
    {
        foreach (double[] weights in new double[][] { [], [1, 2, 3] })
        {
            Batch batch = Batch.Random(1, 300, 3).Ignoring(_ => true).With(7, (_, _) => double.NaN);
            NegativeLogLikelihood mean = Loss(3, Reduction.Mean, -100, weights);
            T[] losses = Poison.Array<T>(300), gradient = Poison.Array<T>(900);
            Assert.True(T.IsNaN(mean.ForwardBackward<T, long>(batch.LogitsAs<T>(), batch.Targets, losses, gradient)));
            Bits.Zero<T>(losses);
            Bits.Zero<T>(gradient);
            Bits.Equal(T.Zero, Loss(3, Reduction.Sum, -100, weights).Forward<T, long>(batch.LogitsAs<T>(), batch.Targets));
        }
    }

    [Fact]
    public void An_empty_batch_has_a_mean_of_NaN_and_a_sum_of_zero()
    {
        Assert.True(T.IsNaN(Loss(3, Reduction.Mean).Forward<T, int>([], [])));
        Assert.True(T.IsNaN(Loss(3, Reduction.Mean, -100, [1, 2, 3]).Forward<T, int>([], [])));
        Bits.Equal(T.Zero, Loss(3, Reduction.Sum).ForwardBackward<T, int>([], [], []));
    }

    [Fact]
    public void Weights_whose_sum_is_too_large_for_their_type_divide_it_all_the_same()
    {
        // Nearly the largest weight that float has, twice: the mean is that of equal weights.
        T[] logProbabilities = [T.Zero, T.CreateChecked(-0.5), T.CreateChecked(-1), T.Zero], gradient = new T[4];
        T mean = Loss(2, Reduction.Mean, weights: [3e38, 3e38]).ForwardBackward<T, int>(logProbabilities, [1, 0], gradient);

        Assert.Equal(0.75, double.CreateChecked(mean), 1e-6);
        Assert.Equal([0, -0.5, -0.5, 0], gradient.Select(g => Math.Round(double.CreateChecked(g), 5)));
    }

    [Fact]
    public void Special_values_of_the_target_become_the_loss()
    {
        T[] logProbabilities = [T.Zero, T.NaN, T.NegativeInfinity, T.NaN, T.NegativeInfinity, T.NaN];
        T[] losses = Poison.Array<T>(3), gradient = Poison.Array<T>(6);
        Loss(2, Reduction.None).ForwardBackward<T, int>(logProbabilities, [0, 0, 1], losses, gradient);
        Bits.Equal(T.Zero, losses[0]);
        Bits.Equal(T.PositiveInfinity, losses[1]);
        Assert.True(T.IsNaN(losses[2]));
        Bits.Equal([-T.One, T.Zero, -T.One, T.Zero, T.Zero, -T.One], gradient, "gradient");
    }

    [Fact]
    public void All_integer_types_give_the_same()
    {
        Batch batch = Batch.Random(6, 40, 11);
        NegativeLogLikelihood loss = Loss(11, Reduction.Mean, 3, [.. Enumerable.Range(1, 11).Select(c => (double)c)]);
        (T expected, T[] expectedGradient) = As<long>();
        Same(As<int>());
        Same(As<short>());
        Same(As<sbyte>());
        Same(As<ulong>());
        Same(As<uint>());
        Same(As<ushort>());
        Same(As<byte>());

        (T Reduced, T[] Gradient) As<TTarget>()
            where TTarget : unmanaged, IBinaryInteger<TTarget>
        {
            T[] gradient = Poison.Array<T>(440);
            TTarget[] targets = [.. batch.Targets.Select(TTarget.CreateChecked)];
            return (loss.ForwardBackward<T, TTarget>(batch.LogitsAs<T>(), targets, gradient), gradient);
        }

        void Same((T Reduced, T[] Gradient) actual)
        {
            Bits.Equal(expected, actual.Reduced);
            Bits.Equal(expectedGradient, actual.Gradient, "gradient");
        }
    }

    [Fact]
    public void The_gradient_is_the_slope_of_the_loss()
    {
        Batch batch = Batch.Random(5, 6, 4).Ignoring(row => row == 2);
        NegativeLogLikelihood loss = Loss(4, Reduction.Mean, -100, [1, 0.5, 3, 2]);
        double[] x = [.. batch.Logits], gradient = new double[x.Length];
        loss.Backward<double, long>(x, batch.Targets, 1.5, gradient);
        for (int i = 0; i < x.Length; i++)
        {
            double before = x[i];
            x[i] = before + 1;
            double above = 1.5 * loss.Forward<double, long>(x, batch.Targets);
            x[i] = before - 1;
            double below = 1.5 * loss.Forward<double, long>(x, batch.Targets);
            x[i] = before;
            Assert.Equal((above - below) / 2, gradient[i], 1e-12);
        }
    }

    [Fact]
    public void An_unbatched_row_is_a_batch_of_one()
    {
        T[] row = Batch.Random(4, 1, 7).LogitsAs<T>();
        foreach (Reduction reduction in Enum.GetValues<Reduction>())
        {
            T expected = Loss(7, reduction == Reduction.None ? Reduction.Sum : reduction, -100, [1, 2, 3, 4, 5, 6, 7]).Forward<T, int>(row, [4]);
            Bits.Equal(expected, Loss(7, reduction, -100, [1, 2, 3, 4, 5, 6, 7]).Forward(new ReadOnlySpan<T>(row), 4));
        }
    }

    private static NegativeLogLikelihood Loss(int classes, Reduction reduction, long ignoreIndex = -100, double[]? weights = null) =>
        new(classes, new NegativeLogLikelihoodOptions { Reduction = reduction, IgnoreIndex = ignoreIndex, Weights = weights });

    private static void AgreesWithTheDefinition(Batch batch, Reduction reduction, double[] weights, long ignoreIndex = -100)
    {
        NegativeLogLikelihood loss = Loss(batch.Classes, reduction, ignoreIndex, weights);
        double[] w = [.. batch.Targets.Select(t => t == ignoreIndex ? 0 : weights.Length == 0 ? 1 : weights[t])];
        double divisor = reduction == Reduction.Mean ? w.Sum() : 1;
        double[] upstream = [.. Enumerable.Range(0, batch.Rows).Select(row => reduction == Reduction.None ? (row % 7) - 2.75 : -2.5)];

        double[] expectedLosses = new double[batch.Rows], expectedGradient = new double[batch.Logits.Length];
        for (int row = 0; row < batch.Rows; row++)
        {
            if (batch.Targets[row] != ignoreIndex)
            {
                int index = (row * batch.Classes) + (int)batch.Targets[row];
                expectedLosses[row] = -w[row] * batch.Logits[index];
                expectedGradient[index] = -w[row] * upstream[row] / divisor;
            }
        }

        T[] logProbabilities = batch.LogitsAs<T>();
        T[] losses = Poison.Array<T>(batch.Rows), gradient = Poison.Array<T>(logProbabilities.Length);
        T reduced = loss.ForwardBackward<T, long>(logProbabilities, batch.Targets, losses, gradient);
        Assert.Null(Agreement.FirstDifference("losses", expectedLosses, losses));
        double expected = reduction == Reduction.None ? 0 : expectedLosses.Sum() / divisor;
        Assert.Null(Agreement.FirstDifference("reduced", [expected], [reduced], absolute: Agreement.AbsoluteLoss<T>()));

        // All forms to the bit.
        if (reduction != Reduction.None)
        {
            Bits.Equal(reduced, loss.Forward<T, long>(logProbabilities, batch.Targets));
        }

        T[] inPlace = [.. logProbabilities], inPlaceLosses = Poison.Array<T>(batch.Rows), unit = [.. gradient];
        Bits.Equal(reduced, loss.ForwardBackward<T, long>(inPlace, batch.Targets, inPlaceLosses, inPlace));
        Bits.Equal(losses, inPlaceLosses, "losses in place");
        Bits.Equal(gradient, inPlace, "gradient in place");
        loss.Backward<T, long>(logProbabilities, batch.Targets, T.One, gradient);
        Bits.Equal(unit, gradient, "backward");

        if (reduction == Reduction.None)
        {
            loss.Backward<T, long>(logProbabilities, batch.Targets, Batch.As<T>(upstream), gradient);
        }
        else
        {
            loss.Backward<T, long>(logProbabilities, batch.Targets, T.CreateTruncating(-2.5), gradient);
        }

        Assert.Null(Agreement.FirstDifference("gradient", expectedGradient, gradient));
    }
}

public sealed class NegativeLogLikelihoodSingleTests : NegativeLogLikelihoodTests<float>;

public sealed class NegativeLogLikelihoodDoubleTests : NegativeLogLikelihoodTests<double>;
