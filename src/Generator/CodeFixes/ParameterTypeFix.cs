using System.Collections.Immutable;
using System.Composition;
using CeGen.Generator.Model;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CeGen.Generator.CodeFixes;

/// <summary>Gives a parameter the type that it should have, where that is one definite type.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ParameterTypeFix)), Shared]
public sealed class ParameterTypeFix : DeclarationFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Rule.ParameterType.Id, Rule.UpstreamKind.Id, Rule.ElementsDisagree.Id];

    private protected override IEnumerable<Change> Changes(FaultyDeclaration declaration)
    {
        if (IsDefinite(declaration, declaration.ParameterRole))
        {
            ParameterSyntax parameter = declaration.ParameterSyntax;
            string type = FittingType.OfParameter(declaration, declaration.ParameterRole);
            yield return new(
                $"Change the type of '{parameter.Identifier.Text}' to {FittingType.Short(type)}",
                nameof(ParameterTypeFix),
                [Edit.Of(parameter, p => p.WithType(FittingType.Write(type).WithTriviaFrom(p.Type!)))]);
        }
    }

    /// <summary>Whether one type is meant: logits, class indices and an upstream gradient of unknown logits can be of several.</summary>
    private static bool IsDefinite(FaultyDeclaration declaration, ParameterRole role) => role switch
    {
        ParameterRole.Predictions or ParameterRole.SpatialSize => true,
        ParameterRole.Logits or ParameterRole.Target => false,
        ParameterRole.Targets when !declaration.IsBinary => false,
        _ => declaration.Method.Find(ParameterRole.Logits)?.Element is not null,
    };
}
