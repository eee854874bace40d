using System.Collections.Immutable;
using System.Composition;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace CeGen.Generator.CodeFixes;

/// <summary>Lets a loss return what its reduction gives.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReturnTypeFix)), Shared]
public sealed class ReturnTypeFix : DeclarationFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Rule.ReturnTypeWrong.Id];

    private protected override IEnumerable<Change> Changes(FaultyDeclaration declaration)
    {
        string type = FittingType.OfReturn(declaration);
        yield return new(
            $"Return '{type}'",
            nameof(ReturnTypeFix),
            [Edit.Of(declaration.Syntax, m => Modifiers.WithAccessibility(m.WithReturnType(FittingType.Write(type).WithTriviaFrom(m.ReturnType))))]);
    }
}
