namespace CeGen.Generator.Model;

/// <summary>The values of the attribute's <c>Reduction</c>, by name and number.</summary>
internal enum ReductionKind
{
    None,
    Mean,
    Sum,
}

/// <summary>The values of the attribute's <c>AllIgnored</c>, by name and number.</summary>
internal enum AllIgnoredKind
{
    NaN,
    Zero,
    Throw,
}

/// <summary>The values of the attribute's <c>Layout</c>, by name and number.</summary>
internal enum LayoutKind
{
    ClassLast,
    ClassFirst,
}

/// <summary>The options of one <c>[CrossEntropy]</c>, with defaults where the user wrote nothing.</summary>
/// <param name="Classes">The number of classes; <see langword="null"/> if it is not given.</param>
/// <param name="ClassWeights">The class weights; <see langword="null"/> if there are none.</param>
/// <param name="Given">The names of the options that are written, be it with their defaults.</param>
internal sealed record CrossEntropyConfiguration(
    int? Classes = null,
    ReductionKind Reduction = ReductionKind.Mean,
    double LabelSmoothing = 0,
    long IgnoreIndex = -100,
    EquatableArray<double>? ClassWeights = null,
    double FocalGamma = 0,
    LayoutKind Layout = LayoutKind.ClassLast,
    AllIgnoredKind AllIgnored = AllIgnoredKind.NaN,
    bool Parallel = false,
    bool GenerateBackward = true,
    EquatableArray<string> Given = default);
