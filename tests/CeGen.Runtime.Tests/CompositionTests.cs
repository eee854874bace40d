using System.Numerics;
using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>Log softmax followed by the negative log likelihood is cross entropy, forward and backward.</summary>
public abstract class CompositionTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Each of the two ways is within 4 ulp of the truth.</summary>
    private const double Allowed = 8;

    public static TheoryData<int> ClassCounts => [.. Enumerable.Range(1, 70), 100, 128, 250, 1003];

    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void The_two_steps_are_cross_entropy(int classes)
    {
        foreach (double spread in new[] { 1.0, 4, 15 })
        {
            Batch batch = Batch.Random(classes, 9, classes, spread).Ignoring(row => row == 4);

            // Row 2 is sure of its target.
            batch = batch.With(2, (c, x) => c == batch.Targets[2] ? 30 : x / spread);
            foreach (Reduction reduction in Enum.GetValues<Reduction>())
            {
                Calls.Outcome<T> expected = Calls.Fused<T>(Calls.Loss(classes, reduction), batch);

                var loss = new NegativeLogLikelihood(classes, new NegativeLogLikelihoodOptions { Reduction = reduction });
                T[] logProbabilities = SoftmaxForms.Forward(Form.LogSoftmax, batch.LogitsAs<T>(), classes);
                T[] losses = Poison.Array<T>(9), upstream = Poison.Array<T>(logProbabilities.Length);
                T reduced = loss.ForwardBackward<T, long>(logProbabilities, batch.Targets, losses, upstream);
                T[] gradient = SoftmaxForms.Backward(Form.LogSoftmax, logProbabilities, classes, upstream);

                Near(expected.Reduced, reduced);
                for (int row = 0; row < 9; row++)
                {
                    Near(expected.Losses[row], losses[row]);
                    NearGradient(expected.Gradient, gradient, logProbabilities, row, classes, (int)batch.Targets[row]);
                }
            }
        }
    }

    private static void Near(T expected, T actual)
    {
        double e = double.CreateTruncating(expected);
        Assert.InRange(Ulp.Error<T>(double.CreateTruncating(actual), e), 0, Allowed);
    }

    /// <summary>
    /// In ulp of the row's largest entry. Beside what is allowed, the rounding of a stored log p has its share: it changes p by up to 4·|log p| ulp.
    /// A target that has more than half has no such share.
    /// </summary>
    private static void NearGradient(T[] expected, T[] actual, T[] logProbabilities, int row, int classes, int target)
    {
        double[] e = [.. expected.Skip(row * classes).Take(classes).Select(double.CreateTruncating<T>)];
        double largest = e.Max(Math.Abs);
        for (int c = 0; c < classes; c++)
        {
            double logP = double.CreateTruncating(logProbabilities[(row * classes) + c]);
            bool isExact = e[c] == 0 || (c == target && logP > -0.69);
            double share = isExact ? 0 : 4 * Math.Abs(logP * e[c] / largest);
            Assert.InRange(Ulp.Error<T>(double.CreateTruncating(actual[(row * classes) + c]), e[c], largest), 0, Allowed + share);
        }
    }
}

public sealed class CompositionSingleTests : CompositionTests<float>;

public sealed class CompositionDoubleTests : CompositionTests<double>;
