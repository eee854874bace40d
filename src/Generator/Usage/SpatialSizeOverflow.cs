using CeGen.Generator.Model;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;

namespace CeGen.Generator.Usage;

/// <summary>Finds samples that no span can hold: the classes times a constant number of positions.</summary>
internal static class SpatialSizeOverflow
{
    public static IEnumerable<Diagnostic> Check(LossCall call)
    {
        if (call.Classes is { } classes and >= 1
            && call[ParameterRole.SpatialSize] is { Value.ConstantValue: { HasValue: true, Value: int positions } } size
            && (long)classes * positions > int.MaxValue)
        {
            yield return Finding.Of(
                Rule.SpatialSizeOverflow, size.Value, size.Name, NumberRules.Text(positions), NumberRules.Text(classes), NumberRules.Text((long)classes * positions), NumberRules.Text(int.MaxValue));
        }
    }
}
