using System.Reflection;
using CeGen.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace CeGen.Generator.Tests;

/// <summary>
/// Wrong declarations: the diagnostic, the text it stands at (between the brackets ⟦ and ⟧), and that no compiler error comes on top.
/// </summary>
public sealed class DiagnosticTests
{
    private const string Good = "ReadOnlySpan<float> logits, ReadOnlySpan<int> targets";

    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "CEGEN002", $"public static class ⟦Losses⟧ {{ [CrossEntropy(Classes = 3)] public static partial float Loss({Good}); }}", "'Losses' must be declared partial, so that the kernel of 'Loss' can be added to it" },
        { "CEGEN002", $"public class ⟦Outer⟧ {{ public static partial class Losses {{ [CrossEntropy(Classes = 3)] public static partial float Loss({Good}); }} }}", "'Outer' must be declared partial, so that the kernel of 'Loss' can be added to it" },
        { "CEGEN002", $"file static partial class ⟦Losses⟧ {{ [CrossEntropy(Classes = 3)] public static partial float Loss({Good}); }}", "'Losses' must be visible outside its file, so that the kernel of 'Loss' can be added to it" },
        { "CEGEN001", $"public static partial class Losses {{ [CrossEntropy(Classes = 3)] public static float ⟦Loss⟧({Good}) => 0; }}", "'Loss' must be declared partial and without a body, so that its kernel can be generated" },
        { "CEGEN001", $"public static partial class Losses {{ [CrossEntropy(Classes = 3)] public static partial float ⟦Loss⟧({Good}); public static partial float Loss({Good}) => 0; }}", "'Loss' must be declared partial and without a body, so that its kernel can be generated" },
        { "CEGEN003", In("⟦CrossEntropy⟧", $"float Loss({Good})"), "Classes is not set: give the number of classes, at least 1, such as [CrossEntropy(Classes = 10)]" },
        { "CEGEN003", In("⟦CrossEntropy(LabelSmoothing = 0.5)⟧", $"float Loss({Good})"), "Classes is not set: give the number of classes, at least 1, such as [CrossEntropy(Classes = 10)]" },
        { "CEGEN004", In("CrossEntropy(Classes = ⟦0⟧)", $"float Loss({Good})"), "Classes is 0; expected at least 1" },
        { "CEGEN004", In("CrossEntropy(Classes = ⟦-5⟧)", $"float Loss({Good})"), "Classes is -5; expected at least 1" },
        { "CEGEN005", In("CrossEntropy(Classes = 3, LabelSmoothing = ⟦2⟧)", $"float Loss({Good})"), "LabelSmoothing is 2; expected a number in [0, 1]" },
        { "CEGEN005", In("CrossEntropy(Classes = 3, LabelSmoothing = ⟦-0.25⟧)", $"float Loss({Good})"), "LabelSmoothing is -0.25; expected a number in [0, 1]" },
        { "CEGEN005", In("CrossEntropy(Classes = 3, LabelSmoothing = ⟦float.NaN⟧)", $"float Loss({Good})"), "LabelSmoothing is NaN; expected a number in [0, 1]" },
        { "CEGEN006", In("CrossEntropy(Classes = 3, Reduction = ⟦(Reduction)7⟧)", $"float Loss({Good})"), "Reduction is 7; expected None, Mean or Sum" },
        { "CEGEN015", In("CrossEntropy(Classes = 3, AllIgnored = ⟦(AllIgnored)9⟧)", $"float Loss({Good})"), "AllIgnored is 9; expected NaN, Zero or Throw" },
        { "CEGEN007", In("CrossEntropy(Classes = 3)", $"float Loss({Good}, ⟦Span<float> gradiant⟧)"), "'gradiant' is no parameter of a cross entropy (did you mean 'gradient'?); expected logits, targets, target, weights, spatialSize, losses, logSumExp, predictions, gradient, upstream" },
        { "CEGEN007", In("CrossEntropy(Classes = 3)", $"float Loss({Good}, ⟦int zebra⟧)"), "'zebra' is no parameter of a cross entropy; expected logits, targets, target, weights, spatialSize, losses, logSumExp, predictions, gradient, upstream" },
        { "CEGEN008", In("CrossEntropy(Classes = 3)", "float ⟦Loss⟧(ReadOnlySpan<int> targets)"), "'Loss' has no parameter 'logits': add a ReadOnlySpan of float or double" },
        { "CEGEN008", In("CrossEntropy(Classes = 3)", "float ⟦Loss⟧(ReadOnlySpan<float> logits)"), "'Loss' has no parameter 'targets': add a ReadOnlySpan of byte, sbyte, short, ushort, int, uint, long or ulong (or 'target', one of them, for a single row; or a span as long as the logits, for probabilities)" },
        { "CEGEN008", In("CrossEntropy(Classes = 3, Reduction = Reduction.None)", $"void ⟦Loss⟧({Good})"), "'Loss' has no parameter 'losses': Reduction.None gives a loss per row; add a Span<float> to receive them" },
        { "CEGEN009", In("CrossEntropy(Classes = 3)", "float Loss(⟦ReadOnlySpan<decimal> logits⟧, ReadOnlySpan<int> targets)"), "'logits' is of type 'System.ReadOnlySpan<decimal>'; expected ReadOnlySpan<T>, Span<T>, T[] or ReadOnlyTensorSpan<T>, where T is float or double" },
        { "CEGEN009", In("CrossEntropy(Classes = 3)", "float Loss(ReadOnlySpan<float> logits, ⟦ReadOnlySpan<char> targets⟧)"), "'targets' is of type 'System.ReadOnlySpan<char>'; expected a ReadOnlySpan of byte, sbyte, short, ushort, int, uint, long or ulong, or of float for a probability per class" },
        { "CEGEN009", In("CrossEntropy(Classes = 3)", "float Loss(ReadOnlySpan<float> logits, ⟦ReadOnlySpan<DayOfWeek> targets⟧)"), "'targets' is of type 'System.ReadOnlySpan<System.DayOfWeek>'; expected a ReadOnlySpan of byte, sbyte, short, ushort, int, uint, long or ulong, or of float for a probability per class" },
        { "CEGEN032", In("CrossEntropy(Classes = 3)", $"float Loss({Good}, ⟦Span<double> gradient⟧)"), "'gradient' is of type 'System.Span<double>', but 'logits' are of float; expected Span<float>" },
        { "CEGEN009", In("CrossEntropy(Classes = 3)", $"float Loss({Good}, ⟦ReadOnlySpan<float> gradient⟧)"), "'gradient' is of type 'System.ReadOnlySpan<float>'; expected Span<float>" },
        { "CEGEN032", In("CrossEntropy(Classes = 3)", $"float Loss({Good}, Span<float> gradient, ⟦double upstream⟧)"), "'upstream' is of type 'double', but 'logits' are of float; expected float" },
        { "CEGEN009", In("CrossEntropy(Classes = 3)", $"float Loss({Good}, Span<float> gradient, ⟦string upstream⟧)"), "'upstream' is of type 'string'; expected float" },
        { "CEGEN031", In("CrossEntropy(Classes = 3, Reduction = Reduction.None)", $"void Loss({Good}, Span<float> losses, Span<float> gradient, ⟦float upstream⟧)"), "'upstream' is of type 'float'; Reduction.None needs ReadOnlySpan<float>, an upstream gradient per row" },
        { "CEGEN031", In("CrossEntropy(Classes = 3, Reduction = Reduction.Sum)", $"float Loss({Good}, Span<float> gradient, ⟦ReadOnlySpan<float> upstream⟧)"), "'upstream' is of type 'System.ReadOnlySpan<float>'; Reduction.Sum needs float" },
        { "CEGEN009", In("CrossEntropy(Classes = 3)", "float Loss(ReadOnlySpan<float> logits, ⟦float[,] targets⟧)"), "'targets' is of type 'float[,]'; expected a ReadOnlySpan of byte, sbyte, short, ushort, int, uint, long or ulong, or of float for a probability per class" },
        { "CEGEN010", In("CrossEntropy(Classes = 3)", "float Loss(⟦in ReadOnlySpan<float> logits⟧, ReadOnlySpan<int> targets)"), "'logits' is declared ref, in or out; declare it by value" },
        { "CEGEN010", In("CrossEntropy(Classes = 3)", $"float Loss({Good}, ⟦ref Span<float> gradient⟧)"), "'gradient' is declared ref, in or out; declare it by value" },
        { "CEGEN011", In("CrossEntropy(Classes = 3)", $"float Loss({Good}, ⟦int target⟧)"), "'targets' and 'target' mean the same; remove one" },
        { "CEGEN011", In("CrossEntropy(Classes = 3)", $"float Loss({Good}, ⟦ReadOnlySpan<float> Logits⟧)"), "'logits' and 'Logits' mean the same; remove one" },
        { "CEGEN012", In("CrossEntropy(Classes = 3)", $"⟦double⟧ Loss({Good})"), "'Loss' returns 'double'; with Reduction.Mean it returns 'float'" },
        { "CEGEN012", In("CrossEntropy(Classes = 3)", $"⟦DayOfWeek⟧ Loss({Good})"), "'Loss' returns 'System.DayOfWeek'; with Reduction.Mean it returns 'float'" },
        { "CEGEN012", In("CrossEntropy(Classes = 3)", $"⟦void⟧ Loss({Good})"), "'Loss' returns 'void'; with Reduction.Mean it returns 'float'" },
        { "CEGEN012", In("CrossEntropy(Classes = 3, Reduction = Reduction.None)", $"⟦float⟧ Loss({Good}, Span<float> losses)"), "'Loss' returns 'float'; with Reduction.None it returns 'void'" },
        { "CEGEN013", In("CrossEntropy(Classes = 3)", $"float ⟦Loss⟧<T>({Good}) where T : struct, System.IComparable<T>"), "'Loss' has type parameters; declare a method for float and one for double" },
        { "CEGEN016", In("CrossEntropy(Classes = 3, ClassWeights = ⟦new double[] { 1, 2 }⟧)", $"float Loss({Good})"), "ClassWeights has 2 weights; expected 3, one per class" },
        { "CEGEN017", In("CrossEntropy(Classes = 3, ClassWeights = new double[] { 1, 2, ⟦-0.5⟧ })", $"float Loss({Good})"), "ClassWeights[2] is -0.5; expected a finite float of at least 0" },
        { "CEGEN017", In("CrossEntropy(Classes = 2, ClassWeights = new[] { ⟦double.NaN⟧, 2 })", $"float Loss({Good})"), "ClassWeights[0] is NaN; expected a finite float of at least 0" },
        { "CEGEN017", In("CrossEntropy(Classes = 2, ClassWeights = new[] { 1, ⟦1 / 0.0⟧ })", $"float Loss({Good})"), "ClassWeights[1] is Infinity; expected a finite float of at least 0" },
        { "CEGEN018", In("CrossEntropy(Classes = 2, ClassWeights = new double[] { 1, 2 })", $"float Loss({Good}, ⟦ReadOnlySpan<float> weights⟧)"), "'weights' passes at run time what the attribute's ClassWeights gives as constants; remove one" },
        { "CEGEN019", In("CrossEntropy(Classes = 2, FocalGamma = ⟦-1⟧)", $"float Loss({Good})"), "FocalGamma is -1; expected a finite float of at least 0" },
        { "CEGEN019", In("CrossEntropy(Classes = 2, FocalGamma = ⟦double.PositiveInfinity⟧)", $"float Loss({Good})"), "FocalGamma is Infinity; expected a finite float of at least 0" },
        { "CEGEN020", In("CrossEntropy(Classes = 2, FocalGamma = ⟦2⟧, LabelSmoothing = 0.1)", $"float Loss({Good})"), "FocalGamma is 2, but the focal loss is not defined for label smoothing; remove one of the two" },
        { "CEGEN020", In("CrossEntropy(Classes = 2, FocalGamma = ⟦2⟧)", "float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets)"), "FocalGamma is 2, but the focal loss is not defined for class probabilities; make 'targets' class indices, or remove it" },
        { "CEGEN021", In("CrossEntropy(Classes = 2, Layout = ⟦(ClassLayout)2⟧)", $"float Loss({Good})"), "Layout is 2; expected ClassLast or ClassFirst" },
        { "CEGEN022", In("CrossEntropy(Classes = 2)", $"float Loss({Good}, ⟦int spatialSize⟧)"), "'spatialSize' has no effect here; set Layout = ClassLayout.ClassFirst, or remove it" },
        { "CEGEN022", In("CrossEntropy(Classes = 2)", "float Loss(ReadOnlySpan<float> logits, int target, ⟦int spatialSize⟧)"), "'spatialSize' has no effect here; a single row has no positions: remove it" },
        { "CEGEN008", In("CrossEntropy(Classes = 2, Layout = ClassLayout.ClassFirst)", $"float ⟦Loss⟧({Good})"), "'Loss' has no parameter 'spatialSize': with Layout = ClassLayout.ClassFirst, (N, C, d1…dK), add an int that is d1·…·dK" },
        { "CEGEN032", In("CrossEntropy(Classes = 2)", $"float Loss({Good}, ⟦double[] weights⟧)"), "'weights' is of type 'double[]', but 'logits' are of float; expected ReadOnlySpan<float>" },
        { "CEGEN009", In("CrossEntropy(Classes = 2)", $"float Loss({Good}, ⟦Span<long> predictions⟧)"), "'predictions' is of type 'System.Span<long>'; expected Span<int>" },
        { "CEGEN009", In("CrossEntropy(Classes = 2, Layout = ClassLayout.ClassFirst)", $"float Loss({Good}, ⟦long spatialSize⟧)"), "'spatialSize' is of type 'long'; expected int" },
        { "CEGEN009", In("CrossEntropy(Classes = 2)", $"float Loss({Good}, ⟦ReadOnlySpan<float> logSumExp⟧)"), "'logSumExp' is of type 'System.ReadOnlySpan<float>'; expected Span<float>" },
        { "CEGEN032", In("CrossEntropy(Classes = 2)", "float Loss(ReadOnlySpan<float> logits, ⟦ReadOnlySpan<double> targets⟧)"), "'targets' is of type 'System.ReadOnlySpan<double>', but 'logits' are of float; expected a ReadOnlySpan of byte, sbyte, short, ushort, int, uint, long or ulong, or of float for a probability per class" },
        { "CEGEN014", In("CrossEntropy(Classes = 3)", $"float Loss({Good}, ⟦float upstream⟧)"), "'upstream' has an effect on the gradient alone: add a parameter 'gradient', or remove it" },
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
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(message, diagnostic.GetMessage());
        Assert.Equal((start, length), (diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
    }

    [Theory]
    [InlineData("public static class Losses { static void M() { Local(); [⟦CrossEntropy(Classes = 3)⟧] static void Local() { } } }", "Local")]
    [InlineData("public static class Losses { static System.Action M() => [⟦CrossEntropy(Classes = 3)⟧] static () => { }; }", "lambda")]
    [InlineData("public static class Losses { public static int Value { [⟦CrossEntropy(Classes = 3)⟧] get => 3; } }", "get_Value")]
    [InlineData("public class Losses { [⟦BinaryCrossEntropy(Labels = 3)⟧] public static Losses operator !(Losses losses) => losses; }", "op_LogicalNot")]
    public async Task What_can_never_be_partial_is_refused(string marked, string name)
    {
        string source = "using CeGen;\n" + marked;
        int start = source.IndexOf('⟦', StringComparison.Ordinal);
        Generation generation = Generation.Run(source.Replace("⟦", "").Replace("⟧", ""));

        Diagnostic diagnostic = Assert.Single(await generation.AnalyzerDiagnostics());
        Assert.Equal("CEGEN001", diagnostic.Id);
        Assert.Equal($"'{name}' must be declared partial and without a body, so that its kernel can be generated", diagnostic.GetMessage());
        Assert.Equal(start, diagnostic.Location.SourceSpan.Start);
        Assert.Empty(generation.CompilerDiagnostics());
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

    [Fact]
    public async Task A_right_declaration_is_silent()
    {
        Generation generation = Generation.Run($"using System;\nusing CeGen;\n{In("CrossEntropy(Classes = 3, LabelSmoothing = 0.5, IgnoreIndex = 3)", $"float Loss({Good})")}");

        Assert.Empty(await generation.AnalyzerDiagnostics());
        Assert.Empty(generation.CompilerDiagnostics());
    }

    [Fact]
    public async Task A_pragma_silences_a_diagnostic()
    {
        Generation generation = Generation.Run($"using System;\nusing CeGen;\n#pragma warning disable CEGEN004\n{In("CrossEntropy(Classes = 0)", $"float Loss({Good})")}");

        Assert.Empty(await generation.AnalyzerDiagnostics());
    }

    [Fact]
    public async Task Several_mistakes_are_all_reported()
    {
        Generation generation = Generation.Run($"using System;\nusing CeGen;\n{In("CrossEntropy(Classes = 0, LabelSmoothing = 2)", "double Loss(ReadOnlySpan<float> logits, ReadOnlySpan<string> targets)")}");

        Assert.Equal(["CEGEN004", "CEGEN005", "CEGEN009", "CEGEN012"], (await generation.AnalyzerDiagnostics()).Select(d => d.Id).Order());
        Assert.Empty(generation.CompilerDiagnostics());
    }

    [Theory]
    [InlineData("CrossEntropy(Classes = \"three\")")]
    [InlineData("CrossEntropy(Classes = 99999999999)")]
    [InlineData("CrossEntropy(Klasses = 3)")]
    [InlineData("CrossEntropy(3)")]
    public async Task What_the_compiler_refuses_gets_no_second_sentence(string attribute)
    {
        Generation generation = Generation.Run($"using System;\nusing CeGen;\n{In(attribute, $"float Loss({Good})")}");

        Assert.DoesNotContain(generation.CompilerDiagnostics(), d => d.Id == "CS8795" || generation.Result.GeneratedTrees.Contains(d.Location.SourceTree!));
        Assert.NotEmpty(generation.CompilerDiagnostics());
        Assert.Empty(await generation.AnalyzerDiagnostics());
    }

    [Theory]
    [InlineData("public static async partial float Loss(float[] logits, int[] targets);")]
    [InlineData("public static public partial float Loss(float[] logits, int[] targets);")]
    [InlineData("public static volatile required partial float Loss(float[] logits, int[] targets);")]
    [InlineData("public partial static float Loss(float[] logits, int[] targets);")]
    [InlineData("public abstract partial float Loss(float[] logits, int[] targets);")]
    [InlineData("partial float Loss(float[] logits, int[] targets);")]
    [InlineData("partial float I.Loss(float[] logits, int[] targets);")]
    [InlineData("[CrossEntropy(Classes = 0)] public static partial float Loss(float[] logits, int[] targets);")]
    public async Task What_the_compiler_refuses_of_a_method_is_refused_once(string method)
    {
        string source = $"using CeGen; interface I {{ float Loss(float[] logits, int[] targets); }} abstract partial class Losses {{ [CrossEntropy(Classes = 3)] {method} }}";
        Generation generation = Generation.Run(source);

        string[] own = [.. generation.Input.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error && d.Id != "CS8795").Select(d => d.Id)];
        Assert.NotEmpty(own);
        Assert.Equal(own.Order(), generation.CompilerDiagnostics().Select(d => d.Id).Order());
        Assert.Empty(await generation.AnalyzerDiagnostics());
    }

    [Theory]
    [InlineData("float Loss(ReadOnlySpan<Unknown> logits, int[] targets)")]
    [InlineData("float Loss(float[] logits, Unknown[] targets)")]
    [InlineData("Unknown Loss(float[] logits, int[] targets)")]
    [InlineData("float Loss(float[] logits, int[] targets, int)")]
    public async Task A_type_or_name_that_the_compiler_misses_gets_no_second_sentence(string method)
    {
        Verdict verdict = Assert.Single(await DeclarationBatch.Run([In("CrossEntropy(Classes = 3)", method)]));

        Assert.Single(verdict.Refused);
        Assert.True(verdict is { Reported: [], Added: [], HasKernel: false }, verdict.ToString());
    }

    [Theory]
    [InlineData("public static partial float Loss(float* logits, int* targets)", "CEGEN009", "CEGEN009")]
    [InlineData("public static partial float Loss(float[] logits, int[] targets, __arglist)", "CEGEN007")]
    [InlineData("public static new partial float Loss<[Mark] T>(float[] logits, int[] targets) where T : allows ref struct", "CEGEN013")]
    [InlineData("public override partial float Loss<T>(float[] logits, int[] targets) where T : class", "CEGEN013")]
    public async Task A_signature_that_is_hard_to_repeat_brings_no_compiler_error(string method, params string[] ids)
    {
        Verdict verdict = Assert.Single(await DeclarationBatch.Run(
            [$"class MarkAttribute : Attribute {{ }} class Base {{ public virtual float Loss<T>(float[] logits, int[] targets) where T : class => 0; }} unsafe partial class Losses : Base {{ [CrossEntropy(Classes = 3)] {method}; }}"]));

        Assert.Equal(ids, verdict.Reported.Select(d => d.Id));
        Assert.True(verdict is { Refused: [], Added: [] }, verdict.ToString());
    }

    private static string In(string attribute, string method) =>
        method.Contains(" where ", StringComparison.Ordinal) || !method.EndsWith(';')
            ? $"public static partial class Losses {{ [{attribute}] public static partial {method}; }}"
            : method;
}
