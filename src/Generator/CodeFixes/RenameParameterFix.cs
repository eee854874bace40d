using System.Collections.Immutable;
using System.Composition;
using CeGen.Generator.Model;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Rename;

namespace CeGen.Generator.CodeFixes;

/// <summary>Renames a parameter to the name that was meant, also where calls and comments name it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RenameParameterFix)), Shared]
public sealed class RenameParameterFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Rule.ParameterUnknown.Id];

    /// <summary>Renames never touch the same text, so that they can be merged.</summary>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            FaultyDeclaration? declaration = await FaultyDeclaration.FindAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false);
            if (declaration is not null && Meant(declaration) is { } name)
            {
                IParameterSymbol parameter = declaration.Symbol.Parameters[declaration.ParameterIndex];
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Rename to '{name}'",
                        c => Renamer.RenameSymbolAsync(context.Document.Project.Solution, parameter, new SymbolRenameOptions(), name, c),
                        nameof(RenameParameterFix)),
                    diagnostic);
            }
        }
    }

    /// <summary>The nearest name, unless another parameter has it.</summary>
    private static string? Meant(FaultyDeclaration declaration)
    {
        IReadOnlyList<string> names = declaration.IsBinary ? BinaryParameterRoles.Names : ParameterRoles.Names;
        return NearestName.Of(declaration.Violation.Name, names) is { } name && !declaration.Has(declaration.RoleOf(name)) ? name : null;
    }
}
