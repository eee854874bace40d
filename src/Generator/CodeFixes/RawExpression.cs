using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CeGen.Generator.CodeFixes;

/// <summary>Tells whether the raw logits can still be had where the loss is called.</summary>
internal static class RawExpression
{
    private static readonly string[] Views = ["AsSpan", "AsTensorSpan", "AsReadOnlyTensorSpan", "Slice"];

    /// <summary>Whether the expression gives the same there: it only names variables and views of them, all are visible, and none is mentioned in between.</summary>
    public static bool IsStill(Normalized normalized) => !normalized.Raw.DescendantNodesAndSelf().Any(IsMore)
        && normalized.Raw.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().All(n => IsStill(n, normalized));

    private static bool IsMore(SyntaxNode node) => node
        is AssignmentExpressionSyntax
        or PostfixUnaryExpressionSyntax
        or AwaitExpressionSyntax
        or BaseObjectCreationExpressionSyntax
        or AnonymousFunctionExpressionSyntax;

    private static bool IsStill(SimpleNameSyntax name, Normalized normalized) => normalized.Model.GetSymbolInfo(name).Symbol switch
    {
        ILocalSymbol or IParameterSymbol => IsVisible(name, normalized) && !IsMentionedBetween(name, normalized),
        IFieldSymbol or IPropertySymbol => !IsMentionedBetween(name, normalized),
        IMethodSymbol method => Views.Contains(method.Name),
        INamespaceOrTypeSymbol => true,
        _ => false,
    };

    private static bool IsVisible(SimpleNameSyntax name, Normalized normalized) => normalized.Model
        .LookupSymbols(normalized.Logits.SpanStart, name: name.Identifier.ValueText)
        .Contains(normalized.Model.GetSymbolInfo(name).Symbol!, SymbolEqualityComparer.Default);

    private static bool IsMentionedBetween(SimpleNameSyntax name, Normalized normalized) => References
        .Of(normalized.Model.GetSymbolInfo(name).Symbol!, normalized.Model, normalized.Call)
        .Any(r => r.SpanStart >= normalized.Call.Span.End && r.Span.End <= normalized.Logits.SpanStart);
}
