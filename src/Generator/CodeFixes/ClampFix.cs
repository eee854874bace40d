using System.Collections.Immutable;
using System.Composition;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace CeGen.Generator.CodeFixes;

/// <summary>Takes a number to the nearer end of [0, 1], or away if it is none.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ClampFix)), Shared]
public sealed class ClampFix : DeclarationFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Rule.LabelSmoothingOutOfRange.Id, Rule.FocalAlphaOutOfRange.Id];

    private protected override IEnumerable<Change> Changes(FaultyDeclaration declaration)
    {
        string name = declaration.Violation.Name;
        if (declaration.Argument(name) is not { } argument || declaration.AttributeSyntax is not { } attribute
            || declaration.Attribute.NamedArguments.First(a => a.Key == name).Value.Value is not double value)
        {
            yield break;
        }

        if (double.IsNaN(value))
        {
            yield return new($"Remove {name}", nameof(ClampFix), [Arguments.Remove(argument)]);
        }
        else
        {
            string limit = value < 0 ? "0" : "1";
            yield return new($"Set {name} to {limit}", nameof(ClampFix), [Arguments.Set(attribute, name, limit)]);
        }
    }
}
