using System.Collections.Immutable;
using System.Composition;
using CeGen.Generator.Parsing;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CeGen.Generator.CodeFixes;

/// <summary>Makes the types around a method partial, all of them in one go.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeTypesPartialFix)), Shared]
public sealed class MakeTypesPartialFix : FixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Rule.TypeNotPartial.Id];

    internal override async Task<IReadOnlyList<Change>> FindChangesAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        SyntaxNode? root = await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false);
        SemanticModel? model = await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false);
        if (root?.FindNode(diagnostic.Location.SourceSpan) is not TypeDeclarationSyntax syntax || model?.GetDeclaredSymbol(syntax, cancellationToken) is not { } type)
        {
            return [];
        }

        INamedTypeSymbol[] types = [.. Chain(type)];
        if (types.Any(t => t.IsFileLocal))
        {
            // A generated file cannot reach it, partial or not.
            return [];
        }

        string title = types.Length == 1 ? $"Make '{type.Name}' partial" : $"Make {string.Join(", ", types.Select(t => $"'{t.Name}'"))} partial";
        return [new(title, nameof(MakeTypesPartialFix), [.. PartialTypes.Edits(types, cancellationToken)])];
    }

    /// <summary>The types to change: those around this one, itself, and those in it that have losses.</summary>
    private static IEnumerable<INamedTypeSymbol> Chain(INamedTypeSymbol type) => Losses(type)
        .SelectMany(MethodReader.TypesAround)
        .Distinct<ISymbol>(SymbolEqualityComparer.Default)
        .Cast<INamedTypeSymbol>()
        .Where(t => !PartialTypes.IsPartial(t));

    private static IEnumerable<IMethodSymbol> Losses(INamedTypeSymbol type) => type.GetMembers().OfType<IMethodSymbol>()
        .Where(m => m.GetAttributes().Any(a => a.AttributeClass?.ToDisplayString() is AttributeReader.CrossEntropy or BinaryAttributeReader.BinaryCrossEntropy))
        .Concat(type.GetTypeMembers().SelectMany(Losses));
}
