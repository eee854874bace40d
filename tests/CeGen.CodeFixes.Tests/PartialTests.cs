using CeGen.CodeFixes.Tests.Harness;
using CeGen.Generator.CodeFixes;
using Microsoft.CodeAnalysis.CodeFixes;

namespace CeGen.CodeFixes.Tests;

/// <summary>What must be partial becomes so.</summary>
public sealed class PartialTests
{
    [Theory]
    [InlineData("public static float ⟦Loss⟧", "public static partial float Loss")]
    [InlineData("static float ⟦Loss⟧", "private static partial float Loss")]
    [InlineData("/* mine */ float ⟦Loss⟧", "/* mine */ private partial float Loss")]
    public Task A_method_without_a_body_becomes_partial(string method, string expected) => Fixed.Is(
        new MakeMethodPartialFix(), "Make 'Loss' partial", In($"{method}(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);"), In($"{expected}(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);"));

    [Theory]
    [InlineData("public static float ⟦Loss⟧({0}) => 0; // later", "Make 'Loss' partial and remove its body", "public static partial float Loss({0}); // later")]
    [InlineData("public static partial float ⟦Loss⟧({0}) => 0;", "Remove the body of 'Loss'", "public static partial float Loss({0});")]
    [InlineData("public static float ⟦Loss⟧({0})\n    {{\n        return 0;\n    }}", "Make 'Loss' partial and remove its body", "public static partial float Loss({0});")]
    [InlineData("float ⟦Loss⟧({0}) {{ }}", "Make 'Loss' partial and remove its body", "private partial float Loss({0});")]
    public async Task A_body_is_removed_only_under_a_title_that_says_so(string method, string title, string expected)
    {
        const string Parameters = "ReadOnlySpan<float> logits, ReadOnlySpan<int> targets";
        string marked = In(string.Format(method, Parameters));
        await Fixed.Is(new RemoveBodyFix(), title, marked, In(string.Format(expected, Parameters)));
        Assert.Empty(await Fixed.Titles(new MakeMethodPartialFix(), marked));
    }

    [Fact]
    public Task The_implementing_part_is_removed() => Fixed.Is(
        new RemoveBodyFix(),
        "Remove the body of 'Loss'",
        In("public static partial float ⟦Loss⟧(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);\n\n    public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets) => 0;"),
        In("public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);"));

    [Theory]
    [InlineData("public abstract partial class Losses { [CrossEntropy(Classes = 3)] public abstract float ⟦Loss⟧(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets); }")]
    [InlineData("public interface ILoss { float Loss(); } public partial class Losses : ILoss { [CrossEntropy(Classes = 3)] float ILoss.⟦Loss⟧() => 0; }")]
    [InlineData("public static class Losses { static void M() { Local(); [⟦CrossEntropy(Classes = 3)⟧] static void Local() { } } }")]
    public async Task What_cannot_be_partial_gets_no_fix(string source)
    {
        Assert.Empty(await Fixed.Titles(new MakeMethodPartialFix(), "using System;\nusing CeGen;\n" + source));
        Assert.Empty(await Fixed.Titles(new RemoveBodyFix(), "using System;\nusing CeGen;\n" + source));
    }

    [Fact]
    public Task A_method_with_a_body_elsewhere_becomes_partial() => Fixed.AreAll(
        new MakeMethodPartialFix(),
        [In("public static extern float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);")],
        [In("public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);")]);

    [Fact]
    public Task All_methods_become_partial() => Fixed.AreAll(
        new MakeMethodPartialFix(),
        [In("public static float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);\n\n    [CrossEntropy(Classes = 4)]\n    public static double Loss(ReadOnlySpan<double> logits, ReadOnlySpan<int> targets);")],
        [In("public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);\n\n    [CrossEntropy(Classes = 4)]\n    public static partial double Loss(ReadOnlySpan<double> logits, ReadOnlySpan<int> targets);")]);

    [Theory]
    [InlineData("public static class ⟦Losses⟧", "public static partial class Losses")]
    [InlineData("// first\nclass ⟦Losses⟧", "// first\npartial class Losses")]
    [InlineData("[Obsolete]\nclass ⟦Losses⟧", "[Obsolete]\npartial class Losses")]
    [InlineData("public record ⟦Losses⟧", "public partial record Losses")]
    [InlineData("public readonly ref struct ⟦Losses⟧", "public readonly ref partial struct Losses")]
    [InlineData("internal interface ⟦Losses⟧<T>", "internal partial interface Losses<T>")]
    public Task A_type_becomes_partial(string type, string expected)
    {
        const string Body = "\n{\n    [CrossEntropy(Classes = 3)]\n    public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);\n}\n";
        return Fixed.Is(new MakeTypesPartialFix(), "Make 'Losses' partial", "using System;\nusing CeGen;\n\n" + type + Body, "using System;\nusing CeGen;\n\n" + expected + Body);
    }

    [Fact]
    public async Task The_chain_of_types_becomes_partial_in_one_go()
    {
        const string Source = """
            using System;
            using CeGen;

            internal class Outer
            {
                public struct Other;

                public partial class Middle
                {
                    internal static class Losses
                    {
                        [BinaryCrossEntropy(Labels = 3)]
                        public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets);
                    }
                }
            }

            """;
        string expected = Source.Replace("internal class Outer", "internal partial class Outer").Replace("static class", "static partial class");

        await Fixed.Is(new MakeTypesPartialFix(), "Make 'Outer', 'Losses' partial", Source.Replace("class Outer", "class ⟦Outer⟧"), expected);
        await Fixed.Is(new MakeTypesPartialFix(), "Make 'Outer', 'Losses' partial", Source.Replace("class Losses", "class ⟦Losses⟧"), expected);
        await Fixed.AreAll(new MakeTypesPartialFix(), [Source], [expected]);
    }

    [Fact]
    public Task Every_declaration_of_a_type_becomes_partial() => Fixed.AreAll(
        new MakeTypesPartialFix(),
        ["using System;\nusing CeGen;\n\nclass Losses\n{\n    [CrossEntropy(Classes = 3)]\n    public partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);\n}\n", "class Losses\n{\n}\n"],
        ["using System;\nusing CeGen;\n\npartial class Losses\n{\n    [CrossEntropy(Classes = 3)]\n    public partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);\n}\n", "partial class Losses\n{\n}\n"],
        FixAllScope.Document);

    [Theory]
    [InlineData("file static class ⟦Losses⟧ { {0} }")]
    [InlineData("file static class Losses { public static class ⟦Inner⟧ { {0} } }")]
    public async Task A_type_that_its_file_hides_gets_no_fix(string source) => Assert.Empty(await Fixed.Titles(
        new MakeTypesPartialFix(),
        "using System;\nusing CeGen;\n" + source.Replace("{0}", "[CrossEntropy(Classes = 3)] public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);")));

    private static string In(string method) => $"using System;\nusing CeGen;\n\npublic partial class Losses\n{{\n    [CrossEntropy(Classes = 3)]\n    {method}\n}}\n";
}
