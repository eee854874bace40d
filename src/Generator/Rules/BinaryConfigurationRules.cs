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
            yield return Rule.LabelsOutOfRange.At(Culprit.Argument, nameof(configuration.Labels), NumberRules.Text(labels));
        }

        if (!Enum.IsDefined(typeof(ReductionKind), configuration.Reduction))
        {
            yield return Rule.ReductionUndefined.At(Culprit.Argument, nameof(configuration.Reduction), NumberRules.Text((int)configuration.Reduction));
        }

        if (configuration.FocalAlpha is { } alpha && !(alpha is >= 0 and <= 1))
        {
            yield return Rule.FocalAlphaOutOfRange.At(Culprit.Argument, nameof(configuration.FocalAlpha), NumberRules.Text(alpha));
        }

        IEnumerable<Violation> numbers = NumberRules.CheckGamma(nameof(configuration.FocalGamma), configuration.FocalGamma, element)
            .Concat(NumberRules.CheckWeights(nameof(configuration.PositiveWeights), configuration.PositiveWeights, configuration.Labels, "label", element))
            .Concat(NumberRules.CheckWeights(nameof(configuration.LabelWeights), configuration.LabelWeights, configuration.Labels, "label", element));
        foreach (Violation violation in numbers)
        {
            yield return violation;
        }
    }
}
