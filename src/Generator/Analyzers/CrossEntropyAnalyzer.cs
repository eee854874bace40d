using System.Collections.Immutable;
using CeGen.Generator.Model;
using CeGen.Generator.Parsing;
using CeGen.Generator.Planning;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
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
                RequestParser.Parse(method, attribute, c.Compilation, c.CancellationToken) is { } request ? Findings.Of(request) : null);
            Register(start, BinaryAttributeReader.BinaryCrossEntropy, static (method, attribute, c) =>
                BinaryRequestParser.Parse(method, attribute, c.Compilation, c.CancellationToken) is { } request ? Findings.Of(request) : null);
        });
    }

    private static void Register(
        CompilationStartAnalysisContext start, string name, Func<IMethodSymbol, AttributeData, SymbolAnalysisContext, IEnumerable<Violation>?> check)
    {
        if (start.Compilation.GetTypeByMetadataName(name) is { } attribute)
        {
            start.RegisterSymbolAction(c => Analyze(c, attribute, check), SymbolKind.Method);
            start.RegisterSyntaxNodeAction(
                c => AnalyzeNested(c, attribute),
                SyntaxKind.LocalFunctionStatement,
                SyntaxKind.ParenthesizedLambdaExpression,
                SyntaxKind.SimpleLambdaExpression);
        }
    }

    private static void Analyze(
        SymbolAnalysisContext context, INamedTypeSymbol attributeType, Func<IMethodSymbol, AttributeData, SymbolAnalysisContext, IEnumerable<Violation>?> check)
    {
        var method = (IMethodSymbol)context.Symbol;
        if (Find(method, attributeType) is not { } attribute || method.PartialDefinitionPart is not null)
        {
            return;
        }

        if (check(method, attribute, context) is not { } violations)
        {
            // An accessor or an operator. A constructor is the compiler's affair.
            if (method.MethodKind is not (MethodKind.Constructor or MethodKind.StaticConstructor))
            {
                context.ReportDiagnostic(Misplaced(method, attribute, context.CancellationToken));
            }

            return;
        }

        foreach (Violation violation in violations)
        {
            Location location = CulpritLocation.Find(violation, method, attribute, context.CancellationToken);
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(violation.Id), location, [.. violation.Arguments]));
        }
    }

    /// <summary>A local function or a lambda can take the attribute, and never be partial.</summary>
    private static void AnalyzeNested(SyntaxNodeAnalysisContext context, INamedTypeSymbol attributeType)
    {
        ISymbol? symbol = context.SemanticModel.GetDeclaredSymbol(context.Node, context.CancellationToken)
            ?? context.SemanticModel.GetSymbolInfo(context.Node, context.CancellationToken).Symbol;
        if (symbol is IMethodSymbol method && Find(method, attributeType) is { } attribute)
        {
            context.ReportDiagnostic(Misplaced(method, attribute, context.CancellationToken));
        }
    }

    private static AttributeData? Find(IMethodSymbol method, INamedTypeSymbol attributeType) =>
        method.GetAttributes().FirstOrDefault(a => SymbolEqualityComparer.Default.Equals(a.AttributeClass, attributeType));

    private static Diagnostic Misplaced(IMethodSymbol method, AttributeData attribute, CancellationToken cancellationToken)
    {
        string name = method.Name.Length > 0 ? method.Name : "lambda";
        Location? location = attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken).GetLocation();
        return Diagnostic.Create(Descriptors.Of(Rule.MethodNotPartial.Id), location ?? method.Locations.FirstOrDefault(), name);
    }
}
