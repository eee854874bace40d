using System.Collections.Immutable;
using System.Composition;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CeGen.Generator.CodeFixes;

/// <summary>Passes the logits to a loss as they were before a softmax, a log-softmax or a sigmoid, and drops its call where nobody else needs it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RawLogitsFix)), Shared]
public sealed class RawLogitsFix : FixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Rule.SoftmaxBeforeLoss.Id, Rule.LogSoftmaxBeforeLoss.Id, Rule.SigmoidBeforeLoss.Id];

    internal override async Task<IReadOnlyList<Change>> FindChangesAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken) =>
        await Normalized.FindAsync(document, diagnostic, cancellationToken).ConfigureAwait(false) is { } normalized && Edits(normalized) is { } edits
            ? [new($"Pass the logits without {normalized.Name}", nameof(RawLogitsFix), edits)]
            : [];

    private static List<Edit>? Edits(Normalized normalized)
    {
        StatementSyntax? statement = Statements.Removable(normalized.Call);
        if (normalized.IsInPlace)
        {
            return statement is null || normalized.IsReadElsewhere ? null : [Edit.Remove(Statements.Whole(statement))];
        }

        if (!normalized.IsLogits || !RawExpression.IsStill(normalized))
        {
            return null;
        }

        List<Edit> edits = [Edit.Of(normalized.Logits, logits => normalized.Raw.WithTriviaFrom(logits))];
        if (statement is not null && normalized.Local is { } local && !References.Of(local, normalized.Model, normalized.Call).Any(r => !IsKnown(r, normalized)))
        {
            edits.Add(Edit.Remove(Statements.Whole(statement)));
            if (Statements.Declaration(local) is { } declaration && declaration != statement)
            {
                edits.Add(Edit.Remove(Statements.Whole(declaration)));
            }
        }

        return edits;
    }

    /// <summary>Whether a reference to the result is the one that goes away.</summary>
    private static bool IsKnown(SyntaxNode reference, Normalized normalized) =>
        normalized.Logits.Contains(reference) || (normalized.Result is ExpressionSyntax result && result.Contains(reference));
}
