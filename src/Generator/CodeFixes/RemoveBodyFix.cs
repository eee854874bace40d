using System.Collections.Immutable;
using System.Composition;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CeGen.Generator.CodeFixes;

/// <summary>Removes a body that the user wrote, and says so.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveBodyFix)), Shared]
public sealed class RemoveBodyFix : DeclarationFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Rule.MethodNotPartial.Id];

    /// <summary>None: a body is the user's work, to be looked at before it goes.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    private protected override IEnumerable<Change> Changes(FaultyDeclaration declaration)
    {
        MethodDeclarationSyntax method = declaration.Syntax;
        string name = declaration.Symbol.Name;
        bool isPartial = method.Modifiers.Any(SyntaxKind.PartialKeyword);
        if (method is not { Body: null, ExpressionBody: null } && MakeMethodPartialFix.CanBePartial(method))
        {
            yield return new(
                isPartial ? $"Remove the body of '{name}'" : $"Make '{name}' partial and remove its body",
                nameof(RemoveBodyFix),
                [Edit.Of(method, m => MakeMethodPartialFix.AsPartial(WithoutBody(m)))]);
        }
        else if (isPartial && OwnImplementation(declaration) is { } implementation)
        {
            yield return new($"Remove the body of '{name}'", nameof(RemoveBodyFix), [Edit.Remove(implementation)]);
        }
    }

    /// <summary>The other part of the method, unless the attribute stands there.</summary>
    private static SyntaxNode? OwnImplementation(FaultyDeclaration declaration) =>
        declaration.Syntax.Contains(declaration.AttributeSyntax) ? declaration.Symbol.PartialImplementationPart?.DeclaringSyntaxReferences[0].GetSyntax() : null;

    private static MethodDeclarationSyntax WithoutBody(MethodDeclarationSyntax method)
    {
        SyntaxTriviaList end = method.GetTrailingTrivia();
        MethodDeclarationSyntax bare = method.WithBody(null).WithExpressionBody(null).WithSemicolonToken(default);
        return bare.WithTrailingTrivia().WithSemicolonToken(SyntaxFactory.Token(SyntaxKind.SemicolonToken).WithTrailingTrivia(end));
    }
}
