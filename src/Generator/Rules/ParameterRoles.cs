using CeGen.Generator.Model;

namespace CeGen.Generator.Rules;

/// <summary>The parameters that a loss can have: their names and what each may be.</summary>
internal static class ParameterRoles
{
    /// <summary>The names, as users write them.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Enum.GetNames(typeof(ParameterRole)).Except([nameof(ParameterRole.Unknown), nameof(ParameterRole.LabelWeights), nameof(ParameterRole.PositiveWeights)]).Select(CamelCase)];

    public static ParameterRole Of(string name) =>
        Names.Contains(name, StringComparer.OrdinalIgnoreCase) ? (ParameterRole)Enum.Parse(typeof(ParameterRole), name, ignoreCase: true) : ParameterRole.Unknown;

    /// <summary>Whether the backward method has the parameter too, and not only the forward one.</summary>
    public static bool IsInput(ParameterRole role) =>
        role is ParameterRole.Logits or ParameterRole.Targets or ParameterRole.Target or ParameterRole.Weights or ParameterRole.SpatialSize;

    /// <summary>Whether a parameter of this name is an input of a loss, be it a binary one.</summary>
    public static bool IsInputOfAnyLoss(string name) =>
        IsInput(Of(name)) || BinaryParameterRoles.Of(name) is ParameterRole.LabelWeights or ParameterRole.PositiveWeights;

    /// <summary>The type that a parameter should have, in words; <see langword="null"/> if it has one that fits.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="method">The method.</param>
    /// <param name="reduction">The reduction.</param>
    public static string? ExpectedType(ParameterModel parameter, MethodDeclaration method, ReductionKind reduction)
    {
        ElementType? element = method.Find(ParameterRole.Logits)?.Element;
        bool isElement = parameter.Element is { } own && (element is null || own == element);
        string type = element?.Keyword() ?? "T";
        bool hasTensors = method.HasTensors;

        // Tensors need the shape of the logits; what goes with tensors may be spans as well.
        bool fits = !parameter.IsTensor || hasTensors;
        string tensor = hasTensors ? "Tensor" : "";

        return parameter.Role switch
        {
            ParameterRole.Logits => parameter.IsMemory && parameter.Element is not null
                ? null
                : $"ReadOnlySpan<T>, Span<T>, T[] or ReadOnlyTensorSpan<T>, where T is {SupportedTypes.Elements}",
            ParameterRole.Targets => parameter.IsMemory && fits && (parameter.Integer is not null || isElement)
                ? null
                : $"a ReadOnly{tensor}Span of {SupportedTypes.Integers}, or of {type} for a probability per class",
            ParameterRole.Target => parameter.Shape == ParameterShape.Scalar && parameter.Integer is not null ? null : SupportedTypes.Integers,
            ParameterRole.Weights => parameter.IsMemory && !parameter.IsTensor && isElement ? null : $"ReadOnlySpan<{type}>",
            ParameterRole.SpatialSize => parameter is { Shape: ParameterShape.Scalar, Integer: "int" } ? null : "int",
            ParameterRole.Gradient => parameter.IsWritable && fits && isElement ? null : $"{tensor}Span<{type}>",
            ParameterRole.Losses or ParameterRole.LogSumExp => parameter.IsWritable && fits && isElement ? null : $"Span<{type}>",
            ParameterRole.Predictions => parameter.IsWritable && fits && parameter.Integer == "int" ? null : "Span<int>",
            ParameterRole.Upstream when reduction == ReductionKind.None => parameter.IsMemory && fits && isElement
                ? null
                : $"ReadOnlySpan<{type}>, an upstream gradient per row",
            ParameterRole.Upstream => parameter.Shape == ParameterShape.Scalar && isElement ? null : type,
            _ => null,
        };
    }

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name.Substring(1);
}
