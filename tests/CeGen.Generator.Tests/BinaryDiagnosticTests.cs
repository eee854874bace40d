using System.Reflection;
using CeGen.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace CeGen.Generator.Tests;

/// <summary>Wrong declarations of binary losses: the diagnostic, the text it stands at (between ⟦ and ⟧), and that no compiler error comes on top.</summary>
public sealed class BinaryDiagnosticTests
{
    private const string Good = "ReadOnlySpan<float> logits, ReadOnlySpan<float> targets";

    private const string Names = "logits, targets, losses, gradient, upstream, positiveWeights, labelWeights";

    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "CEGEN001", $"public static partial class Losses {{ [BinaryCrossEntropy(Labels = 3)] public static float ⟦Loss⟧({Good}) => 0; }}", "'Loss' must be declared partial and without a body, so that its kernel can be generated" },
        { "CEGEN002", $"public static class ⟦Losses⟧ {{ [BinaryCrossEntropy(Labels = 3)] public static partial float Loss({Good}); }}", "'Losses' must be declared partial, so that the kernel of 'Loss' can be added to it" },
        { "CEGEN006", In("Labels = 3, Reduction = ⟦(Reduction)7⟧", $"float Loss({Good})"), "Reduction is 7; expected None, Mean or Sum" },
        { "CEGEN008", In("Labels = 3", "float ⟦Loss⟧(ReadOnlySpan<float> targets)"), "'Loss' has no parameter 'logits': add a ReadOnlySpan of float or double" },
        { "CEGEN008", In("Labels = 3", "double ⟦Loss⟧(ReadOnlySpan<double> logits)"), "'Loss' has no parameter 'targets': add a ReadOnlySpan<double> of as many targets as logits" },
        { "CEGEN008", In("Labels = 3, Reduction = Reduction.None", $"void ⟦Loss⟧({Good})"), "'Loss' has no parameter 'losses': Reduction.None gives a loss per logit; add a Span<float> to receive them" },
        { "CEGEN009", In("Labels = 3", "float Loss(⟦ReadOnlySpan<Half> logits⟧, ReadOnlySpan<float> targets)"), "'logits' is of type 'System.ReadOnlySpan<System.Half>'; expected ReadOnlySpan<T>, Span<T> or T[], where T is float or double" },
        { "CEGEN009", In("Labels = 3", "float Loss(ReadOnlySpan<float> logits, ⟦ReadOnlySpan<int> targets⟧)"), "'targets' is of type 'System.ReadOnlySpan<int>'; expected ReadOnlySpan<float>, a target in [0, 1] per logit" },
        { "CEGEN032", In("Labels = 3", "float Loss(ReadOnlySpan<float> logits, ⟦ReadOnlySpan<double> targets⟧)"), "'targets' is of type 'System.ReadOnlySpan<double>', but 'logits' are of float; expected ReadOnlySpan<float>, a target in [0, 1] per logit" },
        { "CEGEN009", In("Labels = 3", $"float Loss({Good}, ⟦float labelWeights⟧)"), "'labelWeights' is of type 'float'; expected ReadOnlySpan<float>, a weight per label or per logit" },
        { "CEGEN032", In("Labels = 3", $"float Loss({Good}, ⟦double[] positiveWeights⟧)"), "'positiveWeights' is of type 'double[]', but 'logits' are of float; expected ReadOnlySpan<float>, a weight per label or per logit" },
        { "CEGEN009", In("Labels = 3", $"float Loss({Good}, ⟦ReadOnlySpan<float> gradient⟧)"), "'gradient' is of type 'System.ReadOnlySpan<float>'; expected Span<float>" },
        { "CEGEN031", In("Labels = 3, Reduction = Reduction.None", $"void Loss({Good}, Span<float> losses, Span<float> gradient, ⟦float upstream⟧)"), "'upstream' is of type 'float'; Reduction.None needs ReadOnlySpan<float>, an upstream gradient per logit" },
        { "CEGEN031", In("Labels = 3", $"float Loss({Good}, Span<float> gradient, ⟦Span<float> upstream⟧)"), "'upstream' is of type 'System.Span<float>'; Reduction.Mean needs float" },
        { "CEGEN010", In("Labels = 3", "float Loss(ReadOnlySpan<float> logits, ⟦in ReadOnlySpan<float> targets⟧)"), "'targets' is declared ref, in or out; declare it by value" },
        { "CEGEN011", In("Labels = 3", $"float Loss({Good}, ReadOnlySpan<float> labelWeights, ⟦ReadOnlySpan<float> LabelWeights⟧)"), "'labelWeights' and 'LabelWeights' mean the same; remove one" },
        { "CEGEN012", In("Labels = 3", $"⟦double⟧ Loss({Good})"), "'Loss' returns 'double'; with Reduction.Mean it returns 'float'" },
        { "CEGEN013", In("Labels = 3", $"float ⟦Loss⟧<T>({Good})"), "'Loss' has type parameters; declare a method for float and one for double" },
        { "CEGEN014", In("Labels = 3", $"float Loss({Good}, ⟦float upstream⟧)"), "'upstream' has an effect on the gradient alone: add a parameter 'gradient', or remove it" },
        { "CEGEN023", $"public static partial class Losses {{ [⟦BinaryCrossEntropy⟧] public static partial float Loss({Good}); }}", "Labels is not set: give the number of labels, at least 1, such as [BinaryCrossEntropy(Labels = 10)]" },
        { "CEGEN024", In("Labels = ⟦0⟧", $"float Loss({Good})"), "Labels is 0; expected at least 1" },
        { "CEGEN024", In("Labels = ⟦-5⟧", $"float Loss({Good})"), "Labels is -5; expected at least 1" },
        { "CEGEN019", In("Labels = 3, FocalGamma = ⟦-0.5⟧", $"float Loss({Good})"), "FocalGamma is -0.5; expected a finite float of at least 0" },
        { "CEGEN019", In("Labels = 3, FocalGamma = ⟦double.NaN⟧", $"float Loss({Good})"), "FocalGamma is NaN; expected a finite float of at least 0" },
        { "CEGEN019", In("Labels = 3, FocalGamma = ⟦1e39⟧", $"float Loss({Good})"), "FocalGamma is 1E+39; expected a finite float of at least 0" },
        { "CEGEN025", In("Labels = 3, FocalAlpha = ⟦1.5⟧", $"float Loss({Good})"), "FocalAlpha is 1.5; expected a number in [0, 1], or nothing for no balance" },
        { "CEGEN025", In("Labels = 3, FocalAlpha = ⟦-1⟧", $"float Loss({Good})"), "FocalAlpha is -1; expected a number in [0, 1], or nothing for no balance" },
        { "CEGEN016", In("Labels = 3, PositiveWeights = ⟦new double[] { 1, 2 }⟧", $"float Loss({Good})"), "PositiveWeights has 2 weights; expected 3, one per label" },
        { "CEGEN016", In("Labels = 3, LabelWeights = ⟦new double[] { }⟧", $"float Loss({Good})"), "LabelWeights has 0 weights; expected 3, one per label" },
        { "CEGEN017", In("Labels = 3, PositiveWeights = new[] { 1, ⟦-2.5⟧, -1 }", $"float Loss({Good})"), "PositiveWeights[1] is -2.5; expected a finite float of at least 0" },
        { "CEGEN017", In("Labels = 2, LabelWeights = new[] { 1, ⟦double.NaN⟧ }", $"float Loss({Good})"), "LabelWeights[1] is NaN; expected a finite float of at least 0" },
        { "CEGEN017", In("Labels = 1, LabelWeights = new[] { ⟦double.PositiveInfinity⟧ }", $"double Loss({Good.Replace("float", "double")})"), "LabelWeights[0] is Infinity; expected a finite double of at least 0" },
        { "CEGEN017", In("Labels = 1, LabelWeights = new[] { ⟦1e39⟧ }", $"float Loss({Good})"), "LabelWeights[0] is 1E+39; expected a finite float of at least 0" },
        { "CEGEN018", In("Labels = 1, LabelWeights = new[] { 2.0 }", $"float Loss({Good}, ⟦ReadOnlySpan<float> labelWeights⟧)"), "'labelWeights' passes at run time what the attribute's LabelWeights gives as constants; remove one" },
        { "CEGEN018", In("Labels = 1, PositiveWeights = new[] { 2.0 }", $"float Loss({Good}, ⟦float[] PositiveWeights⟧)"), "'PositiveWeights' passes at run time what the attribute's PositiveWeights gives as constants; remove one" },
        { "CEGEN007", In("Labels = 3", $"float Loss({Good}, ⟦ReadOnlySpan<float> posWeights⟧)"), $"'posWeights' is no parameter of a binary cross entropy (did you mean 'positiveWeights'?); expected {Names}" },
        { "CEGEN007", In("Labels = 3", $"float Loss({Good}, ⟦int zebra⟧)"), $"'zebra' is no parameter of a binary cross entropy; expected {Names}" },
        { "CEGEN007", In("Labels = 3", $"float Loss({Good}, ⟦ReadOnlySpan<float> weights⟧)"), $"'weights' is no parameter of a binary cross entropy; expected {Names}" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public async Task A_mistake_is_reported_at_the_piece_at_fault(string id, string marked, string message)
    {
        string source = "using System;\nusing CeGen;\n" + marked;
        int start = source.IndexOf('⟦', StringComparison.Ordinal);
        int length = source.IndexOf('⟧', StringComparison.Ordinal) - start - 1;
        Generation generation = Generation.Run(source.Replace("⟦", "").Replace("⟧", ""));

        Diagnostic diagnostic = Assert.Single(await generation.AnalyzerDiagnostics());
        Assert.Equal((id, message), (diagnostic.Id, diagnostic.GetMessage()));
        Assert.Equal((start, length), (diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_brings_no_compiler_error_and_a_body_that_throws(string id, string marked, string message)
    {
        Generation generation = Generation.Run("using System;\nusing CeGen;\n" + marked.Replace("⟦", "").Replace("⟧", ""));
        if (id is "CEGEN001" or "CEGEN002")
        {
            // There is no place for a body.
            Assert.Empty(generation.Result.GeneratedTrees);
            return;
        }

        LoadedAssembly assembly = generation.Load();
        Assert.DoesNotContain("file readonly struct", generation.SingleSource, StringComparison.Ordinal);
        Assert.Contains(Emitting.Literal.Of($"{id}: {message}.").Trim('"'), generation.SingleSource, StringComparison.Ordinal);
        MethodInfo[] methods = assembly.Assembly.GetType("Losses")!.GetMethods(BindingFlags.Public | BindingFlags.Static);
        Assert.Contains(methods, m => m.Name == "Loss");

        // A wrong option leaves the overloads, so that their callers are no errors on top.
        bool isOption = marked.IndexOf('⟦', StringComparison.Ordinal) < marked.IndexOf("public static partial", marked.IndexOf('[', StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(isOption ? 3 : 1, methods.Length);
    }

    [Theory]
    [InlineData("Labels = 1")]
    [InlineData("Labels = 3, FocalGamma = 0, FocalAlpha = 0")]
    [InlineData("Labels = 3, FocalGamma = 1e38, FocalAlpha = 1")]
    [InlineData("Labels = 3, FocalAlpha = double.NaN")]
    [InlineData("Labels = 3, PositiveWeights = new double[] { 0, -0.0, 3.4e38 }, LabelWeights = null")]
    [InlineData("Labels = 3, LabelWeights = new double[] { 1, 2, 3 }, Reduction = Reduction.Sum, GenerateBackward = false")]
    public async Task What_is_right_is_silent(string arguments)
    {
        Generation generation = Generation.Run("using System;\nusing CeGen;\n" + In(arguments, $"float Loss({Good})"));

        Assert.Empty(await generation.AnalyzerDiagnostics());
        Assert.Empty(generation.CompilerDiagnostics());
        Assert.Contains("file readonly struct", generation.SingleSource, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LabelWeights = new double[] { 1 }, ", "ReadOnlySpan<float> positiveWeights")]
    [InlineData("PositiveWeights = new double[] { 1 }, ", "ReadOnlySpan<float> labelWeights")]
    public async Task One_kind_of_weights_may_be_constant_and_the_other_passed(string constants, string parameter) =>
        Assert.Empty(await Generation.Run("using System;\nusing CeGen;\n" + In(constants + "Labels = 1", $"float Loss({Good}, {parameter})")).AnalyzerDiagnostics());

    [Fact]
    public async Task A_method_is_one_loss()
    {
        Generation generation = Generation.Run("using System;\nusing CeGen;\npublic static partial class Losses { [CrossEntropy(Classes = 3), BinaryCrossEntropy(Labels = 3)] public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets); }");
        Diagnostic[] diagnostics = [.. await generation.AnalyzerDiagnostics()];

        Diagnostic both = Assert.Single(diagnostics, d => d.Id == "CEGEN026");
        Assert.Equal("'Loss' is a [CrossEntropy] too; remove one of the two attributes, or declare a method for each", both.GetMessage());
        Assert.Equal("BinaryCrossEntropy(Labels = 3)", both.Location.SourceTree!.ToString().Substring(both.Location.SourceSpan.Start, both.Location.SourceSpan.Length));
        Assert.Empty(generation.CompilerDiagnostics());
        Assert.Single(generation.Result.GeneratedTrees);
    }

    [Fact]
    public async Task Several_mistakes_are_all_reported()
    {
        Generation generation = Generation.Run("using System;\nusing CeGen;\n" + In("Labels = 0, FocalGamma = -1, FocalAlpha = 2", "double Loss(ReadOnlySpan<float> logits, ReadOnlySpan<string> targets)"));

        Assert.Equal(["CEGEN009", "CEGEN012", "CEGEN019", "CEGEN024", "CEGEN025"], (await generation.AnalyzerDiagnostics()).Select(d => d.Id).Order());
        Assert.Empty(generation.CompilerDiagnostics());
    }

    [Theory]
    [InlineData("Labels = \"three\"")]
    [InlineData("Labels = 99999999999")]
    [InlineData("Label = 3")]
    [InlineData("Labels = 2, PositiveWeights = new double[] { \"x\", 1 }")]
    [InlineData("Labels = 2, PositiveWeights = new int[] { 1, 2 }")]
    [InlineData("Labels = 2, PositiveWeights = 3")]
    public async Task What_the_compiler_refuses_gets_no_second_sentence(string arguments)
    {
        Generation generation = Generation.Run("using System;\nusing CeGen;\n" + In(arguments, $"float Loss({Good})"));

        Assert.DoesNotContain(generation.CompilerDiagnostics(), d => d.Id == "CS8795" || generation.Result.GeneratedTrees.Contains(d.Location.SourceTree!));
        Assert.NotEmpty(generation.CompilerDiagnostics());
        Assert.Empty(await generation.AnalyzerDiagnostics());
    }

    private static string In(string arguments, string method)
    {
        string attribute = $"BinaryCrossEntropy({arguments})";
        return $"public static partial class Losses {{ [{attribute}] public static partial {method}; }}";
    }
}
