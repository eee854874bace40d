using System.Collections.Immutable;
using System.Composition;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace CeGen.Generator.CodeFixes;

/// <summary>Removes a parameter that says what something else says already, or that has no effect.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveParameterFix)), Shared]
public sealed class RemoveParameterFix : DeclarationFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        [Rule.ParameterTwice.Id, Rule.UpstreamWithoutGradient.Id, Rule.WeightsTwice.Id, Rule.SpatialSizeWithoutEffect.Id];

    private protected override IEnumerable<Change> Changes(FaultyDeclaration declaration) =>
        [new($"Remove parameter '{declaration.ParameterSyntax.Identifier.Text}'", nameof(RemoveParameterFix), [Edit.Remove(declaration.ParameterSyntax)])];
}
