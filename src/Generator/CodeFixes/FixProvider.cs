using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace CeGen.Generator.CodeFixes;

/// <summary>A fix that is made of edits of syntax. Edits of several diagnostics go together, so that each such fix can fix all.</summary>
public abstract class FixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => FixEveryDiagnostic.Instance;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (Diagnostic diagnostic in context.Diagnostics)
        {
            foreach (Change change in await FindChangesAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(change.Title, c => Change.ApplyAsync(context.Document.Project.Solution, [change], c), change.Key),
                    diagnostic);
            }
        }
    }

    /// <summary>What can be done about a diagnostic.</summary>
    internal abstract Task<IReadOnlyList<Change>> FindChangesAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken);
}
