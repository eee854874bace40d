using CeGen.Generator.Model;

namespace CeGen.Generator.Rules;

/// <summary>The parameters that a loss can have: their names and what each may be.</summary>
internal static class ParameterRoles
{
    /// <summary>The names, as users write them.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Enum.GetNames(typeof(ParameterRole)).Where(n => n != nameof(ParameterRole.Unknown)).Select(n => n.ToLowerInvariant())];

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
            ParameterRole.Targets => isMemory && parameter.Integer is not null ? null : $"a ReadOnlySpan of {SupportedTypes.Integers}",
            ParameterRole.Target => parameter.Shape == ParameterShape.Scalar && parameter.Integer is not null ? null : SupportedTypes.Integers,
            ParameterRole.Losses or ParameterRole.Gradient => isWritable && isElement ? null : $"Span<{type}>",
            ParameterRole.Upstream when reduction == ReductionKind.None => isMemory && isElement
                ? null
                : $"ReadOnlySpan<{type}>, an upstream gradient per row, with Reduction.None",
            ParameterRole.Upstream => parameter.Shape == ParameterShape.Scalar && isElement ? null : type,
            _ => null,
        };
    }
}
