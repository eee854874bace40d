using CeGen.CodeFixes.Tests.Harness;
using CeGen.Generator.CodeFixes;
using Microsoft.CodeAnalysis;

namespace CeGen.CodeFixes.Tests;

/// <summary>A loss whose options are constants becomes a generated one.</summary>
public sealed class GeneratedLossTests
{
    private const string Spans = "ReadOnlySpan<float> logits, ReadOnlySpan<int> targets";

    [Theory]
    [InlineData("", "loss.Forward<float, int>(x, t)", "Loss(x, t)", Spans)]
    [InlineData("", "loss.ForwardBackward<float, int>(x, t, g)", "Loss(x, t, g)", Spans)]
    [InlineData("", "loss.Forward<float, int>(targets: t, logits: x, losses: g)", "Loss(x, t, g)", Spans + ", Span<float> losses")]
    [InlineData("", "loss.Forward<float, int>(x, t[0])", "Loss(x, t[0])", "ReadOnlySpan<float> logits, int target")]
    [InlineData("", "loss.Forward<float>(x, g)", "Loss(x, g)", "ReadOnlySpan<float> logits, ReadOnlySpan<float> targets")]
    [InlineData("", "loss.Forward<float, int>(x, t, new CrossEntropyExtras<float> { Weights = w, Losses = g })", "Loss(x, t, w, g)", Spans + ", ReadOnlySpan<float> weights, Span<float> losses")]
    [InlineData("", "loss.ForwardBackward<float, int>(x, t, g, new() { LogSumExp = w })", "Loss(x, t, w, g)", Spans + ", Span<float> logSumExp")]
    [InlineData("LabelSmoothing = 0.25, IgnoreIndex = -1, Reduction = Reduction.Sum", "loss.Forward<float, int>(x, t)", "Loss(x, t)", Spans, "Reduction = Reduction.Sum, LabelSmoothing = 0.25, IgnoreIndex = -1")]
    [InlineData("Layout = ClassLayout.ClassFirst", "loss.Forward<float, int>(x, t, new() { SpatialSize = 4 })", "Loss(x, t, 4)", Spans + ", int spatialSize", "Layout = ClassLayout.ClassFirst")]
    [InlineData("AllIgnored = AllIgnored.Zero, IgnoreIndex = 7", "loss.Forward<float>(x, g)", "Loss(x, g)", "ReadOnlySpan<float> logits, ReadOnlySpan<float> targets")]
    [InlineData("", "loss.Forward<float, int>(y, s)", "Loss(y, s)", "ReadOnlyTensorSpan<float> logits, ReadOnlyTensorSpan<int> targets")]
    public Task A_call_becomes_one_of_a_generated_method(string options, string call, string expected, string parameters, string attribute = "") => Fixed.Is(
        new GeneratedLossFix(),
        "Generate 'Loss' with [CrossEntropy] and call it",
        In($"CrossEntropyLoss loss = new(3{(options.Length > 0 ? $", new CrossEntropyOptions {{ {options} }}" : "")});\n        return ⟦{call}⟧;"),
        In($"return {expected};", $"private static partial float Loss({parameters});", attribute));

    [Fact]
    public async Task A_type_that_its_file_hides_gets_no_method() => Assert.Empty(await Fixed.Titles(
        new GeneratedLossFix(), In("return ⟦new CrossEntropyLoss(3).Forward<float, int>(x, t)⟧;").Replace("internal static class", "file static class")));

    [Fact]
    public Task A_backward_call_becomes_one_of_the_generated_backward() => Fixed.Is(
        new GeneratedLossFix(),
        "Generate 'Criterion' with [CrossEntropy] and call it",
        In("var criterion = new CrossEntropyLoss(3);\n        ⟦criterion.Backward<float, int>(x, t, 2, g)⟧;\n        return 0;"),
        In("CriterionBackward(x, t, 2, g);\n        return 0;", $"private static partial float Criterion({Spans});"));

    [Fact]
    public Task A_loss_for_each_row_is_written_to_losses() => Fixed.Is(
        new GeneratedLossFix(),
        "Generate 'Loss' with [CrossEntropy] and call it",
        In("⟦new CrossEntropyLoss(3, new() { Reduction = Reduction.None }).ForwardBackward<float, int>(x, t, w, g)⟧;\n        return 0;"),
        In("Loss(x, t, w, g);\n        return 0;", $"private static partial void Loss({Spans}, Span<float> losses);", "Reduction = Reduction.None"));

    [Fact]
    public Task A_gradient_for_each_row_takes_an_upstream_one_for_each() => Fixed.Is(
        new GeneratedLossFix(),
        "Generate 'Loss' with [CrossEntropy] and call it",
        In("⟦new CrossEntropyLoss(3, new() { Reduction = Reduction.None }).Backward<float, int>(x, t, w, g)⟧;\n        return 0;"),
        In("LossBackward(x, t, w, g);\n        return 0;", $"private static partial void Loss({Spans}, Span<float> losses);", "Reduction = Reduction.None"));

    [Fact]
    public Task A_loss_that_is_used_again_and_a_name_that_is_taken_stay() => Fixed.Is(
        new GeneratedLossFix(),
        "Generate 'Step2' with [CrossEntropy] and call it",
        In("var step = new CrossEntropyLoss(3);\n        return step.Classes + ⟦step.Forward<float, int>(x, t)⟧;"),
        In("var step = new CrossEntropyLoss(3);\n        return step.Classes + Step2(x, t);", $"private static partial float Step2({Spans});"));

    [Theory]
    [InlineData("_criterion")]
    [InlineData("this._criterion")]
    public Task The_types_around_a_call_become_partial_and_fields_stay(string receiver)
    {
        const string Source = """
            using CeGen;

            namespace Training
            {
                public readonly struct Outer
                {
                    private sealed class Inner
                    {
                        private readonly CrossEntropyLoss _criterion = new(3);

                        public double Step(double[] x, byte[] t) => CALL(x, t);DECLARATION
                    }
                }
            }

            """;
        return Fixed.Is(
            new GeneratedLossFix(),
            "Generate 'Criterion' with [CrossEntropy] and call it",
            Source.Replace("CALL(x, t)", $"⟦{receiver}.Forward<double, byte>(x, t)⟧").Replace("DECLARATION", ""),
            Source.Replace("CALL", "Criterion").Replace("struct", "partial struct").Replace("class", "partial class").Replace("DECLARATION", """


                        [CrossEntropy(Classes = 3)]
                        private static partial double Criterion(System.ReadOnlySpan<double> logits, System.ReadOnlySpan<byte> targets);
            """));
    }

    [Theory]
    [InlineData("", "\npartial class Program\n{\n    [CrossEntropy(Classes = 3)]\n    private static partial float Criterion(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);\n}\n")]
    [InlineData("\ninternal class Program\n{\n}\n", "\ninternal partial class Program\n{\n    [CrossEntropy(Classes = 3)]\n    private static partial float Criterion(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);\n}\n")]
    public Task A_program_of_statements_gets_a_class(string program, string expected) => Fixed.Is(
        new GeneratedLossFix(),
        "Generate 'Criterion' with [CrossEntropy] and call it",
        "using System;\nusing CeGen;\n\nvar criterion = new CrossEntropyLoss(3);\nConsole.WriteLine(⟦criterion.Forward<float, int>(new float[3], new int[1])⟧);\n" + program,
        "using System;\nusing CeGen;\n\nConsole.WriteLine(Criterion(new float[3], new int[1]));\n" + expected,
        output: OutputKind.ConsoleApplication);

    [Fact]
    public Task Names_are_as_short_as_the_file_lets_them() => Fixed.Is(
        new GeneratedLossFix(),
        "Generate 'Loss' with [CrossEntropy] and call it",
        "internal class Training\n{\n    private static float Step(float[] x, int[] t) => ⟦new CeGen.CrossEntropyLoss(3, new() { Reduction = CeGen.Reduction.Sum }).Forward<float, int>(x, t)⟧;\n}\n",
        "internal partial class Training\n{\n    private static float Step(float[] x, int[] t) => Loss(x, t);\n\n    [CeGen.CrossEntropy(Classes = 3, Reduction = CeGen.Reduction.Sum)]\n    private static partial float Loss(System.ReadOnlySpan<float> logits, System.ReadOnlySpan<int> targets);\n}\n");

    [Theory]
    [InlineData("var extras = new CrossEntropyExtras<float>();\n        return ⟦new CrossEntropyLoss(3).Forward<float, int>(x, t, extras)⟧;")]
    [InlineData("⟦new CrossEntropyLoss(3).Backward<float, int>(x, t, 1, g, new() { Losses = w })⟧;\n        return 0;")]
    [InlineData("return ⟦new CrossEntropyLoss(3, new() { Reduction = Reduction.None }).Forward<float, int>(x, t)⟧;")]
    [InlineData("return ⟦new CrossEntropyLoss(3, new() { Layout = ClassLayout.ClassFirst }).Forward<float, int>(x, t)⟧;")]
    [InlineData("⟦new CrossEntropyLoss(3).Backward<float, int>(x, t, w, g)⟧;\n        return 0;")]
    public async Task A_call_that_no_generated_method_can_take_over_stays(string body) => Assert.Empty(await Fixed.Titles(new GeneratedLossFix(), In(body)));

    private static string In(string body, string? declaration = null, string options = "")
    {
        string partial = declaration is null ? "" : "partial ";
        string added = declaration is null ? "" : $"\n    [CrossEntropy(Classes = 3{(options.Length > 0 ? ", " + options : "")})]\n    {declaration}\n";
        return $$"""
            using System;
            using System.Numerics.Tensors;
            using CeGen;

            internal static {{partial}}class Training
            {
                private static float Step(float[] x, int[] t, float[] g, float[] w, Tensor<float> y, Tensor<int> s)
                {
                    {{body}}
                }
            {{added}}}

            """.Replace("            \n", "\n");
    }
}
