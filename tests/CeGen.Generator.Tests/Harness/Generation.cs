using System.Collections.Immutable;
using CeGen.Generator.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CeGen.Generator.Tests.Harness;

/// <summary>A run of the generator over sources, as a compiler would make it.</summary>
internal sealed class Generation
{
    private static readonly ImmutableArray<MetadataReference> References = LoadReferences();

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
    public string SingleSource => Assert.Single(Result.GeneratedTrees).ToString();

    public static Generation Run(string source, Func<CSharpCompilationOptions, CSharpCompilationOptions>? options = null, LanguageVersion language = LanguageVersion.Default)
    {
        CSharpCompilation input = Compile(source, options, language);
        return Run(input, CreateDriver(input));
    }

    public static Generation Run(CSharpCompilation input, GeneratorDriver driver)
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(input, out Compilation output, out ImmutableArray<Diagnostic> diagnostics);
        Assert.Empty(diagnostics);
        return new Generation(input, output, driver);
    }

    public static CSharpCompilation Compile(
        string source, Func<CSharpCompilationOptions, CSharpCompilationOptions>? options = null, LanguageVersion language = LanguageVersion.Default)
    {
        var settings = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, optimizationLevel: OptimizationLevel.Release, warningLevel: 9999);
        var parse = new CSharpParseOptions(language, DocumentationMode.Diagnose);
        return CSharpCompilation.Create(
            "Generated" + Guid.NewGuid().ToString("N"),
            [CSharpSyntaxTree.ParseText(source, parse, path: "Source.cs")],
            References,
            options?.Invoke(settings) ?? settings);
    }

    public static GeneratorDriver CreateDriver(CSharpCompilation compilation) => CSharpGeneratorDriver.Create(
        [new CrossEntropyGenerator().AsSourceGenerator()],
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
        Assert.Empty(CompilerDiagnostics());
        return LoadedAssembly.Create(Output);
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
                .Select(p => MetadataReference.CreateFromFile(p)),
        ];
    }
}
