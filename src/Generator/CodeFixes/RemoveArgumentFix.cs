using System.Collections.Immutable;
using System.Composition;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace CeGen.Generator.CodeFixes;

/// <summary>Removes constant weights, in favour of those that a parameter passes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveArgumentFix)), Shared]
public sealed class RemoveArgumentFix : DeclarationFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Rule.WeightsTwice.Id];

    private protected override IEnumerable<Change> Changes(FaultyDeclaration declaration)
    {
        string name = declaration.Violation.Arguments[1];
        if (declaration.Argument(name) is { } argument)
        {
            yield return new($"Remove {name}", nameof(RemoveArgumentFix), [Arguments.Remove(argument)]);
        }
    }
}
