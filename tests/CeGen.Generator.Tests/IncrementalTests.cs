using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using CeGen.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CeGen.Generator.Tests;

/// <summary>What runs again after an edit, and that nothing in the pipeline holds a compilation alive.</summary>
public sealed class IncrementalTests
{
    private const string Source = """
        using System;
        using CeGen;
        public static partial class Losses
        {
            [CrossEntropy(Classes = 10)] public static partial float First(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);
            [CrossEntropy(Classes = 100)] public static partial float Second(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);
        }
        """;

    [Fact]
    public void The_same_compilation_runs_nothing_again()
    {
        IReadOnlyList<IncrementalStepRunReason> reasons = PlansAfter(s => s);

        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached], reasons);
    }

    [Fact]
    public void An_unrelated_edit_leaves_the_plans_as_they_are()
    {
        IReadOnlyList<IncrementalStepRunReason> reasons = PlansAfter(s => "// A comment that moves everything.\n" + s + "\nclass Unrelated { int x = 3; }");

        Assert.Equal(2, reasons.Count);
        Assert.All(reasons, r => Assert.True(r is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));
    }

    [Fact]
    public void A_changed_option_plans_that_method_alone_again()
    {
        IReadOnlyList<IncrementalStepRunReason> reasons = PlansAfter(s => s.Replace("Classes = 10)", "Classes = 11)"));

        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], reasons);
    }

    [Theory]
    [InlineData("1, 0.5, 2", "1, 0.25, 2")]
    [InlineData("FocalGamma = 0", "FocalGamma = 1.5")]
    [InlineData("ClassLayout.ClassFirst", "ClassLayout.ClassLast")]
    public void A_changed_weight_gamma_or_layout_plans_that_method_alone_again(string before, string after)
    {
        const string Options = """
            using System;
            using CeGen;
            public static partial class Losses
            {
                [CrossEntropy(Classes = 3, ClassWeights = new[] { 1, 0.5, 2 }, FocalGamma = 0, Layout = ClassLayout.ClassFirst)] public static partial float First(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, int spatialSize);
                [CrossEntropy(Classes = 2, ClassWeights = new[] { 1, 0.75 })] public static partial float Second(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);
            }
            """;

        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], PlansAfter(s => s.Replace(before, after), Options));
        Assert.All(PlansAfter(s => s + "\nclass Unrelated;", Options), r => Assert.Equal(IncrementalStepRunReason.Cached, r));
    }

    [Fact]
    public void A_new_method_leaves_the_others_as_they_are()
    {
        IReadOnlyList<IncrementalStepRunReason> reasons = PlansAfter(s => s.Insert(
            s.LastIndexOf('}'), "[CrossEntropy(Classes = 3)] public static partial float Third(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);"));

        Assert.Equal([IncrementalStepRunReason.Cached, IncrementalStepRunReason.Cached, IncrementalStepRunReason.New], reasons);
    }

    [Fact]
    public void Output_is_cached_after_an_unrelated_edit()
    {
        Generation second = RunTwice(s => s + "\nclass Unrelated;");

        ImmutableArray<IncrementalGeneratorRunStep> outputs = Assert.Single(second.Result.Results[0].TrackedOutputSteps).Value;
        Assert.Equal(2, outputs.Length);
        Assert.All(outputs.SelectMany(o => o.Outputs), o => Assert.Equal(IncrementalStepRunReason.Cached, o.Reason));
    }

    [Fact]
    public void No_step_holds_a_symbol_a_node_a_location_or_a_compilation()
    {
        GeneratorRunResult result = Generation.Run(Source + "public static partial class Weighted { [CrossEntropy(Classes = 2, ClassWeights = new[] { 1, 0.5 }, LabelSmoothing = 0.1, Layout = ClassLayout.ClassFirst)] public static partial float Good(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, int spatialSize); } public static partial class Wrong { [CrossEntropy(Classes = 0, LabelSmoothing = 3)] static partial double Bad(int targets, ref int zebra); }").Result.Results[0];
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (string step in new[] { CrossEntropyGenerator.ParseStep, CrossEntropyGenerator.PlanStep })
        {
            foreach (object value in result.TrackedSteps[step].SelectMany(s => s.Outputs).Select(o => o.Value))
            {
                Walk(value, step, seen);
            }
        }

        Assert.True(seen.Count > 30, "The walk saw too little to mean anything.");
    }

    [Fact]
    public void Equal_sources_give_equal_plans()
    {
        object[] first = Plans(Generation.Run(Source));
        object[] second = Plans(Generation.Run(Source));

        Assert.Equal(first, second);
        Assert.Equal(first.Select(p => p.GetHashCode()), second.Select(p => p.GetHashCode()));
        Assert.NotEqual(first[0], first[1]);
    }

    [Fact]
    public void Two_runs_give_the_same_bytes()
    {
        string[] first = [.. Generation.Run(Source).Result.GeneratedTrees.Select(t => t.FilePath + t)];
        string[] second = [.. Generation.Run(Source).Result.GeneratedTrees.Select(t => t.FilePath + t)];

        Assert.Equal(first, second);
        Assert.All(first, t => Assert.DoesNotContain("\r", t, StringComparison.Ordinal));
    }

    private static object[] Plans(Generation generation) =>
        [.. generation.Result.Results[0].TrackedSteps[CrossEntropyGenerator.PlanStep].SelectMany(s => s.Outputs).Select(o => o.Value)];

    private static IReadOnlyList<IncrementalStepRunReason> PlansAfter(Func<string, string> edit, string source = Source) =>
        [.. RunTwice(edit, source).Result.Results[0].TrackedSteps[CrossEntropyGenerator.PlanStep].SelectMany(s => s.Outputs).Select(o => o.Reason)];

    private static Generation RunTwice(Func<string, string> edit, string source = Source)
    {
        Generation first = Generation.Run(source);
        string edited = edit(source);
        CSharpCompilation second = edited == source
            ? first.Input
            : first.Input.ReplaceSyntaxTree(first.Input.SyntaxTrees[0], CSharpSyntaxTree.ParseText(edited, (CSharpParseOptions)first.Input.SyntaxTrees[0].Options, path: "Source.cs"));
        return Generation.Run(second, first.Driver);
    }

    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null || !seen.Add(value))
        {
            return;
        }

        Assert.False(value is ISymbol or SyntaxNode or SyntaxTree or SyntaxReference or Location or Compilation or SemanticModel or AttributeData, $"{path} holds a {value.GetType()}");
        if (value is string || value.GetType().IsPrimitive || value.GetType().IsEnum)
        {
            return;
        }

        if (value is IEnumerable items)
        {
            foreach (object? item in items)
            {
                Walk(item, path + "[]", seen);
            }

            return;
        }

        foreach (FieldInfo field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            Walk(field.GetValue(value), $"{path}.{field.Name}", seen);
        }
    }
}
