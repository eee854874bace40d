using System.Numerics;
using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>What may be done to a problem without a change of what it gives.</summary>
public abstract class InvarianceTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IConvertible
{
    [Fact]
    public void A_shift_of_a_row_changes_nothing() => Property.Holds(shape =>
    {
        // Multiples of an eighth, so that the shift is exact.
        ReferenceLoss problem = shape.Any();
        problem = problem with { Logits = [.. problem.Logits.Select(x => Math.Round(8 * x) / 8)] };
        double Shift(int i) => (problem.RowOf(i) * 37 % 601) - 300;
        ReferenceLoss shifted = problem with { Logits = [.. problem.Logits.Select((x, i) => x + Shift(i))] };
        LossCalls.Outcome<T> expected = LossCalls.Run<T>(problem, CallForm.Fused), actual = LossCalls.Run<T>(shifted, CallForm.Fused);
        Close(expected.Losses, actual.Losses, problem);
        Close(expected.Gradient, actual.Gradient, problem);
        Assert.Equal(expected.Predictions, actual.Predictions);
    });

    [Fact]
    public void An_order_of_the_samples_is_that_of_their_results() => Property.Holds(shape =>
    {
        ReferenceLoss problem = shape.Any();
        int size = problem.Classes * problem.Positions;
        int[] order = [.. Enumerable.Range(0, shape.Samples)];
        new Random(shape.Seed).Shuffle(order);
        TValue[] Ordered<TValue>(TValue[] values, int length) => [.. order.SelectMany(sample => values[(sample * length)..((sample + 1) * length)])];
        ReferenceLoss shuffled = problem with
        {
            Logits = Ordered(problem.Logits, size),
            Indices = problem.Indices is null ? null : Ordered(problem.Indices, problem.Positions),
            Probabilities = problem.Probabilities is null ? null : Ordered(problem.Probabilities, size),
        };
        LossCalls.Outcome<T> expected = LossCalls.Run<T>(problem, CallForm.Fused), actual = LossCalls.Run<T>(shuffled, CallForm.Fused);
        Bits.Equal(Ordered(expected.Losses, problem.Positions), actual.Losses, "losses");
        Bits.Equal(Ordered(expected.Gradient, size), actual.Gradient, "gradient");
        Assert.Equal(Ordered(expected.Predictions, problem.Positions), actual.Predictions);
    });

    [Fact]
    public void The_names_of_the_classes_do_not_matter() => Property.Holds(shape =>
    {
        ReferenceLoss problem = shape.Any();
        int[] names = [.. Enumerable.Range(0, shape.Classes)];
        new Random(shape.Seed).Shuffle(names);
        double[] Renamed(double[] values)
        {
            double[] result = new double[values.Length];
            for (int i = 0; i < values.Length; i++)
            {
                result[problem.At(problem.RowOf(i), names[i / problem.Positions % problem.Classes])] = values[i];
            }

            return result;
        }

        ReferenceLoss renamed = problem with
        {
            Logits = Renamed(problem.Logits),
            Indices = problem.Indices is null ? null : [.. problem.Indices.Select(t => t < 0 ? t : names[t])],
            Probabilities = problem.Probabilities is null ? null : Renamed(problem.Probabilities),
            Weights = problem.Weights is null ? null : [.. names.Select((_, c) => problem.Weights[Array.IndexOf(names, c)])],
        };
        LossCalls.Outcome<T> expected = LossCalls.Run<T>(problem, CallForm.Fused), actual = LossCalls.Run<T>(renamed, CallForm.Fused);
        Close(expected.Losses, actual.Losses, problem);
        Close(Batch.As<T>(Renamed([.. expected.Gradient.Select(double.CreateTruncating)])), actual.Gradient, problem);
    });

    [Fact]
    public void A_power_of_two_times_the_weights_leaves_the_bits_of_the_mean() => Property.Holds(shape =>
    {
        ReferenceLoss indices = (shape with { Options = shape.Options & ~1 }).Any() with { Reduction = Reduction.Mean, Weights = Problems.Weights(shape.Seed, shape.Classes) };
        LossCalls.Outcome<T> expected = LossCalls.Run<T>(indices, CallForm.Fused);
        foreach (double factor in new[] { 0.125, 4096 })
        {
            LossCalls.Outcome<T> actual = LossCalls.Run<T>(indices with { Weights = [.. indices.Weights.Select(w => factor * w)] }, CallForm.Fused);
            Bits.Equal(expected.Reduced, actual.Reduced);
            Bits.Equal(expected.Gradient, actual.Gradient, "gradient");
        }
    });

    private static void Close(T[] expected, T[] actual, ReferenceLoss problem)
    {
        // An entry that is a difference has the error of its parts.
        double absolute = Agreement.Relative<T>() / 8 * (problem.Weights ?? [1]).Max();
        string? difference = Agreement.FirstDifference("results", [.. expected.Select(double.CreateTruncating)], actual, absolute);
        Assert.True(difference is null, difference);
    }
}

public sealed class InvarianceSingleTests : InvarianceTests<float>;

public sealed class InvarianceDoubleTests : InvarianceTests<double>;
