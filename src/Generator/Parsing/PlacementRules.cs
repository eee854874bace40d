using CeGen.Generator.Model;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CeGen.Generator.Parsing;

/// <summary>What must hold for a body to be added at all. These rules need the symbols; the others see the model alone.</summary>
internal static class PlacementRules
{
    public static IEnumerable<Violation> Check(IMethodSymbol method, MethodDeclarationSyntax syntax, MethodDeclaration declaration, string hintName, CancellationToken cancellationToken)
    {
        if (WrongKind(method, syntax) is { } wrongKind)
        {
            yield return wrongKind;
            yield break;
        }

        if (!method.IsPartialDefinition || HasOwnBody(method, hintName))
        {
            yield return Rule.MethodNotPartial.At(Culprit.Method, "", declaration.Name);
        }

        foreach (INamedTypeSymbol type in MethodReader.TypesAround(method).Where(t => !t.IsImplicitClass))
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

    /// <summary>A method that cannot be made partial as it is.</summary>
    private static Violation? WrongKind(IMethodSymbol method, MethodDeclarationSyntax syntax)
    {
        string name = syntax.Identifier.ValueText;
        if (method.ContainingType.TypeKind is not (TypeKind.Class or TypeKind.Struct or TypeKind.Interface) && !method.ContainingType.IsImplicitClass)
        {
            // Of a compiler newer than the one that this is compiled with.
            return Rule.MethodKindWrong.At(Culprit.Method, "", name, "stands in an extension block, which cannot have partial methods; declare it in the class around the block");
        }

        if (method.MethodKind == MethodKind.ExplicitInterfaceImplementation && !method.IsPartialDefinition)
        {
            return Rule.MethodKindWrong.At(Culprit.Method, "", name, "implements an interface explicitly, which no partial method can; make it a public method");
        }

        return syntax.Modifiers.Any(SyntaxKind.ExternKeyword)
            ? Rule.MethodKindWrong.At(Culprit.Modifier, "extern", name, "is extern, so that its body lies elsewhere; declare it partial instead")
            : null;
    }

    /// <summary>Whether the implementing part is the user's. The analyzer also sees the generated one.</summary>
    private static bool HasOwnBody(IMethodSymbol method, string hintName) =>
        method.PartialImplementationPart is { } implementation
        && implementation.DeclaringSyntaxReferences.Any(r => !r.SyntaxTree.FilePath.EndsWith(hintName, StringComparison.Ordinal));

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellationToken) => type.DeclaringSyntaxReferences
        .Any(r => r.GetSyntax(cancellationToken) is TypeDeclarationSyntax syntax && syntax.Modifiers.Any(SyntaxKind.PartialKeyword));
}
