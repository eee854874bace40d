using System.Collections.Immutable;
using System.Composition;
using CeGen.Generator.Model;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace CeGen.Generator.CodeFixes;

/// <summary>Sets the layout that a spatial size belongs to.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ClassFirstFix)), Shared]
public sealed class ClassFirstFix : DeclarationFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Rule.SpatialSizeWithoutEffect.Id];

    private protected override IEnumerable<Change> Changes(FaultyDeclaration declaration)
    {
        // Tensors and single rows have no use for a spatial size in either layout.
        if (declaration.AttributeSyntax is { } attribute && !declaration.Method.HasTensors && declaration.Method.Find(ParameterRole.Target) is null)
        {
            yield return new(
                "Set Layout to ClassLayout.ClassFirst", nameof(ClassFirstFix), [Arguments.Set(attribute, "Layout", "global::CeGen.ClassLayout.ClassFirst")]);
        }
    }
}
