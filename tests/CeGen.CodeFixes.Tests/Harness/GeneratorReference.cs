using System.Collections.Immutable;
using CeGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CeGen.CodeFixes.Tests.Harness;

/// <summary>The product as a project refers to it: its generators run in the editor, and what they add is there when a fix looks at the code.</summary>
internal sealed class GeneratorReference : AnalyzerReference
{
    public static GeneratorReference Instance { get; } = new();

    /// <summary>All analyzers of the product.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = CreateAll<DiagnosticAnalyzer>();

    /// <summary>All generators of the product. The editor knows them by reference.</summary>
    private static ImmutableArray<ISourceGenerator> Generators { get; } = [.. CreateAll<IIncrementalGenerator>().Select(GeneratorExtensions.AsSourceGenerator)];

    public override string? FullPath => null;

    public override object Id => nameof(GeneratorReference);

    public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzers(string language) => Analyzers;

    public override ImmutableArray<DiagnosticAnalyzer> GetAnalyzersForAllLanguages() => Analyzers;

    public override ImmutableArray<ISourceGenerator> GetGenerators(string language) => Generators;

    private static ImmutableArray<T> CreateAll<T>() =>
    [
        .. typeof(CrossEntropyGenerator).Assembly.GetTypes()
            .Where(t => t.IsClass && !t.IsAbstract && t.IsAssignableTo(typeof(T)))
            .Select(t => (T)Activator.CreateInstance(t)!),
    ];
}
