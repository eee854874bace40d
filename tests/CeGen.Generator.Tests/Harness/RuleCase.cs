namespace CeGen.Generator.Tests.Harness;

/// <summary>A declaration that a rule is about, and the nearest one that it has nothing to say of.</summary>
/// <param name="Id">The rule's id.</param>
/// <param name="Marked">The wrong declaration, with ⟦ and ⟧ around the text that the diagnostic stands at.</param>
/// <param name="Message">The message.</param>
/// <param name="Right">The right declaration.</param>
internal sealed record RuleCase(string Id, string Marked, string Message, string Right)
{
    public string Wrong => Marked.Replace("⟦", "", StringComparison.Ordinal).Replace("⟧", "", StringComparison.Ordinal);

    /// <summary>The text between the marks, and where it begins.</summary>
    public (int Start, string Text) Culprit
    {
        get
        {
            int start = Marked.IndexOf('⟦', StringComparison.Ordinal);
            return (start, Marked[(start + 1)..Marked.IndexOf('⟧', StringComparison.Ordinal)]);
        }
    }

    public override string ToString() => $"{Id}: {Marked}";
}
