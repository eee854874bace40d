using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace CeGen.Generator.CodeFixes;

/// <summary>
/// Fixes all diagnostics of a scope with one set of edits. Fixes made one by one and merged as text would be lost where two of them touch the
/// same place, such as two parameters that are missing in one method, or two methods in one type that is not partial.
/// </summary>
internal sealed class FixEveryDiagnostic : FixAllProvider
{
    public static FixEveryDiagnostic Instance { get; } = new();

    public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext) => Task.FromResult<CodeAction?>(
        CodeAction.Create("Fix all", cancellationToken => ApplyAsync(fixAllContext.WithCancellationToken(cancellationToken)), fixAllContext.CodeActionEquivalenceKey));

    private static async Task<Solution> ApplyAsync(FixAllContext context)
    {
        var provider = (FixProvider)context.CodeFixProvider;
        List<Change> changes = [];
        foreach (Diagnostic diagnostic in await DiagnosticsAsync(context).ConfigureAwait(false))
        {
            if (context.Solution.GetDocument(diagnostic.Location.SourceTree) is { } document)
            {
                IReadOnlyList<Change> found = await provider.FindChangesAsync(document, diagnostic, context.CancellationToken).ConfigureAwait(false);
                changes.AddRange(found.Where(c => c.Key == context.CodeActionEquivalenceKey));
            }
        }

        return await Change.ApplyAsync(context.Solution, changes, context.CancellationToken).ConfigureAwait(false);
    }

    private static async Task<IEnumerable<Diagnostic>> DiagnosticsAsync(FixAllContext context)
    {
        if (context.Scope == FixAllScope.Document && context.Document is { } document)
        {
            return await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false);
        }

        List<Diagnostic> diagnostics = [];
        foreach (Project project in context.Scope == FixAllScope.Project ? [context.Project] : context.Solution.Projects)
        {
            ImmutableArray<Diagnostic> found = await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false);
            diagnostics.AddRange(found);
        }

        return diagnostics;
    }
}
