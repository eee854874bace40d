namespace CeGen.Generator.Rules;

internal sealed partial record Rule
{
    /// <summary>What is allowed in a declaration, and likely a mistake: from CEGEN050 on.</summary>
    private static IReadOnlyList<Rule> Doubts { get; } =
    [
    ];
}
