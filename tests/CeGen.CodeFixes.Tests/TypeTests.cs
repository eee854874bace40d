using CeGen.CodeFixes.Tests.Harness;
using CeGen.Generator.CodeFixes;
using static CeGen.CodeFixes.Tests.Harness.Declaration;

namespace CeGen.CodeFixes.Tests;

/// <summary>What has the wrong type gets the right one, where that is one definite type.</summary>
public sealed class TypeTests
{
    [Theory]
    [InlineData("", $"⟦double⟧ Loss({Inputs})", "float")]
    [InlineData(", Reduction = Reduction.Sum", "⟦void⟧ Loss(double[] logits, byte[] targets)", "double")]
    [InlineData(", Reduction = Reduction.None", $"⟦ReadOnlySpan<float>⟧ Loss({Inputs}, Span<float> losses)", "void")]
    public Task A_loss_returns_what_its_reduction_gives(string options, string signature, string type) => Fixed.Is(
        new ReturnTypeFix(), $"Return '{type}'", Of(signature, options), Of(type + signature.Split('⟧')[1], options));

    [Fact]
    public Task What_returns_something_says_its_accessibility() => Fixed.Is(
        new ReturnTypeFix(),
        "Return 'float'",
        Of($"⟦void⟧ Loss({Inputs})").Replace("    public static", "    static"),
        Of($"float Loss({Inputs})").Replace("    public static", "    private static"));

    [Fact]
    public Task All_return_types_are_fixed() => Fixed.AreAll(
        new ReturnTypeFix(),
        [Of($"int Loss({Inputs})").Replace("}", $"    [BinaryCrossEntropy(Labels = 2)] public static partial void Other(double[] logits, double[] targets);\n}}")],
        [Of($"float Loss({Inputs})").Replace("}", $"    [BinaryCrossEntropy(Labels = 2)] public static partial double Other(double[] logits, double[] targets);\n}}")]);

    [Theory]
    [InlineData("Span<double> gradient", "Span<float> gradient")]
    [InlineData("ReadOnlySpan<float> gradient", "Span<float> gradient")]
    [InlineData("List<float> losses", "Span<float> losses")]
    [InlineData("ReadOnlySpan<float> logSumExp", "Span<float> logSumExp")]
    [InlineData("Span<long> predictions", "Span<int> predictions")]
    [InlineData("double[] weights", "ReadOnlySpan<float> weights")]
    [InlineData("float[] gradient, double upstream", "float[] gradient, float upstream")]
    public Task A_parameter_gets_its_type(string parameter, string expected)
    {
        string wrong = parameter.Split(", ")[^1];
        string[] right = expected.Split(", ")[^1].Split(' ');
        return Fixed.Is(
            new ParameterTypeFix(),
            $"Change the type of '{right[1]}' to {right[0]}",
            Of($"float Loss({Inputs}, {parameter.Replace(wrong, $"⟦{wrong}⟧")})").Replace("List", "System.Collections.Generic.List"),
            Of($"float Loss({Inputs}, {expected})"));
    }

    [Theory]
    [InlineData(", Layout = ClassLayout.ClassFirst", $"float Loss({Inputs}, ⟦long spatialSize⟧)", "int")]
    [InlineData(", Reduction = Reduction.None", $"void Loss({Inputs}, Span<float> losses, Span<float> gradient, ⟦float upstream⟧)", "ReadOnlySpan<float>")]
    [InlineData("", "float Loss(ReadOnlyTensorSpan<float> logits, ReadOnlySpan<int> targets, ⟦Span<double> gradient⟧)", "TensorSpan<float>")]
    [InlineData(", Reduction = Reduction.None", "void Loss(ReadOnlyTensorSpan<float> logits, ReadOnlySpan<int> targets, Span<float> losses, Span<float> gradient, ⟦float upstream⟧)", "ReadOnlyTensorSpan<float>")]
    public Task The_type_follows_from_the_rest_of_the_declaration(string options, string signature, string type)
    {
        string name = signature.Split('⟦')[1].Split('⟧')[0].Split(' ')[1];
        return Fixed.Is(
            new ParameterTypeFix(), $"Change the type of '{name}' to {type}", Of(signature, options), Of($"{signature.Split('⟦')[0]}{type} {name})", options));
    }

    [Theory]
    [InlineData("⟦ReadOnlySpan<int> targets⟧", "ReadOnlySpan<double> targets")]
    [InlineData("double[] targets, ⟦float[] labelWeights⟧", "double[] targets, ReadOnlySpan<double> labelWeights")]
    [InlineData("double[] targets, ⟦decimal positiveWeights⟧", "double[] targets, ReadOnlySpan<double> positiveWeights")]
    public Task A_parameter_of_a_binary_loss_gets_its_type(string parameter, string expected)
    {
        string[] right = expected.Split(", ")[^1].Split(' ');
        return Fixed.Is(
            new ParameterTypeFix(),
            $"Change the type of '{right[1]}' to {right[0]}",
            OfBinary($"double Loss(double[] logits, {parameter})"),
            OfBinary($"double Loss(double[] logits, {expected})"));
    }

    [Fact]
    public Task A_type_is_written_as_the_file_lets_it() => Fixed.Is(
        new ParameterTypeFix(),
        "Change the type of 'gradient' to Span<float>",
        Of("float Loss(float[] logits, int[] targets, ⟦int gradient⟧)").Replace("using System;\n", ""),
        Of("float Loss(float[] logits, int[] targets, System.Span<float> gradient)").Replace("using System;\n", ""));

    [Theory]
    [InlineData("⟦decimal[] logits⟧, int[] targets")]
    [InlineData("float[] logits, ⟦char[] targets⟧")]
    [InlineData("float[] logits, ⟦float target⟧")]
    [InlineData("decimal[] logits, int[] targets, ⟦decimal[] gradient⟧")]
    public async Task A_type_of_several_that_fit_is_left_to_the_user(string parameters) =>
        Assert.Empty(await Fixed.Titles(new ParameterTypeFix(), Of($"float Loss({parameters})")));

    [Fact]
    public Task All_types_are_fixed() => Fixed.AreAll(
        new ParameterTypeFix(),
        [Of($"float Loss({Inputs}, double[] losses, Span<float> predictions)")],
        [Of($"float Loss({Inputs}, Span<float> losses, Span<int> predictions)")]);

    [Theory]
    [InlineData(" ref Span<float> gradient", "ref", " Span<float> gradient")]
    [InlineData(" in Span<float> gradient", "in", " Span<float> gradient")]
    [InlineData(" scoped ref readonly Span<float> gradient", "ref readonly", " scoped Span<float> gradient")]
    [InlineData("\n        in float[] gradient", "in", "\n        float[] gradient")]
    public Task A_parameter_is_passed_by_value(string parameter, string modifiers, string expected) => Fixed.Is(
        new RemoveModifierFix(),
        $"Remove '{modifiers}'",
        Of($"float Loss({Inputs},{parameter.Replace(parameter.Trim(), $"⟦{parameter.Trim()}⟧")})"),
        Of($"float Loss({Inputs},{expected})"));

    [Fact]
    public Task All_parameters_are_passed_by_value() => Fixed.AreAll(
        new RemoveModifierFix(),
        [Of("float Loss(in ReadOnlySpan<float> logits, ref ReadOnlySpan<int> targets)")],
        [Of($"float Loss({Inputs})")]);
}
