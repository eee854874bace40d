using Microsoft.CodeAnalysis;

namespace CeGen.Generator.CodeFixes;

/// <summary>A new form of a node.</summary>
/// <param name="Node">The node, as it stands in the user's file.</param>
/// <param name="Replace">What becomes of it, after the edits before; <see langword="null"/> if it is removed.</param>
internal sealed record Edit(SyntaxNode Node, Func<SyntaxNode, SyntaxNode>? Replace)
{
    public static Edit Remove(SyntaxNode node) => new(node, null);

    public static Edit Of<T>(T node, Func<T, SyntaxNode> replace)
        where T : SyntaxNode => new(node, current => replace((T)current));
}
