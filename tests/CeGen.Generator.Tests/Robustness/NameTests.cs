using CeGen.Generator.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CeGen.Generator.Tests;

/// <summary>Names that collide, that are keywords, or that are those of what the generated code uses: it compiles without a warning, and each leads to its own kernel.</summary>
public sealed class NameTests
{
    private const string Parameters = "System.ReadOnlySpan<float> logits, System.ReadOnlySpan<int> targets";

    private const string Arguments = $"({Parameters})";

    /// <summary>Sources with a class <c>Caller</c>, whose method <c>Run</c> calls a loss of five classes.</summary>
    public static TheoryData<string, string> Callers => new()
    {
        { "types of one name in two namespaces", $"{In("A", Type("Losses", 3))} {In("B", Type("Losses", 5))} {Run("B.Losses.Loss(logits, targets)")}" },
        { "a type and a nested type of one name", $"{In("A.B", Type("C", 3))} {In("A", $"public partial class B2 {{ }} public partial class D {{ {Type("C", 4)} }}")} {In("A.D2", Type("C", 5))} {Run("A.D2.C.Loss(logits, targets)")}" },
        { "generic and plain types of one name", $"public partial class L {{ {Method(3)} }} public partial class L<T> {{ {Method(4)} }} public partial class L<T, U> {{ {Method(5)} }} {Run("L<int, string>.Loss(logits, targets)")}" },
        { "a generic type in a generic type", $"public partial class O<T> where T : struct {{ public partial struct I<U> where U : class {{ {Method(5)} }} }} {Run("O<int>.I<string>.Loss(logits, targets)")}" },
        { "names that differ in case", $"{Type("Losses", 3)} {Type("lOSSES", 4).Replace("Loss(", "loss(")} {Type("LOSSES", 5)} {Run("LOSSES.Loss(logits, targets)")}" },
        { "names that differ in an underline", $"{In("A", Type("B_C", 3))} {Type("A_B_C", 4)} {In("A_B", Type("C", 5))} {Run("A_B.C.Loss(logits, targets)")}" },
        { "a type of a long name", $"{Type(new string('L', 500), 5)} {Run(new string('L', 500) + ".Loss(logits, targets)")}" },
        { "long names around each other", $"namespace {Long('N')} {{ public partial class {Long('T')} {{ public partial class {Long('I')} {{ {Method(5, Long('M'))} }} }} }} {Run($"{Long('N')}.{Long('T')}.{Long('I')}.{Long('M')}(logits, targets)")}" },
        { "a method of as long a name as a method can have", $"public partial class L {{ {Method(5, new string('m', 1000))} }} {Run($"L.{new string('m', 1000)}(logits, targets)")}" },
        { "a method of a long name that is not ASCII", $"public partial class L {{ {Method(5, new string('損', 320))} }} {Run($"L.{new string('損', 320)}(logits, targets)")}" },
        { "positions of a long name", $"public partial class L {{ {Method(4, new string('損', 320)).Replace("4)", "4, Layout = CeGen.ClassLayout.ClassFirst)").Replace("targets)", "targets, int spatialSize)")} {Method(5)} }} {Run("L.Loss(logits, targets)")}" },
        { "a binary loss of a long name", $"public partial class L {{ {Method(5)} [CeGen.BinaryCrossEntropy(Labels = 3)] public static partial float {new string('損', 320)}(System.ReadOnlySpan<float> logits, System.ReadOnlySpan<float> targets); }} {Run("L.Loss(logits, targets)")}" },
        { "a device of Windows", $"{Type("Aux", 5)} {Run("Aux.Loss(logits, targets)")}" },
        { "a long name that is cut at a dot", $"public partial class {new string('T', 20)} {{ public partial class {new string('I', 99)} {{ {Method(5, "M")} }} {Method(4, new string('m', 99))} }} {Run($"{new string('T', 20)}.{new string('I', 99)}.M(logits, targets)")}" },
        { "keywords", $"namespace @namespace.@class {{ public static partial class @event {{ {Method(5, "@checked").Replace("logits", "@logits")} }} }} {Run("@namespace.@class.@event.@checked(logits, targets)")}" },
        { "contextual keywords", $"namespace @async.@await {{ public partial struct @record<@required> {{ public partial class @file {{ {Method(5, "@yield")} }} }} }} {Run("@async.@await.@record<int>.@file.@yield(logits, targets)")}" },
        { "a keyword of a later language", $"namespace @extension {{ public partial class @extension {{ {Method(5, "@field")} }} }} {Run("@extension.@extension.@field(logits, targets)")}" },
        { "unicode", $"namespace Größe.损失 {{ public static partial class Потеря {{ {Method(5, "損失関数")} }} }} {Run("Größe.损失.Потеря.損失関数(logits, targets)")}" },
        { "escaped unicode", $"public static partial class \\u00c4b {{ {Method(5, "\\u00dcber")} }} {Run("Äb.Über(logits, targets)")}" },
        { "a combining accent beside its letter", $"public static partial class e\u0301 {{ {Method(3)} }} public static partial class \u00e9 {{ {Method(5)} }} {Run("\u00e9.Loss(logits, targets)")}" },
        { "methods of one name with other parameters", $"public static partial class L {{ {Method(3).Replace("<int>", "<byte>")} {Method(4).Replace("<int>", "<long>")} {Method(5)} }} {Run("L.Loss(logits, targets)")}" },
        { "a record", $"public partial record L(int X) {{ {Method(5).Replace("static ", "")} }} {Run("new L(1).Loss(logits, targets)")}" },
        { "a record struct", $"public readonly partial record struct L(int X) {{ {Method(5).Replace("static ", "")} }} {Run("new L(1).Loss(logits, targets)")}" },
        { "a struct", $"public partial struct L {{ {Method(5).Replace("static ", "readonly ")} }} {Run("default(L).Loss(logits, targets)")}" },
        { "an interface", $"public partial interface I {{ {Method(5).Replace("static ", "")} }} public class C : I {{ }} {Run("((I)new C()).Loss(logits, targets)")}" },
        { "a static method of an interface", $"public partial interface I<in T> {{ {Method(5)} }} {Run("I<string>.Loss(logits, targets)")}" },
        { "the name of a runtime type", $"public static partial class IRow {{ {Method(5, "DynamicRow")} {Method(3, "IRow_")} {Method(4, "IBinary")} }} {Run("IRow.DynamicRow(logits, targets)")}" },
        { "a project called System", $"namespace Acme.System {{ public static partial class L {{ {Method(5).Replace("System.", "global::System.")} }} }} {Run("Acme.System.L.Loss(logits, targets)")}" },
        { "a namespace inside System", $"namespace System.Mine {{ public static partial class L {{ {Method(5)} }} }} {Run("System.Mine.L.Loss(logits, targets)")}" },
        { "a project called CeGen", $"namespace CeGen.Something.Runtime {{ public static partial class L {{ {Method(5)} }} }} namespace CeGen.Something {{ class Generated {{ }} }} {Run("CeGen.Something.Runtime.L.Loss(logits, targets)")}" },
        { "a namespace called CeGen inside another", $"namespace Acme.CeGen.Runtime {{ public static partial class L {{ {Method(5).Replace("CeGen.", "global::CeGen.")} }} }} {Run("Acme.CeGen.Runtime.L.Loss(logits, targets)")}" },
        { "types of the base library in the global namespace", $"{Shadows} {Type("L", 5)} {Run("L.Loss(logits, targets)")}" },
        { "types of the base library in the namespace", $"namespace Acme {{ {Shadows} {Type("L", 5)} }} {Run("Acme.L.Loss(logits, targets)")}" },
        { "types of the base library in the namespace CeGen", $"namespace CeGen {{ {Shadows.Replace("public class Reduction { } public class AllIgnored { } ", "")} {Type("L", 5)} }} {Run("CeGen.L.Loss(logits, targets)")}" },
        { "types of the base library in the type", $"public static partial class L {{ {Shadows} {Method(5)} }} {Run("L.Loss(logits, targets)")}" },
        { "types of the base library in a base type", $"public class B {{ {Shadows} }} public partial class L : B {{ {Method(5)} }} {Run("L.Loss(logits, targets)")}" },
        { "type parameters of such names", $"public partial class L<Span, Vector512, Math, Unsafe, System> {{ {Method(5).Replace("System.", "global::System.")} }} {Run("L<int, int, int, int, int>.Loss(logits, targets)")}" },
        { "members of such names", $"public partial class L {{ int Unsafe => 1; int Vector512() => 2; const int CeGen = 3; event global::System.Action? System; void Use() => System?.Invoke(); {Method(5).Replace("[CeGen", "[global::CeGen").Replace("System.Read", "global::System.Read")} }} {Run("L.Loss(logits, targets)")}" },
    };

    [Theory]
    [MemberData(nameof(Callers))]
    public void Whatever_it_is_called_a_loss_compiles_without_a_warning_and_is_the_right_one(string name, string source)
    {
        LoadedAssembly assembly = Load(source, name);

        Assert.Equal(5, Uniform.ClassesOf(Uniform.Bind(assembly.Assembly.GetType("Caller", throwOnError: true)!, "Run"), 5));
    }

    [Theory]
    [MemberData(nameof(Callers))]
    public void Files_have_names_that_every_file_system_takes(string name, string source)
    {
        string[] devices = ["con", "prn", "aux", "nul", "com1", "lpt1"];
        foreach (GeneratedSourceResult file in Generation.Run(source).Result.Results.SelectMany(r => r.GeneratedSources))
        {
            Assert.InRange(file.HintName.Length, 1, 160);
            Assert.True(file.HintName.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_'), $"{name}: {file.HintName}");
            Assert.False(file.HintName.StartsWith('.'), $"{name}: {file.HintName}");
            Assert.DoesNotContain(file.HintName.Split('.')[0].ToLowerInvariant(), devices);
        }
    }

    [Fact]
    public void Namespaces_whose_names_have_one_checksum_have_a_kernel_each()
    {
        Generation generation = Generation.Run($"{In("N57707", Type("Losses", 3))} {In("N294430", Type("Losses", 5))} {Run("N294430.Losses.Loss(logits, targets)")}");

        Assert.Equal(2, generation.Result.GeneratedTrees.Length);
        Assert.Equal(5, Uniform.ClassesOf(Uniform.Bind(generation.Load().Assembly.GetType("Caller")!, "Run"), 5));
    }

    [Fact]
    public void Parts_of_a_type_in_several_files_have_a_kernel_each()
    {
        CSharpCompilation input = Generation.Compile(
        [
            ("Source.cs", $"namespace A; partial class L {{ {Method(3, "Few")} }}"),
            ("Folder/Source.cs", $"namespace A; partial class L : System.IDisposable {{ {Method(5, "Some")} public void Dispose() {{ }} }}"),
            ("Other.cs", $"namespace A {{ partial class L {{ {Method(40, "Many")} public partial class I {{ {Method(7)} }} }} }} {Run("A.L.Some(logits, targets)")}"),
        ]);
        LoadedAssembly assembly = Generation.Run(input, Generation.CreateDriver(input)).Load();

        Type type = assembly.Assembly.GetType("A.L")!;
        Assert.Equal(3, Uniform.ClassesOf(Uniform.Bind(type, "Few"), 3));
        Assert.Equal(5, Uniform.ClassesOf(Uniform.Bind(type, "Some"), 5));
        Assert.Equal(40, Uniform.ClassesOf(Uniform.Bind(type, "Many"), 40));
        Assert.Equal(7, Uniform.ClassesOf(Uniform.Bind(assembly.Assembly.GetType("A.L+I")!, "Loss"), 7));
    }

    [Fact]
    public void Two_projects_of_the_same_names_of_which_one_sees_the_internals_of_the_other_have_a_kernel_each()
    {
        string Project(int classes) => $"namespace Shared {{ internal static partial class Losses {{ {Method(classes)} }} }}";
        CSharpCompilation library = Generation.Compile("[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Program\")]" + Project(3));
        Generation first = Generation.Run(library, Generation.CreateDriver(library));
        Assert.Empty(first.CompilerDiagnostics());
        CSharpCompilation program = Generation.Compile(Project(5) + Run("Shared.Own.Call(logits, targets)") + "namespace Shared { static class Own { public static float Call" + Arguments + " => Program.Losses.Loss(logits, targets); } } namespace Shared.Program { internal static partial class Losses { " + Method(5) + " } }")
            .WithAssemblyName("Program")
            .AddReferences(first.Output.ToMetadataReference());
        LoadedAssembly assembly = Generation.Run(program, Generation.CreateDriver(program)).Load();

        Assert.Equal(5, Uniform.ClassesOf(Uniform.Bind(assembly.Assembly.GetType("Shared.Losses")!, "Loss"), 5));
        Assert.Equal(5, Uniform.ClassesOf(Uniform.Bind(assembly.Assembly.GetType("Caller")!, "Run"), 5));
        Assert.Equal(3, Uniform.ClassesOf(Uniform.Bind(first.Load().Assembly.GetType("Shared.Losses")!, "Loss"), 3));
    }

    [Theory]
    [InlineData("file static partial class L { METHOD }", "CEGEN002", "must be visible outside its file")]
    [InlineData("file partial class O { public static partial class L { METHOD } }", "CEGEN002", "'O' must be visible outside its file")]
    [InlineData("public static partial class L { GENERIC }", "CEGEN013", "has type parameters")]
    public async Task Where_no_kernel_can_be_a_diagnostic_says_so_and_the_generated_code_is_no_error(string source, string id, string words)
    {
        Generation generation = Generation.Run(source.Replace("METHOD", Method(3)).Replace("GENERIC", Method(3, "Loss<T>")));

        Diagnostic diagnostic = Assert.Single(await generation.AnalyzerDiagnostics());
        Assert.Equal(id, diagnostic.Id);
        Assert.Contains(words, diagnostic.GetMessage(null), StringComparison.Ordinal);
        Assert.DoesNotContain(generation.CompilerDiagnostics(), d => d.Location.SourceTree?.FilePath != "Source.cs");
    }

    /// <summary>Types that have the names of those that generated code uses.</summary>
    private static string Shadows { get; } = string.Concat(new[]
    {
        "Vector512", "Vector256", "Vector128", "Unsafe", "Math", "MathF", "Span<T>", "ReadOnlySpan<T>", "MemoryMarshal", "MethodImplAttribute", "MethodImplOptions",
        "IRowKernel<T>", "RowBlock<T>", "VectorMath", "RowLanes", "RowLoop", "Streaming", "IPass", "ClassWeights<T>", "LossDriver", "DynamicRows", "LossKernel", "Func<T>", "Attribute", "Reduction", "AllIgnored",
    }.Select(name => $"public class {name} {{ }} "));

    private static string In(string name, string content) => $"namespace {name} {{ {content} }}";

    private static string Type(string name, int classes) => $"public static partial class {name} {{ {Method(classes)} }}";

    private static string Method(int classes, string name = "Loss") => $"[CeGen.CrossEntropy(Classes = {classes})] public static partial float {name}({Parameters});";

    private static string Run(string call) => $"static class Caller {{ public static float Run(global::System.ReadOnlySpan<float> logits, global::System.ReadOnlySpan<int> targets) => {call}; }}";

    private static string Long(char letter) => new(letter, 300);

    private static LoadedAssembly Load(string source, string name)
    {
        Generation generation = Generation.Run(source);
        IReadOnlyList<Diagnostic> diagnostics = generation.CompilerDiagnostics();
        Assert.True(diagnostics.Count == 0, $"{name}: {string.Join("\n", diagnostics)}");
        return generation.Load();
    }
}
