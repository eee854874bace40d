using CeGen.Generator.Model;

namespace CeGen.Generator.Rules;

/// <summary>What must hold between the type of the targets, the number of classes and the ignore index.</summary>
internal static class TargetRules
{
    public static IEnumerable<Violation> Check(MethodDeclaration method, CrossEntropyConfiguration configuration)
    {
        string option = nameof(configuration.IgnoreIndex);
        string index = NumberRules.Text(configuration.IgnoreIndex);
        bool isGiven = configuration.Given.Contains(option);
        if (method.HasProbabilities)
        {
            if (isGiven)
            {
                yield return Rule.IgnoreIndexMisplaced.At(Culprit.Argument, option, index);
            }

            yield break;
        }

        if (method.ClassIndices is not { } targets)
        {
            yield break;
        }

        IntegerRange range = IntegerRange.Of(targets.Integer!);
        if (configuration.Classes is >= 1 and { } classes && !range.Holds(classes - 1))
        {
            // The index is kept if there is one to keep.
            IntegerRange fitting = isGiven || range.Holds(configuration.IgnoreIndex)
                ? IntegerRange.Smallest(classes - 1, configuration.IgnoreIndex)
                : IntegerRange.Smallest(classes - 1);
            yield return Rule.TargetTypeTooSmall.At(
                Culprit.Parameter, targets.Name, targets.Name, range.Keyword, NumberRules.Text(range.Highest), NumberRules.Text(classes - 1), fitting.Keyword);
        }

        if (isGiven && !range.Holds(configuration.IgnoreIndex))
        {
            yield return Rule.IgnoreIndexUnreachable.At(
                Culprit.Argument, option, index, targets.Name, range.Keyword, NumberRules.Text(range.Lowest), NumberRules.Text(range.Highest));
        }
    }
}
