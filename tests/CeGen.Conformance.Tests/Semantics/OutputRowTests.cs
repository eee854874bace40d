using System.Numerics;
using static CeGen.Conformance.Tests.Semantics.Inputs;

namespace CeGen.Conformance.Tests.Semantics;

/// <summary>What a loss gives beside it.</summary>
public sealed class OutputRowTests
{
    private const int Ignored = -100;

    [Fact]
    [SemanticsRow("log-sum-exp")]
    public void Log_sum_exp()
    {
        Check<float>([0, 0, 0, 1, 2, 3], [0, 1], [Log3, 3.4076059644443803], [0, 2]);
        Check<double>([0, 0, 0, 1, 2, 3], [0, 1], [Log3, 3.4076059644443803], [0, 2]);
    }

    [Fact]
    [SemanticsRow("log-sum-exp-ignored")]
    public void Log_sum_exp_ignored()
    {
        Check<float>([0, 0, 0, 1, 2, 3], [Ignored, Ignored], [Log3, 3.4076059644443803], [0, 2]);
        Check<double>([0, 0, 0, 1, 2, 3], [Ignored, Ignored], [Log3, 3.4076059644443803], [0, 2]);
    }

    [Fact]
    [SemanticsRow("log-sum-exp-infinite")]
    public void Log_sum_exp_infinite()
    {
        foreach (int target in new[] { 0, 1, Ignored })
        {
            Check<float>([Inf, 0, 0, -Inf, -Inf, -Inf, 0, -Inf, 0], [target, target, target], [NaN, NaN, Log2], [0, 0, 0]);
            Check<double>([Inf, 0, 0, -Inf, -Inf, -Inf, 0, -Inf, 0], [target, target, target], [NaN, NaN, Log2], [0, 0, 0]);
        }
    }

    [Fact]
    [SemanticsRow("log-sum-exp-nan")]
    public void Log_sum_exp_nan()
    {
        foreach (int target in new[] { 0, 1, Ignored })
        {
            Check<float>([0, NaN, Inf, 0, 0, 0], [target, target], [NaN, Log3], [1, 0]);
            Check<double>([0, NaN, Inf, 0, 0, 0], [target, target], [NaN, Log3], [1, 0]);
        }
    }

    [Fact]
    [SemanticsRow("log-sum-exp-huge")]
    public void Log_sum_exp_huge()
    {
        foreach (int target in new[] { 0, 1, Ignored })
        {
            Check<float>([1e4, -1e4, 0, -1e38, 1e38, 0], [target, target], [1e4, 1e38], [0, 1]);
            Check<double>([1e4, -1e4, 0, -1e38, 1e38, 0], [target, target], [1e4, 1e38], [0, 1]);
        }
    }

    [Fact]
    [SemanticsRow("predictions-ties")]
    public void Predictions_ties()
    {
        foreach (int target in new[] { 0, 1, Ignored })
        {
            Check<float>([1, 3, 3, 2, 2, 2], [target, target], null, [1, 0]);
            Check<double>([1, 3, 3, 2, 2, 2], [target, target], null, [1, 0]);
        }
    }

    [Fact]
    [SemanticsRow("predictions-nan")]
    public void Predictions_nan()
    {
        foreach (int target in new[] { 0, 1, Ignored })
        {
            Check<float>([0, NaN, Inf, NaN, 1, NaN, Inf, Inf, 0, -Inf, -Inf, -Inf], [target, target, target, target], null, [1, 0, 0, 0]);
            Check<double>([0, NaN, Inf, NaN, 1, NaN, Inf, Inf, 0, -Inf, -Inf, -Inf], [target, target, target, target], null, [1, 0, 0, 0]);
        }
    }

    private static void Check<T>(double[] logits, int[] targets, double[]? logSumExp, int[] predictions)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>, IConvertible
    {
        foreach (Calls.Outputs<T> loss in Sides<T>.Outputs)
        {
            T[] losses = Numbers.Untouched<T>(targets.Length), sums = Numbers.Untouched<T>(targets.Length);
            int[] classes = Numbers.Untouched<int>(targets.Length);
            loss(Numbers.Of<T>(logits), targets, losses, sums, classes);
            Assert.Equal(predictions, classes);
            if (logSumExp is not null)
            {
                for (int row = 0; row < sums.Length; row++)
                {
                    Numbers.Equal([logSumExp[row]], sums[row]);
                }
            }
        }
    }
}
