using System.Numerics;
using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>A loss of probabilities is never negative, and 0 where nothing is left to learn.</summary>
public abstract class ProbabilityLossTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [Fact]
    public void One_class_has_a_loss_of_zero()
    {
        foreach (int positions in new[] { 1, 3, 16 })
        {
            ReferenceLoss problem = Problems.Random(1, 50, 1, positions, probabilities: true) with { Reduction = Reduction.Sum };
            LossCalls.Outcome<T> outcome = LossCalls.Run<T>(problem, CallForm.Fused);
            Assert.Equal(T.Zero, outcome.Reduced);
            Assert.All(outcome.Losses, l => Assert.Equal(T.Zero, l));
        }
    }

    [Fact]
    public void A_sure_row_has_a_loss_that_is_not_negative()
    {
        foreach (int positions in new[] { 1, 3, 16 })
        {
            foreach (int classes in new[] { 2, 5, 40 })
            {
                ReferenceLoss problem = Problems.Random(1, 20, classes, positions, probabilities: true) with { Reduction = Reduction.Sum };
                for (int i = 0; i < problem.Logits.Length; i++)
                {
                    bool isFirst = i / positions % classes == 0;
                    problem.Logits[i] += isFirst ? 60 : 0;
                    problem.Probabilities![i] = isFirst ? 1 : 0;
                }

                Assert.All(LossCalls.Run<T>(problem, CallForm.Forward).Losses, l => Assert.InRange(double.CreateTruncating(l), 0, 1e-15));
            }
        }
    }
}

public sealed class ProbabilityLossSingleTests : ProbabilityLossTests<float>;

public sealed class ProbabilityLossDoubleTests : ProbabilityLossTests<double>;
