using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CeGen.Generator.CodeFixes;

/// <summary>Makes types partial in every file that declares them.</summary>
internal static class PartialTypes
{
    public static IEnumerable<Edit> Edits(IEnumerable<INamedTypeSymbol> types, CancellationToken cancellationToken) => types
        .SelectMany(t => t.DeclaringSyntaxReferences)
        .Select(r => r.GetSyntax(cancellationToken))
        .OfType<TypeDeclarationSyntax>()
        .Select(t => Edit.Of(t, Modifiers.AsPartial));

    public static bool IsPartial(INamedTypeSymbol type) => type.DeclaringSyntaxReferences
        .Select(r => r.GetSyntax())
        .OfType<TypeDeclarationSyntax>()
        .All(t => t.Modifiers.Any(SyntaxKind.PartialKeyword));
}
