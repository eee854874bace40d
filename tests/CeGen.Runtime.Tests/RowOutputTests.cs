using System.Numerics;
using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>Predictions and log-sum-exp of each row, of ignored rows too, and also where the gradient takes the logits' place.</summary>
public abstract class RowOutputTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IConvertible
{
    private static readonly CallForm[] Forms = [CallForm.Forward, CallForm.Fused, CallForm.InPlace];

    public static TheoryData<int, int> Shapes
    {
        get
        {
            var shapes = new TheoryData<int, int>();
            foreach (int classes in new[] { 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 129, 1003 })
            {
                shapes.Add(classes, 1);
                if (classes < 70)
                {
                    shapes.Add(classes, 19);
                }
            }

            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_prediction_is_the_first_of_the_largest(int classes, int positions)
    {
        // Few values, so that ties are everywhere.
        var random = new Random(classes);
        Predicts(Problem(classes, positions, (_, _) => random.Next(4)));
        Predicts(Problem(classes, positions, (_, _) => -random.Next(3)));
        Predicts(Problem(classes, positions, (row, c) => c == row % classes ? 5 : c == (row * 7 + 3) % classes ? 5 : 1));
        Predicts(Problem(classes, positions, (row, c) => c >= row % classes ? 1 : 0));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Zeros_of_both_signs_are_equal(int classes, int positions)
    {
        var random = new Random(classes);
        Predicts(Problem(classes, positions, (_, _) => random.Next(2) == 0 ? 0.0 : -0.0));
        Predicts(Problem(classes, positions, (_, c) => c == 0 ? -0.0 : 0.0));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_first_NaN_is_the_largest(int classes, int positions)
    {
        var random = new Random(classes);
        Predicts(Problem(classes, positions, (_, _) => random.Next(5) == 0 ? double.NaN : random.Next(3)));
        Predicts(Problem(classes, positions, (row, c) => c == row % classes ? double.NaN : 1));
        Predicts(Problem(classes, positions, (row, c) => c == row % classes ? double.NaN : c == 0 ? double.PositiveInfinity : 1));
        Predicts(Problem(classes, positions, (_, _) => double.NaN));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Infinities_are_the_ends(int classes, int positions)
    {
        var random = new Random(classes);
        Predicts(Problem(classes, positions, (_, _) => random.Next(6) switch { 0 => double.PositiveInfinity, 1 => double.NegativeInfinity, _ => random.Next(3) }));
        Predicts(Problem(classes, positions, (_, _) => double.NegativeInfinity));
        Predicts(Problem(classes, positions, (row, c) => c == row % classes ? -1e30 : double.NegativeInfinity));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_log_sum_exp_is_that_of_its_definition(int classes, int positions)
    {
        foreach (double offset in new[] { 0, -30, 150, 3000, -250 })
        {
            ReferenceLoss random = Problems.Random(classes, 3, classes, positions).Ignoring(row => row % 3 == 1);
            ReferenceLoss problem = random with { Logits = [.. random.Logits.Select(x => (double)(float)(x + offset))] };
            double[] expected = problem.Compute().LogSumExp;
            foreach (CallForm form in Forms)
            {
                T[] actual = LossCalls.Run<T>(problem, form).LogSumExp;
                Assert.All(expected, (e, row) => Assert.True(
                    Ulp.Error<T>(double.CreateTruncating(actual[row]), e, Math.Max(1, Math.Abs(e))) <= 3, $"row {row}: {actual[row]} instead of {e}"));
            }

            ReferenceLoss probabilities = Problems.Random(classes, 3, classes, positions, probabilities: true);
            Assert.Null(Agreement.FirstDifference("log-sum-exp", probabilities.Compute().LogSumExp, LossCalls.Run<T>(probabilities, CallForm.InPlace).LogSumExp, 1e-14));
        }
    }

    [Fact]
    public void The_log_sum_exp_is_NaN_where_the_row_is()
    {
        foreach (int positions in new[] { 1, 19 })
        {
            foreach (double special in new[] { double.NaN, double.PositiveInfinity })
            {
                ReferenceLoss problem = Problems.Random(1, 3, 5, positions).Ignoring(row => row == 1);
                problem = problem.With(1, (c, x) => c == 3 ? special : x).With(2, (c, x) => c == 3 ? special : x);
                foreach (CallForm form in Forms)
                {
                    T[] actual = LossCalls.Run<T>(problem, form).LogSumExp;
                    Assert.All(actual, (l, row) => Assert.Equal(row is 1 or 2, T.IsNaN(l)));
                }
            }
        }
    }

    [Fact]
    public void Each_output_can_be_asked_for_alone()
    {
        ReferenceLoss problem = Problems.Random(1, 300, 5).Ignoring(row => row % 3 == 1);
        LossCalls.Outcome<T> expected = LossCalls.Run<T>(problem, CallForm.Fused);
        T[] logits = Batch.As<T>(problem.Logits), logSums = Poison.Array<T>(300);
        int[] predictions = Poison.Array<int>(300);
        CrossEntropyLoss loss = LossCalls.Loss(problem);
        Bits.Equal(expected.Reduced, loss.Forward<T, long>(logits, problem.Indices, new CrossEntropyExtras<T> { LogSumExp = logSums }));
        Bits.Equal(expected.Reduced, loss.Forward<T, long>(logits, problem.Indices, new CrossEntropyExtras<T> { Predictions = predictions }));
        Bits.Equal(expected.LogSumExp, logSums);
        Assert.Equal(expected.Predictions, predictions);
    }

    /// <summary>Every third row is ignored.</summary>
    private static ReferenceLoss Problem(int classes, int positions, Func<int, int, double> logit)
    {
        ReferenceLoss problem = Problems.Random(1, 2 + (positions == 1 ? 30 : 0), classes, positions).Ignoring(row => row % 3 == 1);
        for (int row = 0; row < problem.Rows; row++)
        {
            for (int c = 0; c < classes; c++)
            {
                problem.Logits[problem.At(row, c)] = logit(row, c);
            }
        }

        return problem;
    }

    private static void Predicts(ReferenceLoss problem)
    {
        int[] expected = problem.Compute().Predictions;
        foreach (CallForm form in Forms)
        {
            Assert.Equal(expected, LossCalls.Run<T>(problem, form).Predictions);
        }
    }
}

public sealed class RowOutputSingleTests : RowOutputTests<float>;

public sealed class RowOutputDoubleTests : RowOutputTests<double>;
