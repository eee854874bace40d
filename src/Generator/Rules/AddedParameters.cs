using CeGen.Generator.Model;

namespace CeGen.Generator.Rules;

/// <summary>The parameters that the generated overloads have besides those of the declaration.</summary>
internal static class AddedParameters
{
    private const string Tensors = "Numerics.Tensors.";

    public static ParameterModel Gradient(MethodDeclaration method) => method.HasTensors
        ? Of("gradient", $"{Tensors}TensorSpan<{Element(method)}>", ParameterRole.Gradient, ParameterShape.TensorSpan)
        : Of("gradient", $"Span<{Element(method)}>", ParameterRole.Gradient, ParameterShape.Span);

    public static ParameterModel Upstream(MethodDeclaration method, ReductionKind reduction) => (reduction, method.HasTensors) switch
    {
        (ReductionKind.None, true) => Of(
            "upstream", $"{Tensors}ReadOnlyTensorSpan<{Element(method)}>", ParameterRole.Upstream, ParameterShape.ReadOnlyTensorSpan),
        (ReductionKind.None, false) => Of("upstream", $"ReadOnlySpan<{Element(method)}>", ParameterRole.Upstream, ParameterShape.ReadOnlySpan),
        _ => new("upstream", Element(method), "", ParameterRole.Upstream, ParameterShape.Scalar, null, null, ByReference: false, CanBeNull: false),
    };

    private static string Element(MethodDeclaration method) => (method.Find(ParameterRole.Logits)?.Element ?? ElementType.Single).Keyword();

    private static ParameterModel Of(string name, string type, ParameterRole role, ParameterShape shape) =>
        new(name, "global::System." + type, "", role, shape, null, null, ByReference: false, CanBeNull: false);
}
