using CeGen.Generator.Model;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CeGen.Generator.Parsing;

/// <summary>What must hold for a body to be added at all. These rules need the symbols; the others see the model alone.</summary>
internal static class PlacementRules
{
    public static IEnumerable<Violation> Check(IMethodSymbol method, MethodDeclaration declaration, string hintName, CancellationToken cancellationToken)
    {
        if (!method.IsPartialDefinition || HasOwnBody(method, hintName))
        {
            yield return Rule.MethodNotPartial.At(Culprit.Method, "", declaration.Name);
        }

        foreach (INamedTypeSymbol type in MethodReader.TypesAround(method))
        {
            if (type.IsFileLocal)
            {
                yield return Rule.TypeNotPartial.At(Culprit.Type, type.Name, type.Name, "visible outside its file", declaration.Name);
            }
            else if (!IsPartial(type, cancellationToken))
            {
                yield return Rule.TypeNotPartial.At(Culprit.Type, type.Name, type.Name, "declared partial", declaration.Name);
            }
        }
    }

    /// <summary>Whether the implementing part is the user's. The analyzer also sees the generated one.</summary>
    private static bool HasOwnBody(IMethodSymbol method, string hintName) =>
        method.PartialImplementationPart is { } implementation
        && implementation.DeclaringSyntaxReferences.Any(r => !r.SyntaxTree.FilePath.EndsWith(hintName, StringComparison.Ordinal));

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellationToken) => type.DeclaringSyntaxReferences
        .Any(r => r.GetSyntax(cancellationToken) is TypeDeclarationSyntax syntax && syntax.Modifiers.Any(SyntaxKind.PartialKeyword));
}
