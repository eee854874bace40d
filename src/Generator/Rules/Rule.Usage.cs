namespace CeGen.Generator.Rules;

internal sealed partial record Rule
{
    /// <summary>What is wrong or likely wrong where a loss is called: from CEGEN201 on.</summary>
    private static IReadOnlyList<Rule> Usage { get; } =
    [
    ];
}
