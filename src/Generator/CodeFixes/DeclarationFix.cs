using Microsoft.CodeAnalysis;

namespace CeGen.Generator.CodeFixes;

/// <summary>A fix of the declaration of a loss.</summary>
public abstract class DeclarationFix : FixProvider
{
    internal sealed override async Task<IReadOnlyList<Change>> FindChangesAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken) =>
        await FaultyDeclaration.FindAsync(document, diagnostic, cancellationToken).ConfigureAwait(false) is { } declaration
            ? [.. Changes(declaration)]
            : [];

    /// <summary>What can be done about the rule that a declaration breaks.</summary>
    private protected abstract IEnumerable<Change> Changes(FaultyDeclaration declaration);
}
