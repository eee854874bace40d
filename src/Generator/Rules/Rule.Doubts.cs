using Microsoft.CodeAnalysis;

namespace CeGen.Generator.Rules;

internal sealed partial record Rule
{
    public static readonly Rule IgnoredClass = Doubt(
        "CEGEN050",
        "IgnoreIndex is one of the classes",
        "IgnoreIndex is {0}, one of the {1} classes, so that no row of that class counts; use an index outside [0, {1}), unless the class is padding");

    public static readonly Rule SmoothingOfOne = Doubt(
        "CEGEN051",
        "LabelSmoothing of 1 leaves nothing of the targets",
        "LabelSmoothing is 1, so that every class is the target as much as any other; use less than 1, such as 0.1");

    public static readonly Rule OneClass = Doubt(
        "CEGEN052",
        "One class leaves nothing to learn",
        "Classes is 1, so that the only class has probability 1 and every loss is 0; use at least 2, or [BinaryCrossEntropy(Labels = 1)] for yes or no");

    public static readonly Rule ZeroWeights = Doubt(
        "CEGEN053",
        "All weights are zero",
        "{0} are all 0, so that {1}; give at least one of them a weight above 0");

    /// <summary>What is allowed in a declaration, and likely a mistake: from CEGEN050 on.</summary>
    private static IReadOnlyList<Rule> Doubts { get; } = [IgnoredClass, SmoothingOfOne, OneClass, ZeroWeights];

    private static Rule Doubt(string id, string title, string message) => new(id, title, message, DiagnosticSeverity.Warning);
}
