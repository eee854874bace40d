using System.Collections.Immutable;
using System.Composition;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CeGen.Generator.CodeFixes;

/// <summary>Makes a method without a body partial, so that the generator writes the body.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeMethodPartialFix)), Shared]
public sealed class MakeMethodPartialFix : DeclarationFix
{
    /// <inheritdoc/>
    /// <remarks>Of the kinds of methods that cannot be partial as they are, <c>extern</c> is the one about which something can be done.</remarks>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Rule.MethodNotPartial.Id, Rule.MethodKindWrong.Id];

    private protected override IEnumerable<Change> Changes(FaultyDeclaration declaration)
    {
        MethodDeclarationSyntax method = declaration.Syntax;
        bool isPossible = declaration.Violation.Id != Rule.MethodKindWrong.Id || method.Modifiers.Any(SyntaxKind.ExternKeyword);
        if (isPossible && CanBePartial(method) && method is { Body: null, ExpressionBody: null } && !method.Modifiers.Any(SyntaxKind.PartialKeyword))
        {
            yield return new($"Make '{declaration.Symbol.Name}' partial", nameof(MakeMethodPartialFix), [Edit.Of(method, AsPartial)]);
        }
    }

    /// <summary>Whether the compiler lets it be partial at all.</summary>
    internal static bool CanBePartial(MethodDeclarationSyntax method) =>
        method.ExplicitInterfaceSpecifier is null && !method.Modifiers.Any(SyntaxKind.AbstractKeyword);

    internal static MethodDeclarationSyntax AsPartial(MethodDeclarationSyntax method) =>
        Modifiers.AsPartial(Modifiers.WithAccessibility(Modifiers.Without(method, SyntaxKind.ExternKeyword)));
}
