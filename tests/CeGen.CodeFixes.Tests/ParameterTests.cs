using CeGen.CodeFixes.Tests.Harness;
using CeGen.Generator.CodeFixes;
using static CeGen.CodeFixes.Tests.Harness.Declaration;

namespace CeGen.CodeFixes.Tests;

/// <summary>What is missing among the parameters is added, what is too much removed, what is misspelt renamed.</summary>
public sealed class ParameterTests
{
    [Theory]
    [InlineData("", "float ⟦Loss⟧(ReadOnlySpan<int> targets)", "logits", $"float Loss({Inputs})")]
    [InlineData("", "double ⟦Loss⟧(ReadOnlySpan<int> targets)", "logits", "double Loss(ReadOnlySpan<double> logits, ReadOnlySpan<int> targets)")]
    [InlineData("", "float ⟦Loss⟧(ReadOnlySpan<float> logits)", "targets", $"float Loss({Inputs})")]
    [InlineData("", "float ⟦Loss⟧(float[] logits, Span<float> gradient)", "targets", "float Loss(float[] logits, ReadOnlySpan<int> targets, Span<float> gradient)")]
    [InlineData(", Reduction = Reduction.None", $"void ⟦Loss⟧({Inputs})", "losses", $"void Loss({Inputs}, Span<float> losses)")]
    [InlineData(", Reduction = Reduction.None", "void ⟦Loss⟧(double[] logits, int[] targets, double[] gradient, double[] upstream)", "losses", "void Loss(double[] logits, int[] targets, Span<double> losses, double[] gradient, double[] upstream)")]
    [InlineData(", Layout = ClassLayout.ClassFirst", $"float ⟦Loss⟧({Inputs}, ReadOnlySpan<float> weights, Span<float> gradient)", "spatialSize", $"float Loss({Inputs}, ReadOnlySpan<float> weights, int spatialSize, Span<float> gradient)")]
    [InlineData("", $"float Loss({Inputs}, ⟦float upstream⟧)", "gradient", $"float Loss({Inputs}, Span<float> gradient, float upstream)")]
    [InlineData("", "float Loss(⟦double upstream⟧, double[] logits, int[] targets)", "gradient", "float Loss(Span<double> gradient, double upstream, double[] logits, int[] targets)")]
    [InlineData("", "float Loss(ReadOnlyTensorSpan<float> logits, int[] targets, ⟦float upstream⟧)", "gradient", "float Loss(ReadOnlyTensorSpan<float> logits, int[] targets, TensorSpan<float> gradient, float upstream)")]
    [InlineData("", $"float ⟦Loss⟧(int[] targets, Span<float> gradient = default)", "logits", "float Loss(ReadOnlySpan<float> logits, int[] targets, Span<float> gradient = default)")]
    [InlineData("", $"float ⟦Loss⟧(float[] logits, Span<float> gradient = default)", "targets", "float Loss(float[] logits, ReadOnlySpan<int> targets, Span<float> gradient = default)")]
    [InlineData("", $"float ⟦Loss⟧(this int[] targets)", "logits", "float Loss(this int[] targets, ReadOnlySpan<float> logits)")]
    public Task What_is_missing_is_added_at_its_place(string options, string signature, string name, string expected)
    {
        string type = signature.Contains("double[] logits") ? "double Loss" : "float Loss";
        return Fixed.Is(new AddParameterFix(), $"Add parameter '{name}'", Of(signature.Replace("float Loss", type), options), Of(expected.Replace("float Loss", type), options));
    }

    [Theory]
    [InlineData("", "double ⟦Loss⟧(double[] logits)", "targets", "double Loss(double[] logits, ReadOnlySpan<double> targets)")]
    [InlineData(", Reduction = Reduction.None", "void ⟦Loss⟧(float[] logits, float[] targets, float[] labelWeights)", "losses", "void Loss(float[] logits, float[] targets, Span<float> losses, float[] labelWeights)")]
    public Task What_a_binary_loss_misses_is_added(string options, string signature, string name, string expected) =>
        Fixed.Is(new AddParameterFix(), $"Add parameter '{name}'", OfBinary(signature, options), OfBinary(expected, options));

    [Fact]
    public Task A_line_for_each_parameter_stays_so() => Fixed.Is(
        new AddParameterFix(),
        "Add parameter 'losses'",
        Of("void ⟦Loss⟧(\n        ReadOnlySpan<float> logits,\n        ReadOnlySpan<int> targets)", ", Reduction = Reduction.None"),
        Of("void Loss(\n        ReadOnlySpan<float> logits,\n        ReadOnlySpan<int> targets,\n        Span<float> losses)", ", Reduction = Reduction.None"));

    [Fact]
    public Task A_line_for_each_parameter_stays_so_in_the_middle() => Fixed.Is(
        new AddParameterFix(),
        "Add parameter 'targets'",
        Of("float ⟦Loss⟧(\n        ReadOnlySpan<float> logits,\n        Span<float> gradient)"),
        Of("float Loss(\n        ReadOnlySpan<float> logits,\n        ReadOnlySpan<int> targets,\n        Span<float> gradient)"));

    [Fact]
    public Task All_that_is_missing_is_added_to_one_method() => Fixed.AreAll(
        new AddParameterFix(),
        [Of("void Loss()", ", Reduction = Reduction.None, Layout = ClassLayout.ClassFirst")],
        [Of($"void Loss({Inputs}, int spatialSize, Span<float> losses)", ", Reduction = Reduction.None, Layout = ClassLayout.ClassFirst")]);

    [Theory]
    [InlineData("", "⟦int target⟧", "target")]
    [InlineData("", "⟦ReadOnlySpan<float> Logits⟧", "Logits")]
    [InlineData("", "⟦float upstream⟧", "upstream")]
    [InlineData("", "⟦int spatialSize⟧", "spatialSize")]
    [InlineData(", ClassWeights = new double[] { 1, 2, 3 }", "⟦ReadOnlySpan<float> weights⟧", "weights")]
    public Task What_is_too_much_is_removed(string options, string parameter, string name) => Fixed.Is(
        new RemoveParameterFix(), $"Remove parameter '{name}'", Of($"float Loss({Inputs}, {parameter})", options), Of($"float Loss({Inputs})", options));

    [Fact]
    public Task What_is_too_much_twice_is_removed_once() => Fixed.AreAll(
        new RemoveParameterFix(), [Of($"float Loss({Inputs}, int spatialSize, float upstream, float Upstream)")], [Of($"float Loss({Inputs})")]);

    [Theory]
    [InlineData("gradiant", "gradient", "Span<float>")]
    [InlineData("weight", "weights", "ReadOnlySpan<float>")]
    [InlineData("prediction", "predictions", "Span<int>")]
    public Task A_misspelt_parameter_gets_the_name_that_was_meant(string name, string expected, string type) => Fixed.Is(
        new RenameParameterFix(), $"Rename to '{expected}'", Of($"float Loss({Inputs}, ⟦{type} {name}⟧)"), Of($"float Loss({Inputs}, {type} {expected})"));

    [Fact]
    public Task A_new_name_reaches_calls_and_comments()
    {
        const string Source = """
            using System;
            using CeGen;

            public static partial class Losses
            {
                /// <summary>A loss.</summary>
                /// <param name="logits">Scores.</param>
                /// <param name="targets">Classes.</param>
                /// <param name="MEANT">Where the gradient goes. See <paramref name="MEANT"/>.</param>
                [CrossEntropy(Classes = 3)]
                public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, Span<float> MEANT);

                internal static float Call(float[] x, int[] y, float[] gradiant) => Loss(logits: x, MEANT: gradiant, targets: y);
            }

            """;
        return Fixed.Is(
            new RenameParameterFix(),
            "Rename to 'gradient'",
            Source.Replace("Span<float> MEANT", "⟦Span<float> gradiant⟧").Replace("MEANT", "gradiant"),
            Source.Replace("MEANT", "gradient"));
    }

    [Fact]
    public Task All_misspelt_parameters_are_renamed() => Fixed.AreAll(
        new RenameParameterFix(),
        [Of("float Loss(ReadOnlySpan<float> logit, ReadOnlySpan<int> target5)").Replace("}", "    [CrossEntropy(Classes = 3)] public static partial float Other(float[] logits, int[] targetz);\n}"), "class Program { static float Main() => Losses.Loss(target5: new int[1], logit: new float[3]); }"],
        [Of($"float Loss({Inputs})").Replace("}", "    [CrossEntropy(Classes = 3)] public static partial float Other(float[] logits, int[] targets);\n}"), "class Program { static float Main() => Losses.Loss(targets: new int[1], logits: new float[3]); }"]);

    [Theory]
    [InlineData("int[] targets, ⟦int zebra⟧")]
    [InlineData("int[] targets, Span<float> gradient, ⟦Span<float> gradiant⟧")]
    [InlineData("int[] targets, ⟦int targetz⟧")]
    [InlineData("int target, ⟦int targetz⟧")]
    public async Task A_name_that_is_taken_or_unlike_any_is_left_to_the_user(string parameters) =>
        Assert.Empty(await Fixed.Titles(new RenameParameterFix(), Of($"float Loss(float[] logits, {parameters})")));
}
