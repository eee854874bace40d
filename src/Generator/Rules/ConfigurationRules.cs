using CeGen.Generator.Model;

namespace CeGen.Generator.Rules;

/// <summary>What must hold of the attribute's arguments.</summary>
internal static class ConfigurationRules
{
    /// <param name="configuration">The options.</param>
    /// <param name="element">The type that the options are computed in, if the logits have a supported one.</param>
    public static IEnumerable<Violation> Check(CrossEntropyConfiguration configuration, ElementType? element)
    {
        if (configuration.Classes is not { } classes)
        {
            yield return Rule.ClassesMissing.At(Culprit.Attribute, "");
        }
        else if (classes < 1)
        {
            yield return Rule.ClassesOutOfRange.At(Culprit.Argument, nameof(configuration.Classes), NumberRules.Text(classes));
        }

        if (!(configuration.LabelSmoothing is >= 0 and <= 1))
        {
            yield return Rule.LabelSmoothingOutOfRange.At(
                Culprit.Argument, nameof(configuration.LabelSmoothing), NumberRules.Text(configuration.LabelSmoothing));
        }

        if (!Enum.IsDefined(typeof(ReductionKind), configuration.Reduction))
        {
            yield return Rule.ReductionUndefined.At(
                Culprit.Argument, nameof(configuration.Reduction), NumberRules.Text((int)configuration.Reduction));
        }

        IEnumerable<Violation> numbers = NumberRules.CheckGamma(nameof(configuration.FocalGamma), configuration.FocalGamma, element)
            .Concat(NumberRules.CheckWeights(nameof(configuration.ClassWeights), configuration.ClassWeights, configuration.Classes, "class", element));
        foreach (Violation violation in numbers)
        {
            yield return violation;
        }

        if (configuration.FocalGamma > 0 && configuration.LabelSmoothing > 0)
        {
            yield return Rule.FocalGammaMisplaced.At(
                Culprit.Argument, nameof(configuration.FocalGamma), NumberRules.Text(configuration.FocalGamma), "label smoothing", "remove one of the two");
        }

        if (!Enum.IsDefined(typeof(LayoutKind), configuration.Layout))
        {
            yield return Rule.LayoutUndefined.At(
                Culprit.Argument, nameof(configuration.Layout), NumberRules.Text((int)configuration.Layout));
        }

        if (!Enum.IsDefined(typeof(AllIgnoredKind), configuration.AllIgnored))
        {
            yield return Rule.AllIgnoredUndefined.At(
                Culprit.Argument, nameof(configuration.AllIgnored), NumberRules.Text((int)configuration.AllIgnored));
        }
    }
}
