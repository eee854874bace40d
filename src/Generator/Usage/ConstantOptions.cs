using System.Collections.Immutable;
using System.Globalization;
using CeGen.Generator.Model;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;

namespace CeGen.Generator.Usage;

/// <summary>Finds calls of a <c>CrossEntropyLoss</c> that a generated method could take over: all of its options are constants.</summary>
internal static class ConstantOptions
{
    public static IEnumerable<Diagnostic> Check(LossCall call)
    {
        if (call is not { IsDynamic: true, Kind: LossKind.CrossEntropy, Creation: { } creation, Configuration: { Classes: { } classes } configuration }
            || call[ParameterRole.Logits] is not { } logits
            || call.Operation.TargetMethod.TypeArguments is not { IsEmpty: false } types
            || SupportedTypes.ToElement(types[0].SpecialType) is not { } element
            || Target(types) is not { } target)
        {
            yield break;
        }

        bool isFocalProbability = types.Length == 1 && configuration.FocalGamma > 0;
        if (isFocalProbability || ConfigurationRules.Check(configuration, element).Any())
        {
            yield break;
        }

        string form = call[ParameterRole.Target] is not null ? UsageProperties.Row
            : logits.Type.Name == "ReadOnlyTensorSpan" ? UsageProperties.Tensor
            : UsageProperties.Span;
        ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty
            .Add(UsageProperties.Classes, NumberRules.Text(classes))
            .Add(UsageProperties.Options, Options(configuration, classes))
            .Add(UsageProperties.Element, element.Keyword())
            .Add(UsageProperties.Target, target)
            .Add(UsageProperties.Form, form);
        yield return Finding.Of(Rule.OptionsAreConstant, call.Operation, [creation], properties, NumberRules.Text(classes));
    }

    private static string? Target(ImmutableArray<ITypeSymbol> types) => types.Length == 1
        ? SupportedTypes.ToElement(types[0].SpecialType)?.Keyword()
        : SupportedTypes.ToInteger(types[1].SpecialType);

    /// <summary>The arguments of the attribute, without those that are the defaults.</summary>
    private static string Options(CrossEntropyConfiguration configuration, int classes)
    {
        var standard = new CrossEntropyConfiguration();
        string?[] options =
        [
            $"Classes = {NumberRules.Text(classes)}",
            configuration.Reduction == standard.Reduction ? null : $"Reduction = Reduction.{configuration.Reduction}",
            Unless(standard.LabelSmoothing, configuration.LabelSmoothing, nameof(configuration.LabelSmoothing)),
            configuration.IgnoreIndex == standard.IgnoreIndex ? null : $"IgnoreIndex = {configuration.IgnoreIndex.ToString(CultureInfo.InvariantCulture)}",
            Unless(standard.FocalGamma, configuration.FocalGamma, nameof(configuration.FocalGamma)),
            configuration.Layout == standard.Layout ? null : $"Layout = ClassLayout.{configuration.Layout}",
            configuration.AllIgnored == standard.AllIgnored ? null : $"AllIgnored = AllIgnored.{configuration.AllIgnored}",
            configuration.Parallel == standard.Parallel ? null : "Parallel = true",
        ];
        return string.Join(", ", options.OfType<string>());
    }

    private static string? Unless(double standard, double value, string name) => value == standard ? null : $"{name} = {NumberRules.Text(value)}";
}
