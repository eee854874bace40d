using CeGen.Generator.Model;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CeGen.Generator.Usage;

/// <summary>Finds arguments whose lengths are constants and which the run refuses. The rules are those of the runtime's checks of arguments.</summary>
internal static class LengthsThatDoNotFit
{
    public static IEnumerable<Diagnostic> Check(LossCall call)
    {
        // The length of a tensor is not its shape.
        if (call[ParameterRole.Logits] is not { } logits || logits.Type.Name.EndsWith("TensorSpan", StringComparison.Ordinal))
        {
            return [];
        }

        long? length = ConstantLength.Of(logits.Value, call.Scope);
        return length is { } known && call.Classes is { } classes and >= 1 && ExpectedLogits(call, known, classes) is { } expected
            ? [Finding.Of(Rule.LogitsLength, logits.Value, logits.Name, NumberRules.Text(known), call.Name, expected)]
            : call.Arguments.Select(a => CheckArgument(call, a.Key, a.Value, length)).OfType<Diagnostic>();
    }

    /// <summary>The length that the logits should have, in words; <see langword="null"/> if it is right.</summary>
    private static string? ExpectedLogits(LossCall call, long length, int classes)
    {
        string unit = call.Kind == LossKind.Binary ? "labels" : "classes";
        if (call[ParameterRole.Target] is not null)
        {
            return length == classes ? null : $"{NumberRules.Text(classes)}, one logit per class of a single row";
        }

        if (length % classes != 0)
        {
            return $"a multiple of the {NumberRules.Text(classes)} {unit}";
        }

        return call[ParameterRole.SpatialSize]?.Value.ConstantValue is { HasValue: true, Value: int positions and >= 1 } && length % ((long)classes * positions) != 0
            ? $"a multiple of the {NumberRules.Text(classes)} {unit} times {NumberRules.Text(positions)} positions"
            : null;
    }

    private static Diagnostic? CheckArgument(LossCall call, ParameterRole role, LossArgument argument, long? logits)
    {
        string? expected = Memory.IsType(argument.Type) && ConstantLength.Of(argument.Value, call.Scope) is { } length ? Expected(call, role, argument, length, logits) : null;
        return expected is null ? null : Finding.Of(Rule.ArgumentLength, argument.Value, argument.Name, NumberRules.Text(ConstantLength.Of(argument.Value, call.Scope)!.Value), call.Name, expected);
    }

    private static string? Expected(LossCall call, ParameterRole role, LossArgument argument, long length, long? logits)
    {
        bool isBinary = call.Kind == LossKind.Binary;
        long? rows = isBinary ? logits : call[ParameterRole.Target] is not null ? 1 : call.Classes is >= 1 ? logits / call.Classes : null;
        (long? expected, string what) = role switch
        {
            ParameterRole.Targets when isBinary => (logits, "one target per logit"),
            ParameterRole.Targets when IsProbability(argument.Type) => (logits, "one probability per logit"),
            ParameterRole.Targets => (rows, "one target per row of the logits"),
            ParameterRole.Gradient => (logits, "one entry per logit"),
            ParameterRole.Losses => (rows, isBinary ? "one loss per logit" : "one loss per row of the logits"),
            ParameterRole.Upstream => (rows, isBinary ? "one upstream gradient per logit" : "one upstream gradient per row of the logits"),
            ParameterRole.LogSumExp => (rows, "one number per row of the logits"),
            ParameterRole.Predictions => (rows, "one class per row of the logits"),
            ParameterRole.Weights => (call.Classes, "one weight per class"),
            ParameterRole.LabelWeights or ParameterRole.PositiveWeights when length == call.Classes || (logits is null && length % call.Classes == 0) => (null, ""),
            ParameterRole.LabelWeights or ParameterRole.PositiveWeights => (logits ?? call.Classes, logits is null ? "one weight per label" : $"one weight per logit, or {call.Classes}, one per label"),
            _ => ((long?)null, ""),
        };
        return expected is null || expected == length ? null : $"{NumberRules.Text(expected.Value)}, {what}";
    }

    private static bool IsProbability(ITypeSymbol type) =>
        SupportedTypes.ToElement(((type as IArrayTypeSymbol)?.ElementType ?? (type as INamedTypeSymbol)?.TypeArguments.FirstOrDefault())?.SpecialType ?? SpecialType.None) is not null;
}
