using System.Numerics;
using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>Every combination of targets, weights, label smoothing, reduction and layout against the definition.</summary>
public abstract class OptionReferenceTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IConvertible
{
    private static readonly int[] ClassCounts = [1, 2, 3, 7, 16, 33, 100];

    public static TheoryData<int, int> ClassesFirst
    {
        get
        {
            var data = new TheoryData<int, int>();
            foreach (int classes in ClassCounts)
            {
                foreach (int positions in new[] { 1, 2, 7, 16, 33 })
                {
                    data.Add(classes, positions);
                }
            }

            return data;
        }
    }

    public static TheoryData<int> ClassesLast => [.. ClassCounts];

    [Theory]
    [MemberData(nameof(ClassesFirst))]
    public void Class_indices_agree_where_the_classes_come_first(int classes, int positions) =>
        AllAgree(Problems.Random(classes, 3, classes, positions).Ignoring(row => row % 5 == 3), ClassLayout.ClassFirst);

    [Theory]
    [MemberData(nameof(ClassesFirst))]
    public void Probabilities_agree_where_the_classes_come_first(int classes, int positions) =>
        AllAgree(Problems.Random(classes, 3, classes, positions, probabilities: true), ClassLayout.ClassFirst);

    [Theory]
    [MemberData(nameof(ClassesLast))]
    public void Class_indices_agree_where_the_classes_come_last(int classes) =>
        AllAgree(Problems.Random(classes, 19, classes).Ignoring(row => row % 5 == 3), ClassLayout.ClassLast);

    [Theory]
    [MemberData(nameof(ClassesLast))]
    public void Probabilities_agree_where_the_classes_come_last(int classes) =>
        AllAgree(Problems.Random(classes, 19, classes, probabilities: true), ClassLayout.ClassLast);

    [Theory]
    [InlineData(300, 1)]
    [InlineData(2, 290)]
    [InlineData(5, 100)]
    public void More_rows_than_a_block_agree(int samples, int positions)
    {
        foreach (bool probabilities in new[] { false, true })
        {
            ReferenceLoss problem = Problems.Random(9, samples, 5, positions, probabilities).Ignoring(row => row % 5 == 3);
            Agrees(problem with { Smoothing = 0.1, Weights = Problems.Weights(9, 5) }, ClassLayout.ClassFirst);
        }
    }

    [Theory]
    [MemberData(nameof(ClassesLast))]
    public void The_focal_loss_agrees(int classes)
    {
        foreach (int positions in new[] { 1, 2, 7, 33 })
        {
            ReferenceLoss problem = Problems.Random(classes, 3, classes, positions).Ignoring(row => row % 5 == 3);
            foreach (double gamma in new[] { 0.5, 1, 2, 5 })
            {
                Agrees(problem with { Gamma = gamma }, ClassLayout.ClassFirst);
                Agrees(problem with { Gamma = gamma, Weights = Problems.WeightsWithZeros(1, classes), Reduction = Reduction.None }, ClassLayout.ClassFirst);
            }
        }
    }

    private static void AllAgree(ReferenceLoss problem, ClassLayout layout)
    {
        foreach (double[]? weights in new[] { null, Problems.Weights(3, problem.Classes), Problems.WeightsWithZeros(4, problem.Classes) })
        {
            foreach (double smoothing in new[] { 0, 0.1, 1 })
            {
                foreach (Reduction reduction in Enum.GetValues<Reduction>())
                {
                    Agrees(problem with { Weights = weights, Smoothing = smoothing, Reduction = reduction }, layout);
                }
            }
        }
    }

    private static void Agrees(ReferenceLoss problem, ClassLayout layout)
    {
        ReferenceLoss.Result expected = problem.Compute();
        LossCalls.Outcome<T> fused = LossCalls.Run<T>(problem, CallForm.Fused, layout);
        string name = $"{(problem.Weights is null ? "no" : problem.Weights.Contains(0) ? "some zero" : "random")} weights, smoothing {problem.Smoothing}, {problem.Reduction}";
        Close($"losses ({name})", expected.Losses, fused.Losses);
        Close($"reduced ({name})", [expected.Reduced], [fused.Reduced]);
        Close($"gradient ({name})", expected.Gradient, fused.Gradient, Parts(problem));
        Close($"log-sum-exp ({name})", expected.LogSumExp, fused.LogSumExp);
        Assert.Equal(expected.Predictions, fused.Predictions);

        SameBits(fused, LossCalls.Run<T>(problem, CallForm.InPlace, layout), $"in place ({name})");
        LossCalls.Outcome<T> forward = LossCalls.Run<T>(problem, CallForm.Forward, layout);
        Poison.IsUntouched(forward.Gradient);
        SameBits(fused with { Gradient = forward.Gradient }, forward, $"forward ({name})");

        Close($"gradient times upstream ({name})", [.. expected.Gradient.Select(g => -2.5 * g)], LossCalls.Run<T>(problem, CallForm.Backward, layout, [-2.5]).Gradient, 2.5 * Parts(problem));
        if (problem.Reduction == Reduction.None)
        {
            double[] upstream = [.. Enumerable.Range(0, problem.Rows).Select(row => row == 1 ? 0 : (row % 7) - 2.75)];
            double[] gradient = [.. expected.Gradient.Select((g, i) => upstream[problem.RowOf(i)] * g)];
            Close($"gradient times upstreams ({name})", gradient, LossCalls.Run<T>(problem, CallForm.Backward, layout, upstream).Gradient, 3.25 * Parts(problem));
        }
    }

    private static void SameBits(LossCalls.Outcome<T> expected, LossCalls.Outcome<T> actual, string what)
    {
        Bits.Equal(expected.Reduced, actual.Reduced, $"reduced {what}");
        Bits.Equal(expected.Losses, actual.Losses, $"losses {what}");
        Bits.Equal(expected.Gradient, actual.Gradient, $"gradient {what}");
        Bits.Equal(expected.LogSumExp, actual.LogSumExp, $"log-sum-exp {what}");
        Assert.Equal(expected.Predictions, actual.Predictions);
    }

    /// <summary>With smoothing or probabilities, an entry is a difference of parts that may nearly cancel: what is left has the error of the parts.</summary>
    private static double Parts(ReferenceLoss problem) => problem.Probabilities is null && problem.Smoothing == 0
        ? 1e-14
        : Agreement.Relative<T>() / 16 * (problem.Weights ?? [1]).Max();

    private static void Close(string what, double[] expected, T[] actual, double absolute = 1e-14)
    {
        string? difference = Agreement.FirstDifference(what, expected, actual, absolute);
        Assert.True(difference is null, difference);
    }
}

public sealed class OptionReferenceSingleTests : OptionReferenceTests<float>;

public sealed class OptionReferenceDoubleTests : OptionReferenceTests<double>;
