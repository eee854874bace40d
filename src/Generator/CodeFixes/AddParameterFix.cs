using System.Collections.Immutable;
using System.Composition;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CeGen.Generator.CodeFixes;

/// <summary>Adds the parameter that is missing.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddParameterFix)), Shared]
public sealed class AddParameterFix : DeclarationFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Rule.ParameterMissing.Id, Rule.UpstreamWithoutGradient.Id];

    private protected override IEnumerable<Change> Changes(FaultyDeclaration declaration)
    {
        string name = declaration.Violation.Id == Rule.ParameterMissing.Id ? declaration.Violation.Arguments[1] : "gradient";
        TypeSyntax type = FittingType.Write(FittingType.OfParameter(declaration, declaration.RoleOf(name)));
        yield return new(
            $"Add parameter '{name}'",
            nameof(AddParameterFix),
            [Edit.Of(declaration.Syntax.ParameterList, list => ParameterLists.Insert(list, name, type, declaration.RoleOf))]);
    }
}
