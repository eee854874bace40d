using Microsoft.CodeAnalysis;

namespace CeGen.Generator.Rules;

internal sealed partial record Rule
{
    public static readonly Rule NotSpecialised = new(
        "CEGEN101",
        "The kernel is not specialised",
        "'{0}' is not specialised and calls the dynamic kernel: {1}",
        DiagnosticSeverity.Info);

    /// <summary>What is good to know of a declaration: from CEGEN101 on.</summary>
    private static IReadOnlyList<Rule> Information { get; } = [NotSpecialised];
}
