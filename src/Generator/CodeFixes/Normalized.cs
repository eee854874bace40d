using CeGen.Generator.Rules;
using CeGen.Generator.Usage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace CeGen.Generator.CodeFixes;

/// <summary>A call that normalizes logits, and the logits of a loss that it spoils.</summary>
/// <param name="Model">What the names in the file mean.</param>
/// <param name="Logits">What the loss gets.</param>
/// <param name="Call">The normalization.</param>
/// <param name="Raw">What the normalization gets: the raw logits.</param>
/// <param name="Result">Where it writes to; <see langword="null"/> if it returns its result to where it is used at once.</param>
internal sealed record Normalized(SemanticModel Model, ExpressionSyntax Logits, InvocationExpressionSyntax Call, ExpressionSyntax Raw, SyntaxNode? Result)
{
    /// <summary>The name of the method, with its type.</summary>
    public string Name => Model.GetSymbolInfo(Call).Symbol is IMethodSymbol method ? $"{method.ContainingType.Name}.{method.Name}" : Call.Expression.ToString();

    /// <summary>Whether it overwrites the raw logits.</summary>
    public bool IsInPlace => Result is ExpressionSyntax result && AreSame(result, Raw);

    /// <summary>Whether somebody other than a loss or another normalization may read the memory of the logits afterwards: there they would no longer be normalized.</summary>
    public bool IsReadElsewhere => Owner(Raw) is not { } owner || UsageTypes.Of(Model.Compilation) is not { } types || References.Of(owner, Model, Call).Any(r =>
        r.SpanStart >= Call.Span.End
        && r.Parent is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Length" }
        && !r.Ancestors().OfType<InvocationExpressionSyntax>().Any(i =>
            Model.GetOperation(i) is IInvocationOperation call
            && (types.NormalizationBy(call.TargetMethod) is not null || CallReader.Read(call, types) is { Kind: not LossKind.NegativeLogLikelihood })));

    /// <summary>Whether its result, the whole of it, is what the loss gets.</summary>
    public bool IsLogits => Result switch
    {
        null => Call == Logits,
        VariableDeclaratorSyntax variable => Whole(Logits) is IdentifierNameSyntax name && name.Identifier.ValueText == variable.Identifier.ValueText,
        ExpressionSyntax result => AreSame(result, Logits),
        _ => false,
    };

    /// <summary>The variable that receives the result, if it is a local one.</summary>
    public ILocalSymbol? Local => (Result switch
    {
        VariableDeclaratorSyntax variable => Model.GetDeclaredSymbol(variable),
        ExpressionSyntax result => Model.GetSymbolInfo(Whole(result)).Symbol,
        _ => null,
    }) as ILocalSymbol;

    /// <summary>The call that a diagnostic tells of: <see cref="Rule.SoftmaxBeforeLoss"/> and its like say where it is.</summary>
    public static async Task<Normalized?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        SemanticModel? model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        return diagnostic.AdditionalLocations is { Count: > 0 } places
            && places[0].SourceTree == root?.SyntaxTree
            && root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is ExpressionSyntax logits
            && root.FindNode(places[0].SourceSpan, getInnermostNodeForTie: true) is InvocationExpressionSyntax call
            && model?.GetOperation(call, cancellationToken) is IInvocationOperation operation
            && operation.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == 0)?.Value.Syntax is ExpressionSyntax raw
            ? new(model, logits, call, raw, ResultOf(operation, call))
            : null;
    }

    /// <summary>The variable that an expression is, or is a view of.</summary>
    private ISymbol? Owner(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } => Model.GetSymbolInfo(expression).Symbol,
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax view } => Owner(view.Expression),
        ElementAccessExpressionSyntax range => Owner(range.Expression),
        _ => null,
    };

    /// <summary>Whether two expressions stand for the same memory, by their text.</summary>
    private static bool AreSame(ExpressionSyntax left, ExpressionSyntax right) => SyntaxFactory.AreEquivalent(Whole(left), Whole(right));

    /// <summary>The expression without a view of all of it.</summary>
    private static ExpressionSyntax Whole(ExpressionSyntax expression) =>
        expression is InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AsSpan" or "AsTensorSpan" or "AsReadOnlyTensorSpan" } view }
            ? Whole(view.Expression)
            : expression;

    private static SyntaxNode? ResultOf(IInvocationOperation operation, InvocationExpressionSyntax call) =>
        operation.Arguments.FirstOrDefault(a => a.Parameter?.Name is "destination" or "result")?.Value.Syntax
        ?? call.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable } => variable,
            AssignmentExpressionSyntax assignment when assignment.Right == call => assignment.Left,
            _ => null,
        };
}
