using System.Collections.Immutable;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;

namespace CeGen.Generator.Analyzers;

/// <summary>The rules as Roslyn wants them.</summary>
internal static class Descriptors
{
    private const string Category = "CeGen";

    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [.. Rule.All.Select(Create)];

    public static DiagnosticDescriptor Of(string id) => All.First(d => d.Id == id);

    private static DiagnosticDescriptor Create(Rule rule) =>
        new(rule.Id, rule.Title, rule.Message, Category, rule.Severity, isEnabledByDefault: true, helpLinkUri: rule.HelpLink);
}
