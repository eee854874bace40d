using CeGen.Generator.Model;

namespace CeGen.Generator.Rules;

/// <summary>What can be computed, and is hardly what was meant.</summary>
internal static class DoubtRules
{
    public static IEnumerable<Violation> Check(MethodDeclaration method, CrossEntropyConfiguration configuration)
    {
        if (configuration.IgnoreIndex >= 0 && configuration.IgnoreIndex < configuration.Classes && !method.HasProbabilities)
        {
            yield return Rule.IgnoredClass.At(
                Culprit.Argument, nameof(configuration.IgnoreIndex), NumberRules.Text(configuration.IgnoreIndex), NumberRules.Text(configuration.Classes.Value));
        }

        if (configuration.LabelSmoothing == 1)
        {
            yield return Rule.SmoothingOfOne.At(Culprit.Argument, nameof(configuration.LabelSmoothing));
        }

        if (configuration.Classes == 1)
        {
            yield return Rule.OneClass.At(Culprit.Argument, nameof(configuration.Classes));
        }

        foreach (Violation violation in CheckZeros(method, nameof(configuration.ClassWeights), configuration.ClassWeights, "no row counts"))
        {
            yield return violation;
        }
    }

    public static IEnumerable<Violation> Check(MethodDeclaration method, BinaryConfiguration configuration) =>
        CheckZeros(method, nameof(configuration.PositiveWeights), configuration.PositiveWeights, "a logit whose target is 1 has no loss")
            .Concat(CheckZeros(method, nameof(configuration.LabelWeights), configuration.LabelWeights, "every loss is 0"));

    private static IEnumerable<Violation> CheckZeros(MethodDeclaration method, string option, EquatableArray<double>? weights, string consequence)
    {
        if (weights is { Count: > 0 } values && values.All(w => NumberRules.Rounded(w, method.Find(ParameterRole.Logits)?.Element) == 0))
        {
            yield return Rule.ZeroWeights.At(Culprit.Argument, option, option, consequence);
        }
    }
}
