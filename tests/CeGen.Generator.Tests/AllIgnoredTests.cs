using CeGen.Generator.Tests.Harness;

namespace CeGen.Generator.Tests;

/// <summary>The mean of a batch whose rows are all ignored, generated and dynamic.</summary>
public sealed class AllIgnoredTests
{
    private static readonly LoadedAssembly Assembly = Generation.Run("""
        using System; using CeGen;
        public static partial class Losses
        {
            [CrossEntropy(Classes = 3)] public static partial float NaN(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);
            [CrossEntropy(Classes = 3, AllIgnored = AllIgnored.Zero)] public static partial float Zero(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);
            [CrossEntropy(Classes = 3, AllIgnored = AllIgnored.Throw)] public static partial float Throw(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);
            [CrossEntropy(Classes = 3, Reduction = Reduction.Sum)] public static partial float Sum(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);
        }
        """).Load();

    [Theory]
    [InlineData(AllIgnored.NaN, float.NaN)]
    [InlineData(AllIgnored.Zero, 0f)]
    public void The_mean_is_what_the_option_says_and_the_gradient_is_zero(AllIgnored option, float expected)
    {
        float[] logits = [1, float.NaN, 3, 4, 5, 6];
        int[] targets = [-100, -100];
        float[] gradient = [7, 7, 7, 7, 7, 7];

        Assert.Equal(expected, Assembly.Method<Fused<float, int>>(option.ToString())(logits, targets, gradient));
        Assert.All(gradient, g => Assert.Equal(0, BitConverter.SingleToInt32Bits(g)));
        Assert.Equal(expected, new CrossEntropyLoss(3, new CrossEntropyOptions { AllIgnored = option }).Forward<float, int>(logits, targets));
    }

    [Fact]
    public void Throw_throws_before_anything_is_written()
    {
        float[] gradient = [7, 7, 7, 7, 7, 7];
        InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(
            () => Assembly.Method<Fused<float, int>>("Throw")([1, 2, 3, 4, 5, 6], [-100, -100], gradient));

        Assert.StartsWith("All 2 rows are ignored (target -100)", thrown.Message, StringComparison.Ordinal);
        Assert.All(gradient, g => Assert.Equal(7, g));
        Assert.Throws<InvalidOperationException>(() => new CrossEntropyLoss(3, new CrossEntropyOptions { AllIgnored = AllIgnored.Throw }).Forward<float, int>([1, 2, 3], [-100]));
    }

    [Fact]
    public void Only_the_mean_of_rows_that_are_all_ignored_is_concerned()
    {
        Forward<float, int> loss = Assembly.Method<Forward<float, int>>("Throw");
        Assert.Equal(float.NaN, loss([], []));
        Assert.Equal(MathF.Log(3), loss([1, 1, 1, 4, 5, 6], [0, -100]), 1e-6);
        Assert.Equal(0, Assembly.Method<Forward<float, int>>("Sum")([1, 2, 3], [-100]));
        Assert.Equal(0, new CrossEntropyLoss(3, new CrossEntropyOptions { AllIgnored = AllIgnored.Throw, Reduction = Reduction.Sum }).Forward<float, int>([1, 2, 3], [-100]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CrossEntropyLoss(3, new CrossEntropyOptions { AllIgnored = (AllIgnored)9 }));
    }
}
