using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Editing;

namespace CeGen.Generator.CodeFixes;

/// <summary>One thing that a fix offers to do.</summary>
/// <param name="Title">What the user reads.</param>
/// <param name="Key">What it has in common with the same change elsewhere: those are made together when all are fixed.</param>
/// <param name="Edits">What it changes.</param>
internal sealed record Change(string Title, string Key, IReadOnlyList<Edit> Edits)
{
    /// <summary>Makes several changes of one solution, which may touch the same nodes.</summary>
    public static async Task<Solution> ApplyAsync(Solution solution, IEnumerable<Change> changes, CancellationToken cancellationToken)
    {
        var editor = new SolutionEditor(solution);
        var removed = new HashSet<SyntaxNode>();
        foreach (Edit edit in changes.SelectMany(c => c.Edits))
        {
            if (solution.GetDocument(edit.Node.SyntaxTree) is not { } document || edit.Node.AncestorsAndSelf().Any(removed.Contains))
            {
                continue;
            }

            DocumentEditor file = await editor.GetDocumentEditorAsync(document.Id, cancellationToken).ConfigureAwait(false);
            if (edit.Replace is { } replace)
            {
                file.ReplaceNode(edit.Node, (current, _) => replace(current));
            }
            else
            {
                file.RemoveNode(edit.Node);
                removed.Add(edit.Node);
            }
        }

        return editor.GetChangedSolution();
    }
}
