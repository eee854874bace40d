using System.Globalization;
using CeGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace CeGen.Generator.Rules;

/// <summary>A rule, and its text: the only place where either is written. The rules themselves stand in the other parts, by their numbers.</summary>
/// <param name="Id">The id that users see.</param>
/// <param name="Title">What is wrong, in general.</param>
/// <param name="Message">What is wrong here and what to do, with places for the arguments.</param>
/// <param name="Severity">How bad it is, unless the user's settings say otherwise. A declaration with an error gets a body that throws.</param>
internal sealed partial record Rule(string Id, string Title, string Message, DiagnosticSeverity Severity = DiagnosticSeverity.Error)
{
    /// <summary>Where the pages of the rules are.</summary>
    private const string Pages = "https://github.com/cegen/cegen/blob/main/docs/diagnostics/";

    /// <summary>Every rule.</summary>
    public static IReadOnlyList<Rule> All => [.. Declarations, .. Doubts, .. Information, .. Usage];

    /// <summary>The address of the rule's page.</summary>
    public string HelpLink => $"{Pages}{Id}.md";

    public Violation At(Culprit culprit, string name, params string[] arguments) => new(Id, culprit, name, new EquatableArray<string>(arguments));

    /// <summary>The text of a violation.</summary>
    public static string Describe(Violation violation) =>
        string.Format(CultureInfo.InvariantCulture, Of(violation).Message, [.. violation.Arguments]);

    /// <summary>Whether a violation makes the declaration unusable.</summary>
    public static bool IsError(Violation violation) => Of(violation).Severity == DiagnosticSeverity.Error;

    private static Rule Of(Violation violation) => All.First(r => r.Id == violation.Id);
}
