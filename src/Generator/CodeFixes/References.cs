using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CeGen.Generator.CodeFixes;

/// <summary>Finds where a symbol is named.</summary>
internal static class References
{
    /// <summary>The names of a symbol in the member around a node.</summary>
    public static IEnumerable<SyntaxNode> Of(ISymbol symbol, SemanticModel model, SyntaxNode node)
    {
        // The statements of a program without a class are members of the file.
        SyntaxNode? member = node.FirstAncestorOrSelf<MemberDeclarationSyntax>(m => m is not GlobalStatementSyntax);
        return (member ?? node.SyntaxTree.GetRoot()).DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(n => n.Identifier.ValueText == symbol.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(n).Symbol, symbol));
    }
}
