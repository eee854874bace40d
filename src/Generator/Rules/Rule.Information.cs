namespace CeGen.Generator.Rules;

internal sealed partial record Rule
{
    /// <summary>What is good to know of a declaration: from CEGEN101 on.</summary>
    private static IReadOnlyList<Rule> Information { get; } =
    [
    ];
}
