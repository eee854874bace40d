using CeGen.Generator.Model;

namespace CeGen.Generator.Rules;

/// <summary>Options that are written and change nothing.</summary>
internal static class EffectRules
{
    public static IEnumerable<Violation> Check(MethodDeclaration method, CrossEntropyConfiguration configuration)
    {
        if (configuration.Given.Contains(nameof(configuration.AllIgnored)) && Enum.IsDefined(typeof(AllIgnoredKind), configuration.AllIgnored))
        {
            (string Place, string Advice)? obstacle = ObstacleToIgnoring(method, configuration);
            if (obstacle is var (place, advice))
            {
                yield return Useless(nameof(configuration.AllIgnored), configuration.AllIgnored.ToString(), place, advice);
            }
        }

        if (configuration.Given.Contains(nameof(configuration.Layout)) && Enum.IsDefined(typeof(LayoutKind), configuration.Layout))
        {
            if (method.HasTensors)
            {
                yield return Useless(nameof(configuration.Layout), configuration.Layout.ToString(), "tensors, which bring their own shape", "remove it");
            }
            else if (configuration.Layout == LayoutKind.ClassFirst && method.Find(ParameterRole.Target) is not null)
            {
                yield return Useless(nameof(configuration.Layout), configuration.Layout.ToString(), "a single row, which has no positions", "remove it, or take many 'targets'");
            }
        }

        foreach (Violation violation in CheckBackward(method, configuration.Given, configuration.GenerateBackward))
        {
            yield return violation;
        }
    }

    public static IEnumerable<Violation> Check(MethodDeclaration method, BinaryConfiguration configuration) =>
        CheckBackward(method, configuration.Given, configuration.GenerateBackward);

    private static IEnumerable<Violation> CheckBackward(MethodDeclaration method, EquatableArray<string> given, bool value)
    {
        const string Option = nameof(CrossEntropyConfiguration.GenerateBackward);
        if (given.Contains(Option) && method.Find(ParameterRole.Gradient) is { } gradient)
        {
            yield return Useless(Option, value ? "true" : "false", $"a parameter '{gradient.Name}'", "remove one of the two");
        }
    }

    /// <summary>Why it does not matter what comes of a batch whose rows are all ignored.</summary>
    private static (string Place, string Advice)? ObstacleToIgnoring(MethodDeclaration method, CrossEntropyConfiguration configuration)
    {
        if (configuration.Reduction is ReductionKind.None or ReductionKind.Sum)
        {
            return ($"Reduction.{configuration.Reduction}, which divides by nothing", "remove it, or use Reduction.Mean");
        }

        if (method.HasProbabilities)
        {
            return ("class probabilities, of which no row is ignored", "remove it, or make 'targets' class indices");
        }

        return !configuration.Given.Contains(nameof(configuration.IgnoreIndex))
            && method.ClassIndices is { } targets
            && IntegerRange.Of(targets.Integer!) is var range
            && !range.Holds(configuration.IgnoreIndex)
            ? ($"targets of {range.Keyword}, which are never the ignore index {NumberRules.Text(configuration.IgnoreIndex)}",
                $"remove it, or set an IgnoreIndex in [{NumberRules.Text(range.Lowest)}, {NumberRules.Text(range.Highest)}]")
            : null;
    }

    private static Violation Useless(string option, string value, string place, string advice) =>
        Rule.OptionWithoutEffect.At(Culprit.Argument, option, option, value, place, advice);
}
