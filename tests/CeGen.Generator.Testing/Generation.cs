using System.Collections.Immutable;
using CeGen.Generator.Analyzers;
using CeGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CeGen.Generator.Testing;

/// <summary>A run of the generator over sources, as a compiler would make it.</summary>
public sealed class Generation
{
    private static readonly ImmutableArray<MetadataReference> References = LoadReferences();

    /// <summary>All generators of the product, that of the cross entropy first.</summary>
    private static readonly ImmutableArray<Type> Generators =
    [
        .. typeof(CrossEntropyGenerator).Assembly.GetTypes()
            .Where(t => t.IsClass && !t.IsAbstract && t.IsAssignableTo(typeof(IIncrementalGenerator)))
            .OrderByDescending(t => t == typeof(CrossEntropyGenerator)),
    ];

    private Generation(CSharpCompilation input, Compilation output, GeneratorDriver driver)
    {
        Input = input;
        Output = output;
        Driver = driver;
        Result = driver.GetRunResult();
    }

    public CSharpCompilation Input { get; }

    public Compilation Output { get; }

    public GeneratorDriver Driver { get; }

    public GeneratorDriverRunResult Result { get; }

    /// <summary>The text of the only generated file.</summary>
    public string SingleSource => Result.GeneratedTrees.Single().ToString();

    public static Generation Run(string source, Func<CSharpCompilationOptions, CSharpCompilationOptions>? options = null, LanguageVersion language = LanguageVersion.Default)
    {
        CSharpCompilation input = Compile(source, options, language);
        return Run(input, CreateDriver(input));
    }

    public static Generation Run(CSharpCompilation input, GeneratorDriver driver)
    {
        Generation generation = TryRun(input, driver);
        ThrowIfAny(generation.Result.Diagnostics);
        return generation;
    }

    /// <summary>A run in which the generator may fail, which its result tells.</summary>
    internal static Generation TryRun(CSharpCompilation input, GeneratorDriver driver)
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(input, out Compilation output, out _);
        return new Generation(input, output, driver);
    }

    public static CSharpCompilation Compile(
        string source, Func<CSharpCompilationOptions, CSharpCompilationOptions>? options = null, LanguageVersion language = LanguageVersion.Default)
        => Compile([("Source.cs", source)], options, language);

    public static CSharpCompilation Compile(
        IEnumerable<(string Path, string Text)> sources,
        Func<CSharpCompilationOptions, CSharpCompilationOptions>? options = null,
        LanguageVersion language = LanguageVersion.Default)
    {
        var settings = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, optimizationLevel: OptimizationLevel.Release, warningLevel: 9999);
        var parse = new CSharpParseOptions(language, DocumentationMode.Diagnose);
        return CSharpCompilation.Create(
            "Generated" + Guid.NewGuid().ToString("N"),
            sources.Select(s => CSharpSyntaxTree.ParseText(s.Text, parse, s.Path)),
            References,
            options?.Invoke(settings) ?? settings);
    }

    public static GeneratorDriver CreateDriver(CSharpCompilation compilation) => CSharpGeneratorDriver.Create(
        Generators.Select(type => ((IIncrementalGenerator)Activator.CreateInstance(type)!).AsSourceGenerator()),
        parseOptions: (CSharpParseOptions)compilation.SyntaxTrees[0].Options,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>What the compiler says of the sources and the generated code together, warnings included, but for missing docs in the test's own source.</summary>
    public IReadOnlyList<Diagnostic> CompilerDiagnostics() =>
    [
        .. Output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning && !(d.Id == "CS1591" && d.Location.SourceTree?.FilePath == "Source.cs")),
    ];

    /// <summary>What the analyzer says, in the order of the source.</summary>
    public async Task<IReadOnlyList<Diagnostic>> AnalyzerDiagnostics()
    {
        CompilationWithAnalyzers analysis = Output.WithAnalyzers([new CrossEntropyAnalyzer()]);
        ImmutableArray<Diagnostic> diagnostics = await analysis.GetAnalyzerDiagnosticsAsync();
        return [.. diagnostics.OrderBy(d => d.Location.SourceSpan.Start)];
    }

    /// <summary>Compiles without a warning and loads the result.</summary>
    public LoadedAssembly Load()
    {
        ThrowIfAny(CompilerDiagnostics());
        return LoadedAssembly.Create(Output);
    }

    /// <summary>Compiles and loads the result, or tells what there is against it: failures of the generator, errors, and warnings in generated code.</summary>
    internal LoadedAssembly? TryLoad(out IReadOnlyList<Diagnostic> diagnostics)
    {
        diagnostics = Result.Diagnostics;
        if (diagnostics.Count > 0)
        {
            return null;
        }

        using var image = new MemoryStream();
        diagnostics =
        [
            .. Output.Emit(image).Diagnostics.Where(
                d => d.Severity == DiagnosticSeverity.Error || (d.Severity == DiagnosticSeverity.Warning && !IsInput(d.Location.SourceTree))),
        ];
        return diagnostics.Count > 0 ? null : LoadedAssembly.Load(image, isCollectible: false);
    }

    private bool IsInput(SyntaxTree? tree) => tree is not null && Input.ContainsSyntaxTree(tree);

    private static void ThrowIfAny(IReadOnlyList<Diagnostic> diagnostics)
    {
        if (diagnostics.Count > 0)
        {
            throw new InvalidOperationException(string.Join(Environment.NewLine, diagnostics));
        }
    }

    private static ImmutableArray<MetadataReference> LoadReferences()
    {
        string platform = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return
        [
            .. platform.Split(Path.PathSeparator)
                .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(p) is "mscorlib.dll" or "netstandard.dll")
                .Append(typeof(CrossEntropyAttribute).Assembly.Location)
                .Append(typeof(CrossEntropyLoss).Assembly.Location)
                .Append(typeof(LossCall<>).Assembly.Location)
                .Select(p => MetadataReference.CreateFromFile(p)),
        ];
    }
}
