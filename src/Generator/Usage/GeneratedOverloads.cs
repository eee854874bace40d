using CeGen.Generator.Emitting;
using CeGen.Generator.Model;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;

namespace CeGen.Generator.Usage;

/// <summary>Finds the declaration that an overload was generated with: the overload itself carries no attribute of ours.</summary>
internal static class GeneratedOverloads
{
    private const string Backward = "Backward";

    public static IMethodSymbol? DeclarationOf(IMethodSymbol overload, UsageTypes types)
    {
        if (!IsGenerated(overload))
        {
            return null;
        }

        IMethodSymbol? fused = Find(overload, overload.Name, 1, static _ => true, types);
        return fused is null && overload.Name.EndsWith(Backward, StringComparison.Ordinal)
            ? Find(overload, overload.Name.Substring(0, overload.Name.Length - Backward.Length), 2, static p => ParameterRoles.IsInputOfAnyLoss(p.Name), types)
            : fused;
    }

    /// <summary>The method of a name whose parameters are those of the overload, but for the last ones, which were added.</summary>
    private static IMethodSymbol? Find(IMethodSymbol overload, string name, int added, Func<IParameterSymbol, bool> isKept, UsageTypes types)
    {
        IParameterSymbol[] expected = [.. overload.Parameters.Take(overload.Parameters.Length - added)];
        return overload.ContainingType.GetMembers(name)
            .OfType<IMethodSymbol>()
            .FirstOrDefault(m => types.Attribute(m) is not null && Matches([.. m.Parameters.Where(isKept)], expected));
    }

    private static bool Matches(IParameterSymbol[] declared, IParameterSymbol[] expected) => declared.Length == expected.Length
        && declared.Zip(expected, static (d, e) => d.Name == e.Name && SymbolEqualityComparer.Default.Equals(d.Type, e.Type)).All(static same => same);

    private static bool IsGenerated(IMethodSymbol method) => method.GetAttributes().Any(static a =>
        a.AttributeClass?.Name == "GeneratedCodeAttribute" && a.ConstructorArguments.Length > 0 && a.ConstructorArguments[0].Value is string tool && tool == GeneratorInfo.Name);
}
