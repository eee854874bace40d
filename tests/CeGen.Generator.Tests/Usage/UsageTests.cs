using System.Collections.Immutable;
using CeGen.Generator.Rules;
using CeGen.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CeGen.Generator.Tests.Usage;

/// <summary>What holds of all diagnostics of calls: they can be switched off, stay away where CeGen is not used, and never fail.</summary>
public sealed class UsageTests
{
    /// <summary>A call for each id.</summary>
    private static readonly (string Id, string Body)[] Mistakes =
    [
        ("CEGEN201", "TensorPrimitives.SoftMax(logits, other); loss = Losses.Ten(other, targets);"),
        ("CEGEN202", "LogSoftmax.Forward<float>(logits, 10, other); loss = Losses.Ten(other, targets);"),
        ("CEGEN203", "TensorPrimitives.Sigmoid(logits, other); loss = Losses.Tags(other, soft);"),
        ("CEGEN204", "loss = Losses.Ten(logits, [n, 12]);"),
        ("CEGEN205", "loss = Losses.Ten(new float[999], targets);"),
        ("CEGEN206", "Span<float> g = stackalloc float[10]; loss = Losses.Ten(new float[20], targets, g[2..^1]);"),
        ("CEGEN207", "Span<float> t = new float[20]; for (int i = 0; i < 2; i++) { t[i * 10 + targets[i]] = 1; } loss = Losses.Soft(logits, t);"),
        ("CEGEN208", "Losses.Ten(logits, targets);"),
        ("CEGEN209", "loss = new CrossEntropyLoss(10, new CrossEntropyOptions { Reduction = Reduction.Sum }).Forward<float, int>(logits, targets, new CrossEntropyExtras<float> { Weights = soft });"),
        ("CEGEN210", "loss = Losses.Pixels(logits, targets, 300_000_000);"),
    ];

    public static TheoryData<string, string> Bodies
    {
        get
        {
            var bodies = new TheoryData<string, string>();
            foreach ((string id, string body) in Mistakes)
            {
                bodies.Add(id, body);
            }

            return bodies;
        }
    }

    [Fact]
    public void Every_id_has_a_call_here() => Assert.Equal(Rule.Usage.Select(r => r.Id), Mistakes.Select(m => m.Id));

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_line_in_editorconfig_switches_it_off(string id, string body)
    {
        CSharpCompilation compilation = UsageSource.Compile(UsageSource.Of(body));

        Assert.Equal(id, Assert.Single(await UsageSource.Analyze(EditorConfig.Apply(compilation, "root = true"))).Id);
        Assert.Empty(await UsageSource.Analyze(EditorConfig.Apply(compilation, $"root = true\n[*.cs]\ndotnet_diagnostic.{id}.severity = none")));
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_pragma_switches_it_off(string id, string body)
    {
        Assert.Empty(await UsageSource.Analyze(UsageSource.Compile(UsageSource.Of($"\n#pragma warning disable {id}\n{body}\n#pragma warning restore {id}\n"))));
    }

    [Fact]
    public async Task A_project_that_declares_its_losses_is_looked_at_too()
    {
        const string User = "static void M(float[] x, int[] y, float[] g) { TensorPrimitives.SoftMax(x, x); Losses.Ten(x, y); Losses.TenBackward(x, y, 1, g); Losses.Tags(x, x, g); }";
        Generation beside = Generation.Run($"{UsageSource.Losses}class User {{ {User} }}");
        Generation inside = Generation.Run($"{UsageSource.Losses}partial class Losses {{ {User} }}");

        string[] expected = ["CEGEN201", "CEGEN201", "CEGEN201", "CEGEN208"];
        Assert.Equal(expected, (await UsageSource.Analyze(beside.Output)).Select(d => d.Id).Order());
        Assert.Equal(expected, (await UsageSource.Analyze(inside.Output)).Select(d => d.Id).Order());
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp11)]
    [InlineData(LanguageVersion.Preview)]
    public async Task Statements_of_a_program_and_other_versions_of_the_language_are_looked_at_too(LanguageVersion language)
    {
        const string Program = """
            using System;
            using System.Numerics.Tensors;
            float[] x = new float[20];
            Span<float> p = x;
            TensorPrimitives.SoftMax(x, p);
            Console.WriteLine(Losses.Ten(p, new[] { 1, 12 }, new float[19]));
            """;
        CSharpCompilation compilation = UsageSource.Compile(Program, language);
        compilation = compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication));

        Assert.DoesNotContain(compilation.GetDiagnostics(), d => d.Severity == DiagnosticSeverity.Error);
        Assert.Equal(["CEGEN201", "CEGEN204", "CEGEN206"], (await UsageSource.Analyze(compilation)).Select(d => d.Id).Order());
    }

    [Fact]
    public async Task A_field_that_a_constructor_replaces_is_not_what_it_starts_with()
    {
        ImmutableArray<Diagnostic> diagnostics = await UsageSource.Analyze(UsageSource.Compile("""
            using CeGen;
            class User
            {
                private readonly CrossEntropyLoss _replaced = new(10), _kept = new(20);
                private CrossEntropyLoss _open = new(40);
                public User(int classes) => this._replaced = _open = new(classes);
                private CrossEntropyLoss Kept { get; } = new(30);
                private CrossEntropyLoss Open { get; set; } = new(50);
                private static float Loss(CrossEntropyLoss loss, float[] x) => loss.Forward<float, int>(x, 3);
                private float M(float[] x) => _replaced.Forward<float, int>(x, 3) + _kept.Forward<float, int>(x, 3) + Kept.Forward<float, int>(x, 3)
                    + _open.Forward<float, int>(x, 3) + Open.Forward<float, int>(x, 3) + Loss(_kept, x);
            }
            """));

        Assert.Equal(["CEGEN209:20", "CEGEN209:30"], diagnostics.Select(d => $"{d.Id}:{d.Properties["Classes"]}").Order());
    }

    [Fact]
    public async Task A_project_without_CeGen_is_left_alone()
    {
        CSharpCompilation compilation = Generation.Compile("""
            using System;
            using System.Numerics.Tensors;
            class User
            {
                static float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets) => 0;
                static void M(float[] x, int[] y) { TensorPrimitives.SoftMax(x, x); Loss(x, y); }
            }
            """);
        MetadataReference[] others = [.. compilation.References.Where(r => !Path.GetFileName(r.Display!).StartsWith("CeGen", StringComparison.Ordinal))];
        Assert.True(others.Length < compilation.References.Count());

        Assert.Empty(await UsageSource.Analyze(compilation.WithReferences(others)));
        Assert.Empty(await UsageSource.Analyze(compilation));
    }

    [Fact]
    public async Task No_prefix_of_a_source_makes_the_analyzer_fail()
    {
        string source = UsageSource.Of(string.Join('\n', Mistakes.Select(m => $"{{ {m.Body} }}")));
        for (int length = source.IndexOf("float loss", StringComparison.Ordinal); length <= source.Length; length++)
        {
            Assert.DoesNotContain(await UsageSource.Analyze(UsageSource.Compile(source[..length])), d => d.Id == "AD0001");
        }
    }
}
