using System.Numerics;
using CeGen.Testing;
using Xunit.Abstractions;

namespace CeGen.Runtime.Tests;

/// <summary>The promise of exactness where the classes come first, against 60 digits: the rows of the file as positions of samples.</summary>
public abstract class ClassFirstExactnessTests<T>(ITestOutputHelper output)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly ILookup<string, ExactCase> Families = ExactCase.Read().ToLookup(c => c.Family);

    private static readonly int[] Sizes = [1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 31, 33, 40];

    public static TheoryData<string> Names => [.. Families.Select(f => f.Key)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Loss_and_gradient_keep_the_promise(string family)
    {
        (double Error, string Name) loss = default, gradient = default;
        foreach (IGrouping<int, ExactCase> group in Families[family].GroupBy(c => c.Logits.Length))
        {
            ExactCase[] cases = [.. group];
            foreach (int positions in Sizes)
            {
                // Two samples; every row stands at every place of a vector.
                ReferenceLoss problem = Transposed([.. Enumerable.Range(0, 2 * positions).Select(i => cases[i % cases.Length])], positions);
                LossCalls.Outcome<T> outcome = LossCalls.Run<T>(problem, CallForm.Fused);
                for (int row = 0; row < problem.Rows; row++)
                {
                    ExactCase c = cases[row % cases.Length];
                    loss = Worse(loss, (Ulp.Error<T>(double.CreateTruncating(outcome.Losses[row]), c.Loss), $"{c.Name}, {positions} positions"));
                    double largest = c.Gradient.Max(Math.Abs);
                    for (int j = 0; j < problem.Classes; j++)
                    {
                        double entry = double.CreateTruncating(outcome.Gradient[problem.At(row, j)]);
                        gradient = Worse(gradient, (Ulp.Error<T>(entry, c.Gradient[j], largest), $"{c.Name}, {positions} positions"));
                    }
                }
            }
        }

        output.WriteLine(FormattableString.Invariant(
            $"{typeof(T).Name} {family}: loss {loss.Error:F2} ulp ({loss.Name}), gradient {gradient.Error:F2} ulp ({gradient.Name})"));
        Assert.True(loss.Error <= 4, $"loss: {loss.Error} ulp in {loss.Name}");
        Assert.True(gradient.Error <= 4, $"gradient: {gradient.Error} ulp in {gradient.Name}");
    }

    private static ReferenceLoss Transposed(ExactCase[] rows, int positions)
    {
        int classes = rows[0].Logits.Length;
        double[] logits = new double[rows.Length * classes];
        var problem = new ReferenceLoss(logits, classes) { Positions = positions, Reduction = Reduction.Sum, Indices = [.. rows.Select(r => (long)r.Target)] };
        for (int row = 0; row < rows.Length; row++)
        {
            for (int c = 0; c < classes; c++)
            {
                logits[problem.At(row, c)] = rows[row].Logits[c];
            }
        }

        return problem;
    }

    private static (double Error, string Name) Worse((double Error, string Name) left, (double Error, string Name) right) =>
        right.Error > left.Error || double.IsNaN(right.Error) ? right : left;
}

public sealed class ClassFirstExactnessSingleTests(ITestOutputHelper output) : ClassFirstExactnessTests<float>(output);

public sealed class ClassFirstExactnessDoubleTests(ITestOutputHelper output) : ClassFirstExactnessTests<double>(output);
