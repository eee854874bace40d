using System.Globalization;
using CeGen.Generator.Model;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;

namespace CeGen.Generator.Usage;

/// <summary>Finds constant targets that the run refuses: no class and not the ignore index or, for binary losses, not in [0, 1].</summary>
internal static class TargetsOutOfRange
{
    public static IEnumerable<Diagnostic> Check(LossCall call, UsageTypes types)
    {
        IEnumerable<IOperation> constants = call[ParameterRole.Target] is { } target ? [target.Value]
            : call[ParameterRole.Targets] is { } targets ? ConstantElements.Of(targets.Value, call.Scope, types)?.Items ?? []
            : [];
        foreach (IOperation constant in constants)
        {
            if (constant.ConstantValue is { HasValue: true, Value: IFormattable value } && Expected(call, value) is { } expected)
            {
                yield return Finding.Of(Rule.TargetOutOfRange, constant, [call.Operation], null, value.ToString(null, CultureInfo.InvariantCulture), call.Name, expected);
            }
        }
    }

    /// <summary>What a target should be; <see langword="null"/> if it is that, or not known to be none.</summary>
    private static string? Expected(LossCall call, IFormattable value)
    {
        if (call.Kind == LossKind.Binary)
        {
            return value is float or double && !(Convert.ToDouble(value, CultureInfo.InvariantCulture) is >= 0 and <= 1) ? "0 ≤ target ≤ 1" : null;
        }

        // Class probabilities are not checked.
        if (value is float or double || call is not { Classes: { } classes and >= 1, Configuration: { } configuration })
        {
            return null;
        }

        decimal target = Convert.ToDecimal(value, CultureInfo.InvariantCulture);
        return (target >= 0 && target < classes) || target == configuration.IgnoreIndex
            ? null
            : $"0 ≤ target < {NumberRules.Text(classes)}, or the ignore index {NumberRules.Text(configuration.IgnoreIndex)}";
    }
}
