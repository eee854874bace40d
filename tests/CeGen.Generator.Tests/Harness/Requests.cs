using CeGen.Generator.Model;
using CeGen.Generator.Planning;

namespace CeGen.Generator.Tests.Harness;

/// <summary>Requests as the parser makes them, without a compilation: what planning alone decides is tested on thousands of them.</summary>
internal static class Requests
{
    public static readonly ElementType[] Elements = [ElementType.Single, ElementType.Double];

    /// <summary>A loss over rows (N, C); over positions if <paramref name="parameters"/> say so.</summary>
    public static KernelRequest Of(ElementType element, CrossEntropyConfiguration configuration, params ParameterModel[] parameters) => new(
        "Losses.Loss.g.cs",
        Method(element, [Integers("targets", ParameterRole.Targets, "int"), .. parameters]),
        configuration,
        new ProjectSettings(SupportsFileTypes: true, ChecksOverflow: false),
        CanImplement: true,
        IsRefused: false,
        EmitFused: true,
        EmitBackward: true,
        Violations: default);

    /// <summary>A binary loss.</summary>
    public static BinaryRequest Of(ElementType element, BinaryConfiguration configuration, params ParameterModel[] parameters) => new(
        "Losses.Loss.g.cs",
        Method(element, [Floats("targets", ParameterRole.Targets, element), .. parameters]),
        configuration,
        new ProjectSettings(SupportsFileTypes: true, ChecksOverflow: false),
        CanImplement: true,
        IsRefused: false,
        EmitFused: true,
        EmitBackward: true,
        Violations: default);

    /// <summary>The plan of a loss over rows of so many classes, the forms of 512 and of 256 bits.</summary>
    public static KernelPlan Rows(ElementType element, int classes) => Planner.Plan(Of(element, new CrossEntropyConfiguration(classes)));

    /// <summary>The plan of a loss whose classes come first.</summary>
    public static KernelPlan Positions(ElementType element, int classes) => Planner.Plan(Of(element, new CrossEntropyConfiguration(classes), SpatialSize));

    public static ParameterModel SpatialSize => new("spatialSize", "int", "", ParameterRole.SpatialSize, ParameterShape.Scalar, null, "int", false, false);

    public static ParameterModel Floats(string name, ParameterRole role, ElementType element) =>
        new(name, $"global::System.ReadOnlySpan<{element.Keyword()}>", "", role, ParameterShape.ReadOnlySpan, element, null, false, false);

    public static ParameterModel Integers(string name, ParameterRole role, string keyword) =>
        new(name, $"global::System.ReadOnlySpan<{keyword}>", "", role, ParameterShape.ReadOnlySpan, null, keyword, false, false);

    private static MethodDeclaration Method(ElementType element, IEnumerable<ParameterModel> parameters) => new(
        "Samples",
        new EquatableArray<ContainingType>([new ContainingType("static ", "class", "Losses")]),
        "public static partial",
        "public static",
        "@Loss",
        "Loss",
        "",
        "",
        element.Keyword(),
        new EquatableArray<ParameterModel>([Floats("logits", ParameterRole.Logits, element), .. parameters]),
        HasDocumentation: false);
}
