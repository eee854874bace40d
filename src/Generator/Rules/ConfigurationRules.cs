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
                Culprit.Argument, nameof(configuration.LabelSmoothing), configuration.LabelSmoothing.ToString("R", CultureInfo.InvariantCulture));
        }

        if (!Enum.IsDefined(typeof(ReductionKind), configuration.Reduction))
        {
            yield return Rule.ReductionUndefined.At(
                Culprit.Argument, nameof(configuration.Reduction), ((int)configuration.Reduction).ToString(CultureInfo.InvariantCulture));
        }

        if (!Enum.IsDefined(typeof(AllIgnoredKind), configuration.AllIgnored))
        {
            yield return Rule.AllIgnoredUndefined.At(
                Culprit.Argument, nameof(configuration.AllIgnored), ((int)configuration.AllIgnored).ToString(CultureInfo.InvariantCulture));
        }
    }
}
