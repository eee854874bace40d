using CeGen.Generator.Model;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CeGen.Generator.Parsing;

/// <summary>What the compiler itself refuses. It has the word there: a second sentence would only confuse.</summary>
internal static class Refusals
{
    /// <summary>Whether the compiler refuses an argument, a parameter or the return type.</summary>
    public static bool Any(IMethodSymbol method, AttributeData attribute, MethodDeclaration declaration) =>
        AttributeReader.HasErrors(attribute) || IsSignatureRefused(method, declaration);

    /// <summary>Whether it refuses a parameter or the return type, so that no overload can be made of them.</summary>
    public static bool IsSignatureRefused(IMethodSymbol method, MethodDeclaration declaration) =>
        IsUnknown(method.ReturnType) || declaration.Parameters.Any(p => p.IsRefused);

    /// <summary>Takes away what is said of pieces that could not be read.</summary>
    public static void Silence(List<Violation> violations, IMethodSymbol method, AttributeData attribute)
    {
        if (AttributeReader.HasErrors(attribute))
        {
            violations.RemoveAll(v => v.Id == Rule.ClassesMissing.Id || v.Id == Rule.LabelsMissing.Id);
        }

        if (IsUnknown(method.ReturnType))
        {
            violations.RemoveAll(v => v.Id == Rule.ReturnTypeWrong.Id);
        }
    }

    /// <summary>
    /// Whether the compiler refuses the defining part of a partial method in words that it would repeat of an implementing one: without it there is
    /// one sentence, and none about a missing body.
    /// </summary>
    public static bool ForbidsBody(IMethodSymbol method, MethodDeclarationSyntax syntax) =>
        method.ContainingType.IsImplicitClass
        || method.MethodKind == MethodKind.ExplicitInterfaceImplementation
        || (!method.ReturnsVoid && !syntax.Modifiers.Any(m => SyntaxFacts.IsAccessibilityModifier(m.Kind())));

    /// <summary>Whether there is a type in it that the compiler does not know.</summary>
    public static bool IsUnknown(ITypeSymbol type) => type switch
    {
        IErrorTypeSymbol => true,
        IArrayTypeSymbol array => IsUnknown(array.ElementType),
        IPointerTypeSymbol pointer => IsUnknown(pointer.PointedAtType),
        INamedTypeSymbol named => named.TypeArguments.Any(IsUnknown),
        _ => false,
    };
}
