using System.Reflection;
using CeGen.Generator.Tests.Harness;
using Microsoft.CodeAnalysis.CSharp;

namespace CeGen.Generator.Tests;

/// <summary>Every kind of type and every form of method that a loss can be declared in: it compiles without a warning, and computes.</summary>
public sealed class FormTests
{
    private const string Signature = "float Loss(System.ReadOnlySpan<float> logits, System.ReadOnlySpan<int> targets);";
    private const string Attribute = "[CeGen.CrossEntropy(Classes = 3)]";

    public static TheoryData<string, string> Types => new()
    {
        { "static class", $"public static partial class Losses {{ {Attribute} public static partial {Signature} }}" },
        { "class", $"public partial class Losses {{ {Attribute} public static partial {Signature} }}" },
        { "generic class", $"public partial class Losses<T> where T : class, new() {{ {Attribute} public static partial {Signature} }}" },
        { "struct", $"public partial struct Losses {{ {Attribute} public static partial {Signature} }}" },
        { "readonly struct", $"public readonly partial struct Losses {{ {Attribute} public static partial {Signature} }}" },
        { "ref struct", $"public ref partial struct Losses {{ {Attribute} public static partial {Signature} }}" },
        { "record", $"public partial record Losses(int X) {{ {Attribute} public static partial {Signature} }}" },
        { "record class", $"public partial record class Losses {{ {Attribute} public static partial {Signature} }}" },
        { "record struct", $"public partial record struct Losses(int X) {{ {Attribute} public static partial {Signature} }}" },
        { "interface", $"public partial interface Losses {{ {Attribute} public static partial {Signature} }}" },
        { "variant interface", $"public partial interface Losses<in T, out U> {{ {Attribute} public static partial {Signature} }}" },
        { "nested", $"public partial class Losses {{ internal partial record struct Inner<T> {{ public static partial class Deep {{ {Attribute} public static partial {Signature} }} }} }}" },
        { "namespace", $"namespace A.@class.C; public static partial class Losses {{ {Attribute} public static partial {Signature} }}" },
        { "namespace inside CeGen", $"namespace CeGen.Mine; public static partial class Losses {{ {Attribute} public static partial {Signature} }}" },
        { "escaped type", $"public static partial class @event {{ {Attribute} public static partial {Signature} }}" },
        { "contextual type", $"public static partial class @record {{ {Attribute} public static partial {Signature} }}" },
        { "hiding a loss", $"public class Base {{ {Attribute} public static partial {Signature} }} public partial class Losses : Base {{ {Attribute} public static new partial {Signature} }}".Replace("class Base", "partial class Base") },
        { "overriding a loss", $"public partial class Base {{ {Attribute} public virtual partial {Signature} }} public partial class Losses : Base {{ {Attribute} public override partial {Signature} }}" },
        { "names of types that are keywords", $"public partial class @file<@scoped> {{ public partial class @required {{ {Attribute} public static partial {Signature} }} }}" },
        { "CLS compliance", $"[assembly: System.CLSCompliant(true)] public partial class Losses {{ [System.CLSCompliant(false)] {Attribute} public static partial {Signature.Replace("<int>", "<uint>")} }}" },
        { "a taken name", $"public partial class Losses {{ {Attribute} public static partial {Signature} public int LossBackward {{ get; }} }}" },
        { "hiding a virtual overload", $"public class Base {{ public virtual {Signature.Replace(");", ", System.Span<float> gradient) => 0;")} }} public partial class Losses : Base {{ {Attribute} public partial {Signature} }}" },
        { "an abstract overload, which cannot be hidden", $"public abstract class Base {{ public abstract {Signature.Replace(");", ", System.Span<float> gradient);")} }} public abstract partial class Losses : Base {{ {Attribute} public partial {Signature} }}" },
        { "a type parameter of the overload's name", $"public partial class Losses<LossBackward> {{ {Attribute} public static partial {Signature} }}" },
        { "a loss of the overload's name", $"public partial class Losses {{ [CeGen.CrossEntropy(Classes = 3, Reduction = CeGen.Reduction.None)] public static partial {Signature.Replace("float Loss", "void Loss").Replace(");", ", System.Span<float> losses);")} {Attribute} public static partial {Signature.Replace("Loss(", "LossBackward(").Replace(");", ", System.ReadOnlySpan<float> weights);")} }}" },
        { "the type's own name", $"public partial class LossBackward {{ {Attribute} public static partial {Signature} }}" },
        { "hiding", $"public class Base {{ public static {Signature.Replace(";", " => 0;")} }} public partial class Losses : Base {{ {Attribute} public static new partial {Signature} }}" },
        { "override", $"public abstract class Base {{ public abstract {Signature} }} public partial class Losses : Base {{ {Attribute} public sealed override partial {Signature} }}" },
        { "unicode", $"public static partial class Vérité {{ {Attribute} public static partial {Signature.Replace("Loss(", "Überraschung(")} }}" },
        { "hostile names", $"public class Vector512 {{ }} public class System_ {{ }} namespace Runtime {{ class Unsafe {{ }} }} public static partial class Losses {{ class System {{ }} class CeGen {{ }} class LossDriver {{ }} {Attribute.Replace("CeGen.", "global::CeGen.")} public static partial {Signature.Replace("System.", "global::System.")} }}" },
    };

    public static TheoryData<string, string> Methods => new()
    {
        { "public static", $"public static partial {Signature}" },
        { "private static", $"private static partial {Signature}" },
        { "internal static", $"internal static partial {Signature}" },
        { "protected internal static", $"protected internal static partial {Signature}" },
        { "private protected static", $"private protected static partial {Signature}" },
        { "instance", $"public partial {Signature}" },
        { "private instance", $"private partial {Signature}" },
        { "virtual", $"public virtual partial {Signature}" },
        { "escaped name", $"public static partial {Signature.Replace("Loss(", "@checked(")}" },
        { "escaped contextual name", $"public static partial {Signature.Replace("Loss(", "@async(")}" },
        { "upper case parameters", $"public static partial {Signature.Replace("logits", "Logits").Replace("targets", "TARGETS")}" },
        { "escaped parameter", $"public static partial {Signature.Replace("logits", "@logits")}" },
        { "any order", "public static partial float Loss(System.ReadOnlySpan<int> targets, System.ReadOnlySpan<float> logits);" },
        { "extension", "public static partial float Loss(this System.ReadOnlySpan<float> logits, System.ReadOnlySpan<int> targets);" },
        { "scoped", "public static partial float Loss(scoped System.ReadOnlySpan<float> logits, scoped System.ReadOnlySpan<int> targets);" },
        { "params", "public static partial float Loss(System.ReadOnlySpan<float> logits, params System.ReadOnlySpan<int> targets);" },
        { "arrays", "public static partial float Loss(float[] logits, int[] targets);" },
        { "nullable arrays", "public static partial float Loss(float[]? logits, int[]? targets);" },
        { "writable spans", "public static partial float Loss(System.Span<float> logits, System.Span<int> targets);" },
        { "a gradient", "public static partial float Loss(System.ReadOnlySpan<float> logits, System.ReadOnlySpan<int> targets, System.Span<float> gradient);" },
        { "an upstream gradient", "public static partial float Loss(System.ReadOnlySpan<float> logits, System.ReadOnlySpan<int> targets, System.Span<float> gradient, float upstream);" },
        { "losses beside the mean", "public static partial float Loss(System.ReadOnlySpan<float> logits, System.ReadOnlySpan<int> targets, System.Span<float> losses);" },
        { "a single row", "public static partial float Loss(System.ReadOnlySpan<float> logits, int target);" },
        { "a default value", "public static partial float Loss(System.ReadOnlySpan<float> logits, int target = 2);" },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_kind_of_containing_type_compiles_without_a_warning(string form, string source)
    {
        LoadedAssembly assembly = Generation.Run(source).Load();

        IEnumerable<MethodInfo> methods = assembly.Assembly.GetTypes().SelectMany(t => t.GetMethods((BindingFlags)(-1)));
        Assert.True(methods.Any(m => m.GetParameters().Length > 2 && m.GetParameters()[^1].Name == "gradient"), form);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Every_form_of_method_compiles_without_a_warning(string form, string method)
    {
        string kind = method.Contains(" static ", StringComparison.Ordinal) && !method.Contains("protected", StringComparison.Ordinal) ? "static partial class" : "partial class";
        Generation generation = Generation.Run($"public {kind} Losses {{ {Attribute} {method} }}");

        Assert.Empty(generation.CompilerDiagnostics());
        Assert.True(generation.SingleSource.Contains("file readonly struct", StringComparison.Ordinal), form);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Checked_arithmetic_and_missing_nullable_bring_no_warning_and_the_same_bits(bool isChecked, bool oblivious)
    {
        string source = Kernel.Source([new Kernel("Few", "float", 10, Reduction.Sum), new Kernel("Many", "float", 100, Reduction.Sum, 0.1)]);
        LoadedAssembly assembly = Generation
            .Run(source, o => o.WithOverflowChecks(isChecked).WithNullableContextOptions(oblivious ? Microsoft.CodeAnalysis.NullableContextOptions.Disable : o.NullableContextOptions))
            .Load();
        LoadedAssembly plain = Generation.Run(source).Load();

        foreach ((string name, int classes) in new[] { ("Few", 10), ("Many", 100) })
        {
            float[] logits = Data.Logits(classes * 20, 1).As<float>();
            long[] targets = Data.Targets(20, classes, 1);
            Assert.Equal(plain.Method<Forward<float, long>>(name)(logits, targets), assembly.Method<Forward<float, long>>(name)(logits, targets));
        }
    }

    [Fact]
    public void Overloads_types_of_one_name_and_long_names_do_not_collide()
    {
        string name = new('L', 400);
        Generation generation = Generation.Run($$"""
            using System;
            using CeGen;
            namespace A { public static partial class Losses {
                [CrossEntropy(Classes = 3)] public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);
                [CrossEntropy(Classes = 3)] public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<long> targets);
                [CrossEntropy(Classes = 3)] public static partial double Loss(ReadOnlySpan<double> logits, ReadOnlySpan<long> targets);
                [CrossEntropy(Classes = 3)] public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<byte> targets, Span<float> losses);
                [CrossEntropy(Classes = 3)] public static partial float {{name}}(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);
            } }
            namespace B { public static partial class Losses {
                [CrossEntropy(Classes = 3)] public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);
            } }
            """);

        Assert.Empty(generation.CompilerDiagnostics());
        Assert.Equal(6, generation.Result.GeneratedTrees.Length);
    }

    [Fact]
    public void A_signature_that_is_taken_is_not_generated()
    {
        Generation generation = Generation.Run("""
            using System;
            using CeGen;
            public static partial class Losses {
                [CrossEntropy(Classes = 3)] public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);
                [CrossEntropy(Classes = 3)] public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, Span<float> losses);
                [CrossEntropy(Classes = 5)] public static partial float Mine(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);
                public static float Mine(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, Span<float> gradient) => 42;
                public static void MineBackward(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, float upstream, Span<float> gradient) { }
            }
            """);

        LoadedAssembly assembly = generation.Load();
        Assert.Equal(42, assembly.Method<Fused<float, int>>("Mine")([], [], []));
    }

    [Fact]
    public void A_loss_and_its_unreduced_twin_both_get_a_backward_method()
    {
        Generation generation = Generation.Run("""
            using System;
            using CeGen;
            public static partial class Losses {
                [CrossEntropy(Classes = 3)] public static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);
                [CrossEntropy(Classes = 3, Reduction = Reduction.None)] public static partial void Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets, Span<float> losses);
            }
            """);

        LoadedAssembly assembly = generation.Load();
        Assert.NotNull(assembly.Method<Backward<float, int>>("LossBackward"));
        Assert.NotNull(assembly.Method<BackwardNone<float, int>>("LossBackward"));
    }

    [Fact]
    public void A_declaration_that_was_pasted_twice_spoils_no_other()
    {
        Generation generation = Generation.Run($"public static partial class Losses {{ {Attribute} public static partial {Signature} {Attribute} public static partial {Signature} }} public static partial class Innocent {{ {Attribute} public static partial {Signature} }}");

        Assert.Null(generation.Result.Results[0].Exception);
        Assert.Equal(2, generation.Result.GeneratedTrees.Length);
    }

    [Fact]
    public void Without_GenerateBackward_there_is_the_declared_method_alone()
    {
        Generation generation = Generation.Run($"public static partial class Losses {{ [CeGen.CrossEntropy(Classes = 3, GenerateBackward = false)] public static partial {Signature} }}");

        MethodInfo method = Assert.Single(generation.Load().Assembly.GetType("Losses")!.GetMethods(BindingFlags.Static | BindingFlags.Public));
        Assert.Equal(2, method.GetParameters().Length);
    }

    [Fact]
    public void Documentation_of_the_user_is_kept()
    {
        Generation generation = Generation.Run($"public static partial class Losses {{\n/// <summary>Mine.</summary>\n{Attribute} public static partial {Signature} }}");

        Microsoft.CodeAnalysis.ISymbol method = generation.Output.GetTypeByMetadataName("Losses")!.GetMembers("Loss")[0];
        Assert.Contains("Mine.", method.GetDocumentationCommentXml(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp9)]
    [InlineData(LanguageVersion.CSharp10)]
    [InlineData(LanguageVersion.CSharp11)]
    [InlineData(LanguageVersion.CSharp12)]
    public void Older_language_versions_compile_and_compute_the_same(LanguageVersion language)
    {
        string source = Kernel.Source([new Kernel("Few", "float", 10, Reduction.Sum), new Kernel("Many", "double", 100, Reduction.Mean, 0.1)]);
        Generation generation = Generation.Run(source, language: language);
        LoadedAssembly assembly = generation.Load();

        float[] logits = Data.Logits(200, 1).As<float>();
        long[] targets = Data.Targets(20, 10, 1);
        var dynamic = new CrossEntropyLoss(10, new CrossEntropyOptions { Reduction = Reduction.Sum });
        Assert.Equal(dynamic.Forward<float, long>(logits, targets), assembly.Method<Forward<float, long>>("Few")(logits, targets), 1e-4);
        bool isSpecialised = generation.Result.GeneratedTrees[0].ToString().Contains("file readonly struct", StringComparison.Ordinal);
        Assert.Equal(language >= LanguageVersion.CSharp11, isSpecialised);
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp10)]
    [InlineData(LanguageVersion.CSharp11)]
    [InlineData(LanguageVersion.CSharp12)]
    public void Constant_weights_compile_in_older_language_versions(LanguageVersion language)
    {
        Generation generation = Generation.Run(
            """
            using System;
            using CeGen;
            public static partial class Losses {
                [CrossEntropy(Classes = 2, ClassWeights = new double[] { 1, 0.5 }, LabelSmoothing = 0.1)] public static partial float Smooth(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);
                [CrossEntropy(Classes = 2, ClassWeights = new double[] { 1, 0.5 })] public static partial double Soft(ReadOnlySpan<double> logits, ReadOnlySpan<double> targets);
            }
            """,
            language: language);

        Assert.Empty(generation.CompilerDiagnostics());
    }

    [Theory]
    [InlineData("public static float Loss(float[] logits, int[] targets, Span<float> gradient) => 42;")]
    [InlineData("public static void LossBackward(float[] logits, int[]? targets, float upstream, Span<float> gradient) { }")]
    [InlineData("[CrossEntropy(Classes = 3)] public static partial float Loss(float[] logits, int[] targets, Span<float> losses);")]
    public void Whether_an_array_may_be_null_makes_no_other_signature(string member)
    {
        Generation generation = Generation.Run($$"""
            using System;
            using CeGen;
            public static partial class Losses {
                [CrossEntropy(Classes = 3)] public static partial float Loss(float[]? logits, int[] targets);
                {{member}}
            }
            """);

        Assert.Empty(generation.CompilerDiagnostics());
    }

    [Fact]
    public void A_null_array_is_refused_by_name()
    {
        LoadedAssembly assembly = Generation.Run("public static partial class Losses { [CeGen.CrossEntropy(Classes = 3)] public static partial float Loss(float[] logits, int[] targets); }").Load();

        Func<float[], int[], float> loss = assembly.Method<Func<float[], int[], float>>("Loss");
        Assert.Equal("logits", Assert.Throws<ArgumentNullException>(() => loss(null!, [])).ParamName);
        Assert.Equal("targets", Assert.Throws<ArgumentNullException>(() => loss([], null!)).ParamName);
    }
}
