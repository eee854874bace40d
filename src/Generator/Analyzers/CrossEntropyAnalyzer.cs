using System.Collections.Immutable;
using CeGen.Generator.Model;
using CeGen.Generator.Parsing;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CeGen.Generator.Analyzers;

/// <summary>Reports what is wrong with a <c>[CrossEntropy]</c> or <c>[BinaryCrossEntropy]</c> declaration, at the piece at fault. The rules are the generator's own.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CrossEntropyAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        // The generated half of a partial method carries [GeneratedCode], which makes the user's half count as generated too.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            Register(start, AttributeReader.CrossEntropy, static (method, attribute, c) =>
                RequestParser.Parse(method, attribute, c.Compilation, c.CancellationToken)?.Violations);
            Register(start, BinaryAttributeReader.BinaryCrossEntropy, static (method, attribute, c) =>
                BinaryRequestParser.Parse(method, attribute, c.Compilation, c.CancellationToken)?.Violations);
        });
    }

    private static void Register(
        CompilationStartAnalysisContext start, string name, Func<IMethodSymbol, AttributeData, SymbolAnalysisContext, EquatableArray<Violation>?> check)
    {
        if (start.Compilation.GetTypeByMetadataName(name) is { } attribute)
        {
            start.RegisterSymbolAction(c => Analyze(c, attribute, check), SymbolKind.Method);
        }
    }

    private static void Analyze(
        SymbolAnalysisContext context, INamedTypeSymbol attributeType, Func<IMethodSymbol, AttributeData, SymbolAnalysisContext, EquatableArray<Violation>?> check)
    {
        var method = (IMethodSymbol)context.Symbol;
        AttributeData? attribute = method.GetAttributes().FirstOrDefault(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, attributeType));
        if (attribute is null || method.PartialDefinitionPart is not null)
        {
            return;
        }

        foreach (Violation violation in check(method, attribute, context) ?? default)
        {
            Location location = CulpritLocation.Find(violation, method, attribute, context.CancellationToken);
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(violation.Id), location, [.. violation.Arguments]));
        }
    }
}
