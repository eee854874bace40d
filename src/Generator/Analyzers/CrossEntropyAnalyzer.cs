using System.Collections.Immutable;
using CeGen.Generator.Model;
using CeGen.Generator.Parsing;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace CeGen.Generator.Analyzers;

/// <summary>Reports what is wrong with a <c>[CrossEntropy]</c> declaration, at the piece at fault. The rules are the generator's own.</summary>
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
            if (start.Compilation.GetTypeByMetadataName(AttributeReader.CrossEntropy) is { } attribute)
            {
                start.RegisterSymbolAction(c => Analyze(c, attribute), SymbolKind.Method);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context, INamedTypeSymbol attributeType)
    {
        var method = (IMethodSymbol)context.Symbol;
        AttributeData? attribute = method.GetAttributes().FirstOrDefault(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, attributeType));
        if (attribute is null || method.PartialDefinitionPart is not null)
        {
            return;
        }

        KernelRequest? request = RequestParser.Parse(method, attribute, context.Compilation, context.CancellationToken);
        foreach (Violation violation in request?.Violations ?? default)
        {
            Location location = CulpritLocation.Find(violation, method, attribute, context.CancellationToken);
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(violation.Id), location, [.. violation.Arguments]));
        }
    }
}
