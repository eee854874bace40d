using System.Collections.Immutable;
using CeGen.Generator.Analyzers;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;

namespace CeGen.Generator.Usage;

/// <summary>Makes the diagnostics of the checks.</summary>
internal static class Finding
{
    public static Diagnostic Of(Rule rule, IOperation at, params string[] arguments) => Of(rule, at, [], null, arguments);

    /// <param name="rule">The rule.</param>
    /// <param name="at">What is at fault.</param>
    /// <param name="others">What else a code fix needs to see.</param>
    /// <param name="properties">What else it needs to know.</param>
    /// <param name="arguments">The arguments of the message.</param>
    public static Diagnostic Of(Rule rule, IOperation at, IEnumerable<IOperation> others, ImmutableDictionary<string, string?>? properties, params string[] arguments) =>
        Diagnostic.Create(Descriptors.Of(rule.Id), at.Syntax.GetLocation(), others.Select(static o => o.Syntax.GetLocation()), properties, [.. arguments]);
}
