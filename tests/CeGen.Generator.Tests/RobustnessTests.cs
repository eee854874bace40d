using System.Globalization;
using CeGen.Generator.Tests.Harness;

namespace CeGen.Generator.Tests;

/// <summary>Half-written sources, foreign cultures and odd attributes: the generator never fails, and writes the same everywhere.</summary>
public sealed class RobustnessTests
{
    private const string Source = """
        using System; using CeGen;
        public static partial class Losses
        {
            [CrossEntropy(Classes = 1000, Reduction = Reduction.None, LabelSmoothing = 0.1f, IgnoreIndex = -1, GenerateBackward = true)]
            public static partial void Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, Span<float> losses);
        }
        """;

    private const string Weighted = """
        using System; using CeGen;
        public static partial class Losses
        {
            [CrossEntropy(Classes = 3, ClassWeights = new[] { 1, 0.5, 1e-7 }, FocalGamma = 1.5, Layout = ClassLayout.ClassFirst)]
            public static partial double Loss(ReadOnlySpan<double> logits, ReadOnlySpan<int> targets, int spatialSize, Span<double> logSumExp);
        }
        """;

    [Theory]
    [InlineData(Source)]
    [InlineData(Weighted)]
    public async Task No_prefix_of_a_source_makes_generator_or_analyzer_fail(string source)
    {
        for (int length = 0; length <= source.Length; length++)
        {
            Generation generation = Generation.Run(source[..length]);
            Assert.All(generation.Result.Results, r => Assert.Null(r.Exception));
            Assert.DoesNotContain(await generation.AnalyzerDiagnostics(), d => d.Id == "AD0001");
        }
    }

    [Fact]
    public async Task No_missing_word_makes_generator_or_analyzer_fail()
    {
        string[] words = Source.Split(' ');
        for (int i = 0; i < words.Length; i++)
        {
            Generation generation = Generation.Run(string.Join(' ', words.Where((_, j) => j != i)));
            Assert.Null(generation.Result.Results[0].Exception);
            Assert.DoesNotContain(await generation.AnalyzerDiagnostics(), d => d.Id == "AD0001");
        }
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("sv-SE")]
    [InlineData("ar-SA")]
    [InlineData("fa-IR")]
    public void A_foreign_culture_changes_nothing(string name)
    {
        string expected = Generation.Run(Source).SingleSource;
        string weighted = Generation.Run(Weighted).SingleSource;
        CultureInfo before = CultureInfo.CurrentCulture;
        var culture = new CultureInfo(name);
        culture.NumberFormat.NegativeSign = "\u2212";
        culture.NumberFormat.NumberDecimalSeparator = ",";
        try
        {
            CultureInfo.CurrentCulture = culture;
            Assert.Equal(expected, Generation.Run(Source).SingleSource);
            Assert.Equal(weighted, Generation.Run(Weighted).SingleSource);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("IgnoreIndex = long.MinValue")]
    [InlineData("IgnoreIndex = long.MaxValue")]
    [InlineData("LabelSmoothing = double.Epsilon")]
    [InlineData("LabelSmoothing = 1e-30f")]
    [InlineData("LabelSmoothing = 0.99999999999999989")]
    [InlineData("LabelSmoothing = -0.0")]
    public void Odd_values_compile_and_run(string option)
    {
        LoadedAssembly assembly = Generation.Run($$"""
            using System; using CeGen;
            public static partial class Losses
            {
                [CrossEntropy(Classes = 3, {{option}})] public static partial float Few(ReadOnlySpan<float> logits, ReadOnlySpan<long> targets);
                [CrossEntropy(Classes = 50, {{option}})] public static partial double Many(ReadOnlySpan<double> logits, ReadOnlySpan<long> targets);
            }
            """).Load();

        Assert.Equal(Math.Log(3), assembly.Method<Forward<float, long>>("Few")(new float[3], [1]), 1e-6);
        Assert.Equal(Math.Log(50), assembly.Method<Forward<double, long>>("Many")(new double[50], [1]), 1e-12);
    }

    [Fact]
    public void A_project_without_CeGen_generates_nothing()
    {
        Assert.Empty(Generation.Run("class CrossEntropyAttribute : System.Attribute; class C { [CrossEntropy] void M() { } }").Result.GeneratedTrees);
    }
}
