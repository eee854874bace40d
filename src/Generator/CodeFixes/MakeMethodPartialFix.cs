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
    /// <summary>What cannot be partial as it is: for <c>extern</c>, there is something to be done about it.</summary>
    private const string MethodKindWrong = "CEGEN033";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Rule.MethodNotPartial.Id, MethodKindWrong];

    private protected override IEnumerable<Change> Changes(FaultyDeclaration declaration)
    {
        MethodDeclarationSyntax method = declaration.Syntax;
        bool isPossible = declaration.Violation.Id != MethodKindWrong || method.Modifiers.Any(SyntaxKind.ExternKeyword);
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
