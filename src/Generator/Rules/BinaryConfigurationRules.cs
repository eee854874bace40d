using System.Globalization;
using CeGen.Generator.Model;

namespace CeGen.Generator.Rules;

/// <summary>What must hold of the arguments of <c>[BinaryCrossEntropy]</c>.</summary>
internal static class BinaryConfigurationRules
{
    /// <param name="configuration">The options.</param>
    /// <param name="element">The type that the options are computed in, if the logits have a supported one.</param>
    public static IEnumerable<Violation> Check(BinaryConfiguration configuration, ElementType? element)
    {
        if (configuration.Labels is not { } labels)
        {
            yield return Rule.LabelsMissing.At(Culprit.Attribute, "");
        }
        else if (labels < 1)
        {
            yield return Rule.LabelsOutOfRange.At(Culprit.Argument, nameof(configuration.Labels), Text(labels));
        }

        if (!Enum.IsDefined(typeof(ReductionKind), configuration.Reduction))
        {
            yield return Rule.ReductionUndefined.At(Culprit.Argument, nameof(configuration.Reduction), Text((int)configuration.Reduction));
        }

        if (!IsFinite(configuration.FocalGamma, element))
        {
            yield return Rule.BinaryFocalGammaOutOfRange.At(
                Culprit.Argument, nameof(configuration.FocalGamma), Text(configuration.FocalGamma), Finite(element));
        }

        if (configuration.FocalAlpha is { } alpha && !(alpha is >= 0 and <= 1))
        {
            yield return Rule.FocalAlphaOutOfRange.At(Culprit.Argument, nameof(configuration.FocalAlpha), Text(alpha));
        }

        IEnumerable<Violation> weights = CheckWeights(nameof(configuration.PositiveWeights), configuration.PositiveWeights, configuration.Labels, element)
            .Concat(CheckWeights(nameof(configuration.LabelWeights), configuration.LabelWeights, configuration.Labels, element));
        foreach (Violation violation in weights)
        {
            yield return violation;
        }
    }

    private static IEnumerable<Violation> CheckWeights(string name, EquatableArray<double>? weights, int? labels, ElementType? element)
    {
        if (weights is not { } values)
        {
            yield break;
        }

        if (labels is >= 1 && values.Count != labels)
        {
            yield return Rule.WeightCount.At(Culprit.Argument, name, name, Text(values.Count), Text(labels.Value));
        }

        for (int i = 0; i < values.Count; i++)
        {
            if (!IsFinite(values[i], element))
            {
                yield return Rule.WeightOutOfRange.At(Culprit.Argument, name, name, Text(i), Text(values[i]), Finite(element));
                yield break;
            }
        }
    }

    /// <summary>Whether it is at least 0 and, in the type that it is computed in, finite.</summary>
    private static bool IsFinite(double value, ElementType? element) =>
        value >= 0 && !double.IsInfinity(element == ElementType.Single ? (float)value : value);

    private static string Finite(ElementType? element) => $"finite {element?.Keyword() ?? "number"}";

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
