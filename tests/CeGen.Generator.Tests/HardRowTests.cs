using CeGen.Generator.Tests.Harness;
using CeGen.Testing;
using Xunit.Abstractions;

namespace CeGen.Generator.Tests;

/// <summary>
/// Rows that lose digits in other implementations, wherever their logits lie, in float: against log1p(R) and −R/(1+R), R the sum of exp(x_j − x_y) in double.
/// </summary>
public sealed class HardRowTests(ITestOutputHelper output)
{
    /// <summary>Sums of many equal, weighted differences round the same way again and again.</summary>
    private const double SmoothedPromise = 8;

    private static readonly int[] ClassCounts = [2, 10, 33, 1000, 50_257];

    private static readonly LoadedAssembly Assembly = Generation.Run(Kernel.Source(
        [.. ClassCounts.Select(c => Of(c)), .. ClassCounts.SelectMany(c => new[] { Of(c, 0.1), Of(c, 1) })])).Load();

    public static TheoryData<float, float> Pairs => new()
    {
        { -2.5f, -11.7f }, { -3, -40.3f }, { -30, -70.1f }, { 60, 20.1f }, { -3, -83.3f }, { 150.3f, 110.9f }, { -150.3f, -180.1f }, { 199.9f, 150.3f },
        { 201.1f, 160.7f }, { 63.9f, 20.3f }, { 64.1f, 20.3f }, { -63.9f, -101.7f }, { -64.1f, -101.7f }, { -250.3f, -290.1f }, { 5000.25f, 4970.5f }, { 16, 0.2f }, { 2.368f, 2.368f }, { 0, -60 }, { 40.1f, 39.9f }, { 1e6f, 1e6f },

        // Each of the others is just lost when it is added to the one that holds nearly all of the sum.
        { 0, -16.666f },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_row_is_exact_wherever_its_logits_lie(float top, float others)
    {
        double worst = 0;
        foreach (int classes in ClassCounts)
        {
            float[] logits = [.. Enumerable.Repeat(others, classes)];
            logits[classes / 2] = top;
            foreach (int target in new[] { classes / 2, 0 })
            {
                double r = logits.Where((_, j) => j != target).Sum(x => Math.Exp((double)x - logits[target]));
                double[] expected = [.. logits.Select((x, j) => j == target ? -r / (1 + r) : Math.Exp((double)x - logits[target]) / (1 + r))];
                double largest = expected.Max(Math.Abs);
                float[] gradient = new float[classes];
                float loss = Assembly.Method<Fused<float, long>>(Of(classes).Name)(logits, [target], gradient);
                float[] dynamicGradient = new float[classes];
                float dynamicLoss = new CrossEntropyLoss(classes, new CrossEntropyOptions { Reduction = Reduction.Sum }).ForwardBackward<float, long>(logits, [target], dynamicGradient);

                double error = new[]
                {
                    Ulp.Error<float>(loss, Log1P(r)),
                    Ulp.Error<float>(dynamicLoss, Log1P(r)),
                    gradient.Zip(expected, (a, e) => Ulp.Error<float>(a, e, largest)).Max(),
                    dynamicGradient.Zip(expected, (a, e) => Ulp.Error<float>(a, e, largest)).Max(),
                }.Max();
                worst = Math.Max(worst, error);
                Assert.True(error <= 4, $"{classes} classes, target {target}: {error} ulp");
            }
        }

        output.WriteLine($"{top} over {others}: {worst:F2} ulp");
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_smoothed_loss_is_exact_wherever_its_logits_lie(float top, float others)
    {
        foreach ((int classes, double smoothing) in ClassCounts.SelectMany(c => new[] { (c, 0.1), (c, 1.0) }))
        {
            double[] logits = [.. Enumerable.Repeat((double)others, classes)];
            logits[classes / 2] = top;
            Kernel kernel = Of(classes, smoothing);
            double expected = ReferenceCrossEntropy.Compute(logits, [0], classes, Reduction.Sum, (float)smoothing).Reduced;

            float loss = Assembly.Method<Forward<float, long>>(kernel.Name)(logits.As<float>(), [0]);
            float dynamicLoss = new CrossEntropyLoss(classes, new CrossEntropyOptions { Reduction = Reduction.Sum, LabelSmoothing = smoothing }).Forward<float, long>(logits.As<float>(), [0]);
            Assert.True(Ulp.Error<float>(loss, expected) <= SmoothedPromise, $"{classes} classes, smoothing {smoothing}: {loss} is {Ulp.Error<float>(loss, expected)} ulp off");
            Assert.True(Ulp.Error<float>(dynamicLoss, expected) <= SmoothedPromise, $"dynamic, {classes} classes, smoothing {smoothing}: {dynamicLoss} is {Ulp.Error<float>(dynamicLoss, expected)} ulp off");
        }
    }

    private static Kernel Of(int classes, double smoothing = 0) => new($"Loss{classes}_{(int)(smoothing * 10)}", "float", classes, Reduction.Sum, smoothing);

    private static double Log1P(double r) => r < 1e-8 ? r - (r * r / 2) : Math.Log(1 + r) * (r / ((1 + r) - 1));
}
