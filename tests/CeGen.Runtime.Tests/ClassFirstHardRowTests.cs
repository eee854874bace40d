using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>Rows that lose digits in other implementations, wherever their logits lie, in float and with the classes first: against R, the sum of exp(x_j − x_y) in double.</summary>
public class ClassFirstHardRowTests
{
    private static readonly (float Top, float Others)[] Pairs =
    [
        (-2.5f, -11.7f), (-3, -40.3f), (-30, -70.1f), (60, 20.1f), (-3, -83.3f), (150.3f, 110.9f), (-150.3f, -180.1f), (199.9f, 150.3f),
        (201.1f, 160.7f), (-250.3f, -290.1f), (5000.25f, 4970.5f), (16, 0.2f), (2.368f, 2.368f), (0, -60), (40.1f, 39.9f), (1e6f, 1e6f),
    ];

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(33)]
    [InlineData(1000)]
    [InlineData(20_001)]
    public void A_position_is_exact_wherever_its_logits_lie(int classes)
    {
        // A sample of all pairs, each with the target on the top and off it.
        int positions = 2 * Pairs.Length;
        double[] logits = new double[classes * positions];
        var problem = new ReferenceLoss(logits, classes)
        {
            Positions = positions,
            Reduction = Reduction.Sum,
            Indices = [.. Enumerable.Range(0, positions).Select(p => p % 2 == 0 ? classes / 2 : 0L)],
        };
        for (int i = 0; i < logits.Length; i++)
        {
            (float top, float others) = Pairs[i % positions / 2];
            logits[i] = i / positions == classes / 2 ? top : others;
        }

        LossCalls.Outcome<float> outcome = LossCalls.Run<float>(problem, CallForm.Fused);
        for (int position = 0; position < positions; position++)
        {
            (float top, float others) = Pairs[position / 2];
            double r = position % 2 == 0 ? (classes - 1) * Math.Exp((double)others - top) : Math.Exp((double)top - others) + (classes - 2);
            double loss = r < 1e-8 ? r - (r * r / 2) : Math.Log(1 + r) * (r / (1 + r - 1));
            Assert.True(Ulp.Error<float>(outcome.Losses[position], loss) <= 4, $"{top} over {others}: {outcome.Losses[position]} instead of {loss}");

            int target = (int)problem.Indices![position];
            double own = logits[problem.At(position, target)];
            double[] expected = [.. Enumerable.Range(0, classes).Select(c => c == target ? -r / (1 + r) : Math.Exp(logits[problem.At(position, c)] - own) / (1 + r))];
            double largest = expected.Max(Math.Abs);
            for (int c = 0; c < classes; c++)
            {
                Assert.True(Ulp.Error<float>(outcome.Gradient[problem.At(position, c)], expected[c], largest) <= 4, $"{top} over {others}, class {c}");
            }
        }
    }
}
