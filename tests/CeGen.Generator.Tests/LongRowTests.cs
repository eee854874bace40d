using CeGen.Generator.Tests.Harness;

namespace CeGen.Generator.Tests;

/// <summary>Rows so long that the errors of their sums are added to the sums every now and then, at every vector width.</summary>
public sealed class LongRowTests
{
    private const int Classes = 2500;

    private static readonly LoadedAssembly Assembly = Generation.Run($$"""
        using System; using CeGen;
        public static partial class Losses
        {
            [CrossEntropy(Classes = {{Classes}}, LabelSmoothing = 0.1)] public static partial float Single(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);
            [CrossEntropy(Classes = {{Classes}}, LabelSmoothing = 0.1)] public static partial double Double(ReadOnlySpan<double> logits, ReadOnlySpan<int> targets);
            [CrossEntropy(Classes = {{Classes}}, LabelSmoothing = 0.1)] public static partial double Soft(ReadOnlySpan<double> logits, ReadOnlySpan<double> targets);
        }
        """).Load();

    /// <summary>A class that cannot be, and has a share of the smoothed target all the same: the loss is infinite, as PyTorch's is, and not NaN.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1200)]
    [InlineData(Classes - 1)]
    public void A_class_that_cannot_be_makes_the_smoothed_loss_infinite(int impossible)
    {
        float[] logits = new float[Classes];
        logits[impossible] = float.NegativeInfinity;
        double[] exact = [.. logits.Select(x => (double)x)];
        double[] probabilities = new double[Classes];
        probabilities[7] = 1;

        Assert.Equal(float.PositiveInfinity, Assembly.Method<Forward<float, int>>("Single")(logits, [7]));
        Assert.Equal(double.PositiveInfinity, Assembly.Method<Forward<double, int>>("Double")(exact, [7]));
        Assert.Equal(double.PositiveInfinity, Assembly.Method<Forward<double, double>>("Soft")(exact, probabilities));
    }
}
