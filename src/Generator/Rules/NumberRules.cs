using System.Globalization;
using CeGen.Generator.Model;

namespace CeGen.Generator.Rules;

/// <summary>What must hold of numbers among an attribute's arguments, whatever the loss.</summary>
internal static class NumberRules
{
    /// <summary>Constant weights: as many as classes or labels, and each finite in the type that it is computed in.</summary>
    /// <param name="name">The option.</param>
    /// <param name="weights">The weights, if there are any.</param>
    /// <param name="count">The number of classes or labels, if it is known.</param>
    /// <param name="unit">What there is a weight for.</param>
    /// <param name="element">The element type, if the logits have a supported one.</param>
    public static IEnumerable<Violation> CheckWeights(string name, EquatableArray<double>? weights, int? count, string unit, ElementType? element)
    {
        if (weights is not { } values)
        {
            yield break;
        }

        if (count is >= 1 && values.Count != count)
        {
            yield return Rule.WeightCount.At(Culprit.Argument, name, name, Text(values.Count), Text(count.Value), unit);
        }

        for (int i = 0; i < values.Count; i++)
        {
            if (!IsFinite(values[i], element))
            {
                yield return Rule.WeightOutOfRange.At(Culprit.Argument, name, name, Text(i), Text(values[i]), Finite(element)) with { Entry = i };
                yield break;
            }
        }
    }

    /// <summary>γ of the focal loss.</summary>
    public static IEnumerable<Violation> CheckGamma(string name, double gamma, ElementType? element)
    {
        if (!IsFinite(gamma, element))
        {
            yield return Rule.FocalGammaOutOfRange.At(Culprit.Argument, name, Text(gamma), Finite(element));
        }
    }

    public static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Text(ulong value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Whether it is at least 0 and, in the type that it is computed in, finite.</summary>
    private static bool IsFinite(double value, ElementType? element) =>
        value >= 0 && !double.IsInfinity(Rounded(value, element));

    /// <summary>A number in the type that it is computed in.</summary>
    public static double Rounded(double value, ElementType? element) => element == ElementType.Single ? (float)value : value;

    private static string Finite(ElementType? element) => $"finite {element?.Keyword() ?? "number"}";
}
