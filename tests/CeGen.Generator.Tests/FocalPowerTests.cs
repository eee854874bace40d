using CeGen.Generator.Tests.Harness;
using CeGen.Testing;
using Xunit.Abstractions;

namespace CeGen.Generator.Tests;

/// <summary>The powers that are products, in float against the dynamic kernel in double, whose digits are twice as many.</summary>
public sealed class FocalPowerTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_element_keeps_the_promise(double gamma)
    {
        const int Count = 200_000;
        var random = new Random(5);
        double[] logits = [.. Enumerable.Range(0, Count).Select(i => (double)(float)((random.NextDouble() - 0.5) * (i % 2 == 0 ? 8 : 56)))];
        double[] targets = [.. logits.Select(_ => (double)random.Next(2))];
        var exactLosses = new double[Count];
        var exactGradient = new double[Count];
        new BinaryCrossEntropyLoss(1, new BinaryCrossEntropyOptions { Reduction = Reduction.None, FocalGamma = gamma })
            .ForwardBackward<double>(logits, targets, exactLosses.AsSpan(), exactGradient.AsSpan());

        var loss = new BinaryLoss("Loss", "float", 1, Reduction.None, gamma);
        LoadedAssembly assembly = Generation.Run(BinaryLoss.Source([loss])).Load();
        BinaryLoss.Outcome<float> actual = loss.Run(assembly, logits.As<float>(), targets.As<float>(), [.. targets.Select(_ => 1f)]);

        (double worstLoss, double worstGradient) = (0, 0);
        for (int i = 0; i < Count; i++)
        {
            // What is subnormal has fewer digits.
            worstLoss = exactLosses[i] < 1.2e-38 ? worstLoss : Math.Max(worstLoss, Ulp.Error<float>(actual.Losses[i], exactLosses[i]));
            worstGradient = Math.Abs(exactGradient[i]) < 1.2e-38 ? worstGradient : Math.Max(worstGradient, Ulp.Error<float>(actual.Gradient[i], exactGradient[i]));
        }

        output.WriteLine(FormattableString.Invariant($"gamma {gamma}: loss {worstLoss:F2} ulp, gradient {worstGradient:F2} ulp"));
        Assert.InRange(worstLoss, 0, 6);
        Assert.InRange(worstGradient, 0, 6);
    }
}
