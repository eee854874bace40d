using System.Numerics;
using static CeGen.Conformance.Tests.Semantics.Inputs;

namespace CeGen.Conformance.Tests.Semantics;

/// <summary>Softmax, log-softmax and negative log likelihood, which are dynamic alone.</summary>
public sealed class RelativeRowTests
{
    [Fact]
    [SemanticsRow("softmax")]
    public void Softmax_of_rows()
    {
        BothSoftmax([0, 0, Log2], [0.25, 0.25, 0.5], [-2 * Log2, -2 * Log2, -Log2]);
        BothSoftmax([1e4, 0, -1e4], [1, 0, 0], [0, -1e4, -2e4]);
    }

    [Fact]
    [SemanticsRow("softmax-minus-infinity")]
    public void Softmax_of_minus_infinity() => BothSoftmax([0, -Inf, 0], [0.5, 0, 0.5], [-Log2, -Inf, -Log2]);

    [Fact]
    [SemanticsRow("softmax-not-a-number")]
    public void Softmax_not_a_number()
    {
        foreach (double[] row in new double[][] { [Inf, 0, 0], [NaN, 0, 0], [-Inf, -Inf, -Inf] })
        {
            BothSoftmax([.. row, 0, 0, 0], [NaN, NaN, NaN, 1 / 3.0, 1 / 3.0, 1 / 3.0], [NaN, NaN, NaN, -Log3, -Log3, -Log3]);
        }
    }

    [Fact]
    [SemanticsRow("log-softmax-confident")]
    public void Log_softmax_confident()
    {
        Check<float>();
        Check<double>();

        static void Check<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>, IConvertible
        {
            T[] result = new T[3];
            LogSoftmax.Forward<T>(Numbers.Of<T>(0, -40, -40), 3, result);
            Numbers.Equal([-8.496708510583178e-18], result[0]);
        }
    }

    [Fact]
    [SemanticsRow("softmax-dim")]
    public void Softmax_dim()
    {
        // (1, 3, 2): class axis 1.
        Check<float>();
        Check<double>();

        static void Check<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>, IConvertible
        {
            T[] result = new T[6];
            Softmax.Forward<T>(Numbers.Of<T>(0, 0, 0, Log2, 0, 0), 3, 2, result);
            Numbers.Equal([1 / 3.0, 0.25, 1 / 3.0, 0.5, 1 / 3.0, 0.25], result);
        }
    }

    [Fact]
    [SemanticsRow("nll")]
    public void Nll() => NegativeLogLikelihoodGives([-1, -2, -3, -4], [0, 1], [1, 3], [1, 12], [-1, 0, 0, -3], 4);

    [Fact]
    [SemanticsRow("nll-ignored")]
    public void Nll_ignored()
    {
        NegativeLogLikelihoodGives([-1, -2, NaN, NaN], [0, -100], [1, 1], [1, 0], [-1, 0, 0, 0], 1);
        NegativeLogLikelihoodGives([-1, -2], [-100], [1, 1], [0], [0, 0], double.NaN);
    }

    [Fact]
    [SemanticsRow("nll-weight-zero-minus-infinity")]
    public void Nll_weight_zero()
    {
        NegativeLogLikelihoodGives([-1, -2, -3, -Inf], [0, 1], [1, 0], [1, 0], [-1, 0, 0, 0], 1);
        NegativeLogLikelihoodGives([-1, -2, -3, NaN], [0, 1], [1, 0], [1, 0], [-1, 0, 0, 0], 1);
    }

    [Fact]
    [SemanticsRow("nll-minus-infinity")]
    public void Nll_minus_infinity() => NegativeLogLikelihoodGives([-1, -2, -3, -Inf], [0, 1], [1, 1], [1, Inf], [-1, 0, 0, -1], 2);

    private static void BothSoftmax(double[] logits, double[] probabilities, double[] logProbabilities)
    {
        Check<float>();
        Check<double>();

        void Check<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>, IConvertible
        {
            T[] result = new T[logits.Length];
            Softmax.Forward<T>(Numbers.Of<T>(logits), 3, result);
            Numbers.Equal(probabilities, result);
            LogSoftmax.Forward<T>(Numbers.Of<T>(logits), 3, result);
            Numbers.Equal(logProbabilities, result);
        }
    }

    private static void NegativeLogLikelihoodGives(
        double[] logProbabilities, int[] targets, double[] weights, double[] losses, double[] gradient, double divisor)
    {
        Check<float>();
        Check<double>();

        void Check<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>, IConvertible
        {
            NegativeLogLikelihood Loss(Reduction reduction) => new(2, new NegativeLogLikelihoodOptions { Reduction = reduction, Weights = weights });
            T[] own = new T[targets.Length], result = new T[gradient.Length];
            Loss(Reduction.None).ForwardBackward(Numbers.Of<T>(logProbabilities), targets.AsSpan(), own.AsSpan(), result.AsSpan());
            Numbers.Equal(losses, own);
            Numbers.Equal(gradient, result);
            Numbers.Equal([losses.Sum()], Loss(Reduction.Sum).Forward<T, int>(Numbers.Of<T>(logProbabilities), targets));
            Numbers.Equal([losses.Sum() / divisor], Loss(Reduction.Mean).Forward<T, int>(Numbers.Of<T>(logProbabilities), targets));
        }
    }
}
