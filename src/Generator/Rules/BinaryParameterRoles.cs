using CeGen.Generator.Model;

namespace CeGen.Generator.Rules;

/// <summary>The parameters that a binary loss can have: their names and what each may be.</summary>
internal static class BinaryParameterRoles
{
    /// <summary>The names, as users write them.</summary>
    public static IReadOnlyList<string> Names { get; } = ["logits", "targets", "losses", "gradient", "upstream", "positiveWeights", "labelWeights"];

    public static ParameterRole Of(string name) =>
        Names.Contains(name, StringComparer.OrdinalIgnoreCase) ? (ParameterRole)Enum.Parse(typeof(ParameterRole), name, ignoreCase: true) : ParameterRole.Unknown;

    /// <summary>The type that a parameter should have, in words; <see langword="null"/> if it has one that fits.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="element">The element type of the logits, if they have a supported one.</param>
    /// <param name="reduction">The reduction.</param>
    public static string? ExpectedType(ParameterModel parameter, ElementType? element, ReductionKind reduction)
    {
        bool isMemory = parameter.Shape is ParameterShape.Array or ParameterShape.Span or ParameterShape.ReadOnlySpan;
        bool isWritable = parameter.Shape is ParameterShape.Array or ParameterShape.Span;
        bool isElement = parameter.Element is { } own && (element is null || own == element);
        string type = element?.Keyword() ?? "T";

        return parameter.Role switch
        {
            ParameterRole.Logits => isMemory && parameter.Element is not null
                ? null
                : $"ReadOnlySpan<T>, Span<T> or T[], where T is {SupportedTypes.Elements}",
            ParameterRole.Targets => isMemory && isElement ? null : $"ReadOnlySpan<{type}>, a target in [0, 1] per logit",
            ParameterRole.LabelWeights or ParameterRole.PositiveWeights => isMemory && isElement
                ? null
                : $"ReadOnlySpan<{type}>, a weight per label or per logit",
            ParameterRole.Losses or ParameterRole.Gradient => isWritable && isElement ? null : $"Span<{type}>",
            ParameterRole.Upstream when reduction == ReductionKind.None => isMemory && isElement
                ? null
                : $"ReadOnlySpan<{type}>, an upstream gradient per logit",
            ParameterRole.Upstream => parameter.Shape == ParameterShape.Scalar && isElement ? null : type,
            _ => null,
        };
    }
}
