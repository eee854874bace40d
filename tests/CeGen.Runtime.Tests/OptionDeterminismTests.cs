using System.Numerics;
using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>With every option, a row has the same bits whatever stands around it.</summary>
public abstract class OptionDeterminismTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static TheoryData<int, int> Shapes => new() { { 3, 1 }, { 40, 1 }, { 3, 2 }, { 5, 7 }, { 10, 16 }, { 3, 33 }, { 20, 100 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Two_halves_of_a_batch_give_the_bits_of_the_whole(int classes, int positions) => EachOption(classes, positions, whole =>
    {
        LossCalls.Outcome<T> expected = LossCalls.Run<T>(whole, CallForm.Fused);
        int samples = whole.Rows / positions;
        foreach (int cut in new[] { 1, samples / 2, samples - 1 })
        {
            LossCalls.Outcome<T> first = LossCalls.Run<T>(Samples(whole, 0, cut), CallForm.Fused);
            LossCalls.Outcome<T> second = LossCalls.Run<T>(Samples(whole, cut, samples), CallForm.Fused);
            Bits.Equal(expected.Losses, [.. first.Losses, .. second.Losses], "losses");
            Bits.Equal(expected.Gradient, [.. first.Gradient, .. second.Gradient], "gradient");
            Bits.Equal(expected.LogSumExp, [.. first.LogSumExp, .. second.LogSumExp], "log-sum-exp");
        }
    });

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Two_parts_of_a_sample_give_the_bits_of_the_whole(int classes, int positions) => EachOption(classes, positions, whole =>
    {
        LossCalls.Outcome<T> expected = LossCalls.Run<T>(whole, CallForm.Fused);

        // One position alone is a row, which is computed otherwise.
        foreach ((int start, int end) in new[] { (0, positions / 2), (positions / 2, positions), (1, positions - 1) }.Where(p => p.Item2 - p.Item1 > 1))
        {
            ReferenceLoss part = Positions(whole, start, end);
            LossCalls.Outcome<T> actual = LossCalls.Run<T>(part, CallForm.Fused);
            for (int row = 0; row < part.Rows; row++)
            {
                int at = (row / part.Positions * positions) + start + (row % part.Positions);
                Bits.Equal(expected.Losses[at], actual.Losses[row], "loss");
                Bits.Equal(expected.LogSumExp[at], actual.LogSumExp[row], "log-sum-exp");
                for (int c = 0; c < classes; c++)
                {
                    Bits.Equal(expected.Gradient[whole.At(at, c)], actual.Gradient[part.At(row, c)], "gradient");
                }
            }
        }
    });

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_run_gives_the_same_bits(int classes, int positions) => EachOption(classes, positions, problem =>
    {
        LossCalls.Outcome<T> expected = LossCalls.Run<T>(problem with { Reduction = Reduction.Mean }, CallForm.Fused);
        LossCalls.Outcome<T> actual = LossCalls.Run<T>(problem with { Reduction = Reduction.Mean }, CallForm.Fused);
        Bits.Equal(expected.Reduced, actual.Reduced);
        Bits.Equal(expected.Gradient, actual.Gradient, "gradient");
    });

    private static void EachOption(int classes, int positions, Action<ReferenceLoss> check)
    {
        int samples = positions == 1 ? 300 : 6;
        ReferenceLoss indices = Problems.Random(1, samples, classes, positions).Ignoring(row => row % 9 == 2);
        ReferenceLoss probabilities = Problems.Random(1, samples, classes, positions, probabilities: true);
        foreach (Reduction reduction in new[] { Reduction.None, Reduction.Sum })
        {
            foreach (double[]? weights in new[] { null, Problems.WeightsWithZeros(2, classes) })
            {
                foreach (double smoothing in new[] { 0, 0.1 })
                {
                    check(indices with { Reduction = reduction, Weights = weights, Smoothing = smoothing });
                    check(probabilities with { Reduction = reduction, Weights = weights, Smoothing = smoothing });
                }

                check(indices with { Reduction = reduction, Weights = weights, Gamma = 2 });
            }
        }
    }

    private static ReferenceLoss Samples(ReferenceLoss whole, int start, int end)
    {
        int size = whole.Classes * whole.Positions;
        return whole with
        {
            Logits = whole.Logits[(start * size)..(end * size)],
            Indices = whole.Indices?[(start * whole.Positions)..(end * whole.Positions)],
            Probabilities = whole.Probabilities?[(start * size)..(end * size)],
        };
    }

    private static ReferenceLoss Positions(ReferenceLoss whole, int start, int end)
    {
        bool Has(int i) => i % whole.Positions >= start && i % whole.Positions < end;
        return whole with
        {
            Positions = end - start,
            Logits = [.. whole.Logits.Where((_, i) => Has(i))],
            Indices = whole.Indices is null ? null : [.. whole.Indices.Where((_, i) => Has(i))],
            Probabilities = whole.Probabilities is null ? null : [.. whole.Probabilities.Where((_, i) => Has(i))],
        };
    }
}

public sealed class OptionDeterminismSingleTests : OptionDeterminismTests<float>;

public sealed class OptionDeterminismDoubleTests : OptionDeterminismTests<double>;
