using System.Numerics;
using System.Numerics.Tensors;
using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>What is the same in two ways gives the same.</summary>
public abstract class EquivalenceTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IConvertible
{
    [Fact]
    public void Parts_of_a_batch_have_the_bits_of_the_whole() => Property.Holds(shape =>
    {
        ReferenceLoss problem = shape.Any();
        LossCalls.Outcome<T> expected = LossCalls.Run<T>(problem, CallForm.Fused);
        int size = problem.Classes * problem.Positions;
        for (int sample = 0; sample < shape.Samples; sample++)
        {
            Range entries = (sample * size)..((sample + 1) * size), rows = (sample * problem.Positions)..((sample + 1) * problem.Positions);
            ReferenceLoss part = problem with { Logits = problem.Logits[entries], Indices = problem.Indices?[rows], Probabilities = problem.Probabilities?[entries] };
            LossCalls.Outcome<T> actual = LossCalls.Run<T>(part with { Reduction = Reduction.Sum }, CallForm.InPlace);
            Bits.Equal(expected.Losses[rows], actual.Losses, "losses");
            Bits.Equal(expected.Gradient[entries], actual.Gradient, "gradient");
            Bits.Equal(expected.LogSumExp[rows], actual.LogSumExp, "log-sum-exp");
            Assert.Equal(expected.Predictions[rows], actual.Predictions);
        }
    });

    [Fact]
    public void A_probability_of_one_is_a_class_index() => Property.Holds(shape =>
    {
        ReferenceLoss indices = (shape with { Options = shape.Options & ~(1 | 8 | 16) }).Any();
        double[] oneHot = new double[indices.Logits.Length];
        for (int row = 0; row < indices.Rows; row++)
        {
            oneHot[indices.At(row, (int)indices.Indices![row])] = 1;
        }

        LossCalls.Outcome<T> expected = LossCalls.Run<T>(indices, CallForm.Fused), actual = LossCalls.Run<T>(indices with { Indices = null, Probabilities = oneHot }, CallForm.Fused);
        double absolute = Agreement.Relative<T>() / 8 * (indices.Weights ?? [1]).Max();
        Assert.Null(Agreement.FirstDifference("losses", [.. expected.Losses.Select(double.CreateTruncating)], actual.Losses, absolute));
        Assert.Null(Agreement.FirstDifference("gradient", [.. expected.Gradient.Select(double.CreateTruncating)], actual.Gradient, absolute));
        Bits.Equal(expected.Predictions, actual.Predictions);
    });

    [Fact]
    public void A_tensor_has_the_bits_of_its_span() => Property.Holds(shape =>
    {
        ReferenceLoss problem = shape.Any() with { Weights = null };
        LossCalls.Outcome<T> expected = LossCalls.Run<T>(problem, CallForm.Fused);

        // The positions in up to three axes.
        int first = Enumerable.Range(1, shape.Positions).Last(d => shape.Positions % d == 0 && d * d <= shape.Positions);
        nint[] axes = shape.Has(2) ? [first, 1, shape.Positions / first] : shape.Positions == 1 ? [] : [shape.Positions];
        nint[] lengths = [shape.Samples, shape.Classes, .. axes], rows = [shape.Samples, .. axes];
        T[] logits = Batch.As<T>(problem.Logits), losses = Poison.Array<T>(problem.Rows), gradient = Poison.Array<T>(logits.Length);
        var extras = new CrossEntropyExtras<T> { Losses = losses };
        CrossEntropyLoss loss = LossCalls.Loss(problem, shape.Has(16) ? ClassLayout.ClassLast : ClassLayout.ClassFirst);
        if (problem.Indices is not null)
        {
            loss.ForwardBackward(new ReadOnlyTensorSpan<T>(logits, lengths), new ReadOnlyTensorSpan<long>(problem.Indices, rows), new TensorSpan<T>(gradient, lengths), extras);
        }
        else
        {
            T[] probabilities = Batch.As<T>(problem.Probabilities!);
            loss.ForwardBackward(new ReadOnlyTensorSpan<T>(logits, lengths), new ReadOnlyTensorSpan<T>(probabilities, lengths), new TensorSpan<T>(gradient, lengths), extras);
        }

        Bits.Equal(expected.Losses, losses, "losses");
        Bits.Equal(expected.Gradient, gradient, "gradient");
    });

    /// <summary>Layouts add up exponentials in orders of their own, by fours that are rounded: each sum may be two halves of an ulp off, each way.</summary>
    [Fact]
    public void The_layout_is_no_more_than_a_few_roundings() => Property.Holds(shape =>
    {
        ReferenceLoss first = shape.Any();
        ReferenceLoss last = first.ClassLast();

        // The focal loss makes γ·|log(1 − p)| ulp of half an ulp: FocalExactnessTests holds either layout to that.
        double most = first.Gamma == 0 ? 4 : 64;
        LossCalls.Outcome<T> expected = LossCalls.Run<T>(last, CallForm.Fused, ClassLayout.ClassLast), actual = LossCalls.Run<T>(first, CallForm.Fused);
        T[] gradient = Problems.ByRows(first, actual.Gradient);
        for (int row = 0; row < first.Rows; row++)
        {
            double loss = expected.Losses[row].ToDouble(null);
            Assert.InRange(Ulp.Error<T>(actual.Losses[row].ToDouble(null), loss), 0, most);
            double[] own = [.. expected.Gradient[(row * first.Classes)..((row + 1) * first.Classes)].Select(double.CreateTruncating)];
            double largest = own.Max(Math.Abs);
            for (int c = 0; c < own.Length; c++)
            {
                Assert.InRange(Ulp.Error<T>(gradient[(row * first.Classes) + c].ToDouble(null), own[c], largest), 0, most);
            }
        }

        Assert.Equal(expected.Predictions, actual.Predictions);
    });

    [Fact]
    public void The_entries_of_a_gradient_sum_to_zero() => Property.Holds(shape =>
    {
        ReferenceLoss problem = shape.Any() with { Weights = null };
        T[] gradient = Problems.ByRows(problem, LossCalls.Run<T>(problem, CallForm.Fused).Gradient);
        double ulp = typeof(T) == typeof(float) ? 1.2e-7 : 2.3e-16;
        for (int row = 0; row < problem.Rows; row++)
        {
            double[] own = [.. gradient[(row * problem.Classes)..((row + 1) * problem.Classes)].Select(double.CreateTruncating)];
            double size = problem.Smoothing == 0 && problem.Probabilities is null ? own.Sum(Math.Abs) : 2;
            Assert.InRange(own.Sum(), -8 * ulp * size, 8 * ulp * size);
        }
    });
}

public sealed class EquivalenceSingleTests : EquivalenceTests<float>;

public sealed class EquivalenceDoubleTests : EquivalenceTests<double>;
