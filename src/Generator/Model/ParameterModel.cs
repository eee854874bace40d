namespace CeGen.Generator.Model;

/// <summary>What a parameter is for. The names are those that users write, in camel case.</summary>
internal enum ParameterRole
{
    Unknown,
    Logits,
    Targets,
    Target,
    Weights,
    SpatialSize,
    Losses,
    LogSumExp,
    Predictions,
    Gradient,
    Upstream,
    LabelWeights,
    PositiveWeights,
}

/// <summary>How a parameter holds its elements.</summary>
internal enum ParameterShape
{
    Other,
    Scalar,
    Array,
    Span,
    ReadOnlySpan,
    TensorSpan,
    ReadOnlyTensorSpan,
}

/// <summary>One parameter as it is declared.</summary>
/// <param name="Name">Its name, escaped where C# needs it.</param>
/// <param name="Type">Its fully qualified type.</param>
/// <param name="Modifiers">What stands before the type, such as <c>this</c> or <c>scoped</c>, with a space at the end; or nothing.</param>
/// <param name="Role">What it is for.</param>
/// <param name="Shape">How it holds its elements.</param>
/// <param name="Element">The float type of its elements, if they are floats.</param>
/// <param name="Integer">The keyword of the integer type of its elements, if they are integers.</param>
/// <param name="ByReference">Whether it is declared <c>ref</c>, <c>in</c>, <c>out</c> or <c>ref readonly</c>.</param>
/// <param name="CanBeNull">Whether it is declared as an array that may be <see langword="null"/>.</param>
/// <param name="IsRefused">Whether the compiler itself does not know its type, or misses its name.</param>
internal sealed record ParameterModel(
    string Name,
    string Type,
    string Modifiers,
    ParameterRole Role,
    ParameterShape Shape,
    ElementType? Element,
    string? Integer,
    bool ByReference,
    bool CanBeNull,
    bool IsRefused = false)
{
    public bool IsTensor => Shape is ParameterShape.TensorSpan or ParameterShape.ReadOnlyTensorSpan;

    public bool IsMemory => IsWritable || Shape is ParameterShape.ReadOnlySpan or ParameterShape.ReadOnlyTensorSpan;

    public bool IsWritable => Shape is ParameterShape.Array or ParameterShape.Span or ParameterShape.TensorSpan;
}
