using System.Globalization;
using CeGen.Generator.Model;

namespace CeGen.Generator.Rules;

/// <summary>What must hold of the attribute's arguments.</summary>
internal static class ConfigurationRules
{
    public static IEnumerable<Violation> Check(CrossEntropyConfiguration configuration)
    {
        if (configuration.Classes is not { } classes)
        {
            yield return Rule.ClassesMissing.At(Culprit.Attribute, "");
        }
        else if (classes < 1)
        {
            yield return Rule.ClassesOutOfRange.At(Culprit.Argument, nameof(configuration.Classes), classes.ToString(CultureInfo.InvariantCulture));
        }

        if (!(configuration.LabelSmoothing is >= 0 and <= 1))
        {
            yield return Rule.LabelSmoothingOutOfRange.At(
                Culprit.Argument, nameof(configuration.LabelSmoothing), Number(configuration.LabelSmoothing));
        }

        if (!Enum.IsDefined(typeof(ReductionKind), configuration.Reduction))
        {
            yield return Rule.ReductionUndefined.At(
                Culprit.Argument, nameof(configuration.Reduction), ((int)configuration.Reduction).ToString(CultureInfo.InvariantCulture));
        }

        foreach (Violation violation in CheckWeights(configuration))
        {
            yield return violation;
        }

        if (!(configuration.FocalGamma >= 0) || double.IsInfinity(configuration.FocalGamma))
        {
            yield return Rule.FocalGammaOutOfRange.At(Culprit.Argument, nameof(configuration.FocalGamma), Number(configuration.FocalGamma));
        }
        else if (configuration.FocalGamma > 0 && configuration.LabelSmoothing > 0)
        {
            yield return Rule.FocalGammaMisplaced.At(
                Culprit.Argument, nameof(configuration.FocalGamma), Number(configuration.FocalGamma), "label smoothing", "remove one of the two");
        }

        if (!Enum.IsDefined(typeof(LayoutKind), configuration.Layout))
        {
            yield return Rule.LayoutUndefined.At(
                Culprit.Argument, nameof(configuration.Layout), ((int)configuration.Layout).ToString(CultureInfo.InvariantCulture));
        }

        if (!Enum.IsDefined(typeof(AllIgnoredKind), configuration.AllIgnored))
        {
            yield return Rule.AllIgnoredUndefined.At(
                Culprit.Argument, nameof(configuration.AllIgnored), ((int)configuration.AllIgnored).ToString(CultureInfo.InvariantCulture));
        }
    }

    private static IEnumerable<Violation> CheckWeights(CrossEntropyConfiguration configuration)
    {
        if (configuration.ClassWeights is not { } weights)
        {
            yield break;
        }

        if (configuration.Classes is { } classes and >= 1 && weights.Count != classes)
        {
            yield return Rule.ClassWeightsLength.At(
                Culprit.Argument,
                nameof(configuration.ClassWeights),
                weights.Count.ToString(CultureInfo.InvariantCulture),
                classes.ToString(CultureInfo.InvariantCulture));
        }

        for (int i = 0; i < weights.Count; i++)
        {
            if (!(weights[i] >= 0) || double.IsInfinity(weights[i]))
            {
                yield return Rule.ClassWeightOutOfRange.At(
                    Culprit.Argument, nameof(configuration.ClassWeights), i.ToString(CultureInfo.InvariantCulture), Number(weights[i]));
                yield break;
            }
        }
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
