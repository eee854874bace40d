using CeGen.CodeFixes.Tests.Harness;
using CeGen.Generator.CodeFixes;
using static CeGen.CodeFixes.Tests.Harness.Declaration;

namespace CeGen.CodeFixes.Tests;

/// <summary>Options that are wrong become right.</summary>
public sealed class OptionTests
{
    /// <summary>The nearest number in the range is still a doubtful one.</summary>
    private const string SmoothingOfOne = "CEGEN051";

    [Theory]
    [InlineData("1.5f", "1")]
    [InlineData("-0.1", "0")]
    [InlineData("double.PositiveInfinity", "1")]
    [InlineData("/* much */ 2", "/* much */ 1")]
    public Task A_smoothing_outside_the_range_is_clamped(string value, string expected) => Fixed.Is(
        new ClampFix(),
        $"Set LabelSmoothing to {expected[^1]}",
        Of($"float Loss({Inputs})", $", LabelSmoothing = {(value[0] == '/' ? value.Replace("2", "⟦2⟧") : $"⟦{value}⟧")}"),
        Of($"float Loss({Inputs})", $", LabelSmoothing = {expected}"),
        SmoothingOfOne);

    [Fact]
    public Task A_smoothing_that_is_no_number_is_removed() => Fixed.Is(
        new ClampFix(), "Remove LabelSmoothing", Of($"float Loss({Inputs})", ", LabelSmoothing = ⟦double.NaN⟧"), Of($"float Loss({Inputs})"));

    [Fact]
    public Task An_alpha_outside_the_range_is_clamped() => Fixed.Is(
        new ClampFix(), "Set FocalAlpha to 1", OfBinary("float Loss(float[] logits, float[] targets)", ", FocalAlpha = ⟦25⟧"), OfBinary("float Loss(float[] logits, float[] targets)", ", FocalAlpha = 1"));

    [Fact]
    public Task All_smoothings_are_clamped() => Fixed.AreAll(
        new ClampFix(),
        [Of($"float Loss({Inputs})", ", LabelSmoothing = 2").Replace("}", "    [CrossEntropy(Classes = 3, LabelSmoothing = -2)] public static partial float Other(float[] logits, int[] targets);\n}")],
        [Of($"float Loss({Inputs})", ", LabelSmoothing = 1").Replace("}", "    [CrossEntropy(Classes = 3, LabelSmoothing = 0)] public static partial float Other(float[] logits, int[] targets);\n}")],
        remaining: SmoothingOfOne);

    [Fact]
    public Task Constant_weights_give_way_to_a_parameter() => Fixed.Is(
        new RemoveArgumentFix(),
        "Remove ClassWeights",
        Of($"float Loss({Inputs}, ⟦ReadOnlySpan<float> weights⟧)", ", ClassWeights = new double[] { 1, 2, 3 }, IgnoreIndex = -1"),
        Of($"float Loss({Inputs}, ReadOnlySpan<float> weights)", ", IgnoreIndex = -1"));

    [Fact]
    public Task Constant_weights_of_labels_give_way_to_a_parameter() => Fixed.AreAll(
        new RemoveArgumentFix(),
        [OfBinary("float Loss(float[] logits, float[] targets, float[] labelWeights, float[] positiveWeights)", ", LabelWeights = new double[] { 1, 2, 3 }, PositiveWeights = new double[] { 1, 2, 3 }")],
        [OfBinary("float Loss(float[] logits, float[] targets, float[] labelWeights, float[] positiveWeights)")]);

    [Theory]
    [InlineData("", ", Layout = ClassLayout.ClassFirst")]
    [InlineData(", Layout = ClassLayout.ClassLast, IgnoreIndex = -1", ", Layout = ClassLayout.ClassFirst, IgnoreIndex = -1")]
    public Task The_layout_of_a_spatial_size_is_set(string options, string expected) => Fixed.Is(
        new ClassFirstFix(),
        "Set Layout to ClassLayout.ClassFirst",
        Of($"float Loss({Inputs}, ⟦int spatialSize⟧)", options),
        Of($"float Loss({Inputs}, int spatialSize)", expected));

    [Fact]
    public Task All_layouts_are_set() => Fixed.AreAll(
        new ClassFirstFix(),
        [Of($"float Loss({Inputs}, int spatialSize)").Replace("using CeGen;", "using CeGen;\nusing static CeGen.ClassLayout;")],
        [Of($"float Loss({Inputs}, int spatialSize)", ", Layout = ClassFirst").Replace("using CeGen;", "using CeGen;\nusing static CeGen.ClassLayout;")]);

    [Theory]
    [InlineData("ReadOnlySpan<float> logits, int target, ⟦int spatialSize⟧")]
    [InlineData("ReadOnlyTensorSpan<float> logits, int[] targets, ⟦int spatialSize⟧")]
    public async Task A_layout_that_would_not_help_is_not_offered(string parameters) =>
        Assert.Empty(await Fixed.Titles(new ClassFirstFix(), Of($"float Loss({parameters})")));
}
