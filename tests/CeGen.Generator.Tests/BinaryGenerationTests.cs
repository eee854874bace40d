using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using CeGen.Generator.Planning;
using CeGen.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CeGen.Generator.Tests;

/// <summary>The generator of binary losses as a program: forms, old languages, edits, half-written sources, foreign cultures, sizes.</summary>
public sealed class BinaryGenerationTests
{
    private const string Source = """
        using System; using CeGen;
        public static partial class Losses
        {
            [BinaryCrossEntropy(Labels = 3, FocalGamma = 1.5, FocalAlpha = 0.25, PositiveWeights = new double[] { 1, 2.5, 1e-9 })]
            public static partial float First(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets);
            [BinaryCrossEntropy(Labels = 40, Reduction = Reduction.None)]
            public static partial void Second(ReadOnlySpan<double> logits, double[] targets, Span<double> losses);
        }
        """;

    public static TheoryData<string> Methods =>
    [
        "public static partial float Loss(System.ReadOnlySpan<float> logits, System.ReadOnlySpan<float> targets);",
        "private partial float Loss(System.ReadOnlySpan<float> logits, System.ReadOnlySpan<float> targets);",
        "public static partial float @checked(float[] LOGITS, System.Span<float> @targets);",
        "public static partial double Loss(double[]? targets, double[] logits, System.Span<double> positiveWeights);",
        "public static partial float Loss(this System.ReadOnlySpan<float> logits, scoped System.ReadOnlySpan<float> targets, float[] labelWeights, params System.ReadOnlySpan<float> positiveWeights);",
        "public static partial float Loss(System.ReadOnlySpan<float> logits, System.ReadOnlySpan<float> targets, System.Span<float> losses, System.Span<float> gradient, float upstream);",
    ];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Every_form_of_method_compiles_without_a_warning(string method)
    {
        foreach (bool isChecked in new[] { false, true })
        {
            string kind = method.Contains(" static ", StringComparison.Ordinal) ? "static partial class" : "partial class";
            Generation generation = Generation.Run(
                $"public {kind} Losses {{ [CeGen.BinaryCrossEntropy(Labels = 2, FocalGamma = 2)] {method} }}", o => o.WithOverflowChecks(isChecked));

            Assert.Empty(generation.CompilerDiagnostics());
            Assert.Contains("file readonly struct", generation.SingleSource, StringComparison.Ordinal);
            Assert.Equal(isChecked, generation.SingleSource.Contains("unchecked", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_null_array_is_refused()
    {
        LoadedAssembly assembly = Generation.Run(Source).Load();

        MethodInfo method = assembly.Assembly.GetType("Losses")!.GetMethods().First(m => m.Name == "Second" && m.GetParameters().Length == 3);
        Assert.Equal("targets", Assert.Throws<ArgumentNullException>(() => method.CreateDelegate<Second>()([], null!, [])).ParamName);
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp9)]
    [InlineData(LanguageVersion.CSharp10)]
    [InlineData(LanguageVersion.CSharp11)]
    public void Older_language_versions_compute_the_same(LanguageVersion language)
    {
        BinaryLoss[] losses =
        [
            new("Folded", "float", 3, Reduction.Mean, 2, 0.25, LabelWeights: [1, 2, 3], PositiveWeights: [0.5, 1, 1.5]),
            new("Passed", "float", 3, Reduction.None, PassesLabelWeights: true, PassesPositiveWeights: true),
        ];
        Generation old = Generation.Run(BinaryLoss.Source(losses), language: language);
        Assert.Equal(language < LanguageVersion.CSharp11, old.Result.GeneratedTrees[0].ToString().Contains("Not specialised", StringComparison.Ordinal));
        LoadedAssembly today = Generation.Run(BinaryLoss.Source(losses)).Load();
        LoadedAssembly assembly = old.Load();
        foreach (BinaryLoss loss in losses)
        {
            float[] logits = Data.Logits(300, 1).As<float>();
            float[] targets = [.. logits.Select((_, i) => i % 2)];
            float[] upstream = [.. logits.Select(_ => 1f)];
            BinaryLoss.Outcome<float> expected = loss.Run(today, logits, targets, upstream, [1, 2, 3], [3, 2, 1]);
            BinaryLoss.Outcome<float> actual = loss.Run(assembly, logits, targets, upstream, [1, 2, 3], [3, 2, 1]);
            Assert.All(expected.Losses.Zip(actual.Losses), p => Assert.Equal(p.First, p.Second, 1e-5));
            Assert.All(expected.Gradient.Zip(actual.Gradient), p => Assert.Equal(p.First, p.Second, 1e-5));
        }
    }

    [Fact]
    public void Twins_of_both_kinds_do_not_collide()
    {
        Generation generation = Generation.Run("""
            using System; using CeGen;
            public static partial class Losses {
                [CrossEntropy(Classes = 3)] public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);
                [BinaryCrossEntropy(Labels = 3)] public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets);
                [BinaryCrossEntropy(Labels = 3)] public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, Span<float> losses);
                [BinaryCrossEntropy(Labels = 3)] public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, ReadOnlySpan<float> labelWeights);
                [BinaryCrossEntropy(Labels = 3)] public static partial float Mine(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets);
                public static float Mine(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, Span<float> gradient) => 42;
                public static void MineBackward(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets, float upstream, Span<float> gradient) { }
            }
            """);

        LoadedAssembly assembly = generation.Load();
        Assert.Equal(42, assembly.Method<Fused<float, float>>("Mine")([], [], []));
        Assert.NotNull(assembly.Method<Backward<float, float>>("LossBackward"));
        Assert.NotNull(assembly.Method<Backward<float, int>>("LossBackward"));

        // The third takes label weights, which are no output: it has a backward method of its own.
        Assert.Equal(3, assembly.Assembly.GetType("Losses")!.GetMethods().Count(m => m.Name == "LossBackward"));
    }

    [Fact]
    public void Without_GenerateBackward_there_is_the_declared_method_alone()
    {
        Generation generation = Generation.Run("public static partial class Losses { [CeGen.BinaryCrossEntropy(Labels = 3, GenerateBackward = false)] public static partial float Loss(float[] logits, float[] targets); }");

        Assert.Equal(2, Assert.Single(generation.Load().Assembly.GetType("Losses")!.GetMethods(BindingFlags.Static | BindingFlags.Public)).GetParameters().Length);
    }

    [Fact]
    public void Defaults_are_those_of_the_attribute()
    {
        var attribute = new BinaryCrossEntropyAttribute();
        var configuration = new Model.BinaryConfiguration();

        Assert.Equal((int)attribute.Reduction, (int)configuration.Reduction);
        Assert.Equal(attribute.FocalGamma, configuration.FocalGamma);
        Assert.True(double.IsNaN(attribute.FocalAlpha) && configuration.FocalAlpha is null);
        Assert.True(attribute.LabelWeights is null && configuration.LabelWeights is null);
        Assert.True(attribute.PositiveWeights is null && configuration.PositiveWeights is null);
        Assert.Equal(attribute.GenerateBackward, configuration.GenerateBackward);
    }

    [Theory]
    [InlineData("", "", IncrementalStepRunReason.Cached)]
    [InlineData("class Unrelated;", "", IncrementalStepRunReason.Unchanged)]
    [InlineData("", "1e-9", IncrementalStepRunReason.Modified)]
    [InlineData("", "FocalAlpha = 0.25", IncrementalStepRunReason.Modified)]
    public void Only_what_has_changed_is_planned_again(string added, string changed, IncrementalStepRunReason expected)
    {
        Generation first = Generation.Run(Source);
        string edited = (changed.Length == 0 ? Source : Source.Replace(changed, changed + "1")) + added;
        CSharpCompilation second = edited == Source
            ? first.Input
            : first.Input.ReplaceSyntaxTree(first.Input.SyntaxTrees[0], CSharpSyntaxTree.ParseText(edited, (CSharpParseOptions)first.Input.SyntaxTrees[0].Options, path: "Source.cs"));
        ImmutableArray<IncrementalGeneratorRunStep> plans = Generation.Run(second, first.Driver).Result.Results[1].TrackedSteps[CrossEntropyGenerator.PlanStep];
        IncrementalStepRunReason[] reasons = [.. plans.SelectMany(s => s.Outputs).Select(o => o.Reason)];

        Assert.Equal(2, reasons.Length);
        Assert.True(reasons[0] == expected || (expected == IncrementalStepRunReason.Unchanged && reasons[0] == IncrementalStepRunReason.Cached), reasons[0].ToString());
        Assert.True(reasons[1] is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, reasons[1].ToString());
    }

    [Fact]
    public async Task No_half_written_source_makes_generator_or_analyzer_fail()
    {
        string[] words = Source.Split(' ');
        IEnumerable<string> sources = Enumerable.Range(0, Source.Length / 3).Select(i => Source[..(3 * i)])
            .Concat(Enumerable.Range(0, words.Length).Select(i => string.Join(' ', words.Where((_, j) => j != i))));
        foreach (string source in sources)
        {
            Generation generation = Generation.Run(source);
            Assert.All(generation.Result.Results, r => Assert.Null(r.Exception));
            Assert.DoesNotContain(await generation.AnalyzerDiagnostics(), d => d.Id == "AD0001");
        }
    }

    [Fact]
    public void A_foreign_culture_changes_nothing()
    {
        string[] expected = [.. Generation.Run(Source).Result.GeneratedTrees.Select(t => t.ToString())];
        CultureInfo before = CultureInfo.CurrentCulture;
        var culture = new CultureInfo("de-DE");
        culture.NumberFormat.NegativeSign = "\u2212";
        try
        {
            CultureInfo.CurrentCulture = culture;
            Assert.Equal(expected, Generation.Run(Source).Result.GeneratedTrees.Select(t => t.ToString()));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Kernels_stay_within_the_budget_of_the_JIT_and_write_each_constant_once()
    {
        double[] weights = [.. Enumerable.Range(0, 300).Select(i => i / 8.0)];
        Generation generation = Generation.Run(BinaryLoss.Source(
            from gamma in new[] { 0, 0.5, 1, 2 }
            select new BinaryLoss($"G{gamma * 10}", "double", 300, Reduction.None, gamma, 0.25, LabelWeights: weights, PositiveWeights: weights)));

        Assert.All(generation.Result.GeneratedTrees, t => Assert.Equal(2, t.ToString().Split(" 37.375d,").Length - 1));
        MethodInfo[] methods = [.. generation.Load().KernelMethods()];
        Assert.True(methods.Length >= 4 * 7);
        foreach (MethodInfo method in methods)
        {
            MethodBody body = method.GetMethodBody()!;
            Assert.InRange(body.GetILAsByteArray()!.Length, 1, JitBudget.MostIlBytes);
            Assert.InRange(body.LocalVariables.Count, 0, JitBudget.MostLocals);
        }
    }

    private delegate void Second(ReadOnlySpan<double> logits, double[] targets, Span<double> losses);
}
