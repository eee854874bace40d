using System.Collections.Immutable;
using System.Composition;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CeGen.Generator.CodeFixes;

/// <summary>Passes a parameter by value.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveModifierFix)), Shared]
public sealed class RemoveModifierFix : DeclarationFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Rule.ParameterModifier.Id];

    private protected override IEnumerable<Change> Changes(FaultyDeclaration declaration)
    {
        ParameterSyntax parameter = declaration.ParameterSyntax;
        string modifiers = string.Join(" ", parameter.Modifiers.Where(IsReference).Select(m => m.ValueText));
        yield return new($"Remove '{modifiers}'", nameof(RemoveModifierFix), [Edit.Of(parameter, ByValue)]);
    }

    private static ParameterSyntax ByValue(ParameterSyntax parameter) => parameter
        .WithModifiers(SyntaxFactory.TokenList(parameter.Modifiers.Where(m => !IsReference(m))))
        .WithLeadingTrivia(parameter.GetLeadingTrivia());

    private static bool IsReference(SyntaxToken modifier) =>
        modifier.Kind() is SyntaxKind.RefKeyword or SyntaxKind.InKeyword or SyntaxKind.OutKeyword or SyntaxKind.ReadOnlyKeyword;
}
