using CeGen.Generator.Model;

namespace CeGen.Generator.Rules;

/// <summary>Which sentence a parameter of a wrong type gets.</summary>
internal static class TypeRules
{
    /// <param name="parameter">The parameter.</param>
    /// <param name="element">The element type of the logits, if they have a supported one.</param>
    /// <param name="reduction">The reduction.</param>
    /// <param name="expectedType">The type that a parameter should have, in words; <see langword="null"/> if it has one that fits.</param>
    public static Violation? Check(ParameterModel parameter, ElementType? element, ReductionKind reduction, Func<ParameterModel, string?> expectedType)
    {
        if (parameter.IsRefused || expectedType(parameter) is not { } expected)
        {
            return null;
        }

        string type = parameter.Type.Replace("global::", "");
        if (IsOtherUpstream(parameter, reduction))
        {
            // A reduction that there is not needs neither.
            return Enum.IsDefined(typeof(ReductionKind), reduction)
                ? Rule.UpstreamKind.At(Culprit.Parameter, parameter.Name, parameter.Name, type, reduction.ToString(), expected)
                : null;
        }

        return element is { } own && expectedType(parameter with { Element = own }) is null && parameter.Element is not null
            ? Rule.ElementsDisagree.At(Culprit.Parameter, parameter.Name, parameter.Name, type, own.Keyword(), expected)
            : Rule.ParameterType.At(Culprit.Parameter, parameter.Name, parameter.Name, type, expected);
    }

    /// <summary>Whether it is the upstream gradient of the other reductions: one number, or many.</summary>
    private static bool IsOtherUpstream(ParameterModel parameter, ReductionKind reduction) =>
        parameter is { Role: ParameterRole.Upstream, Element: not null }
        && (reduction == ReductionKind.None ? parameter.Shape == ParameterShape.Scalar : parameter.IsMemory);
}
