namespace CeGen.Generator.Model;

/// <summary>The options of one <c>[BinaryCrossEntropy]</c>, with defaults where the user wrote nothing.</summary>
/// <param name="Labels">The number of labels; <see langword="null"/> if it is not given.</param>
/// <param name="PositiveWeights">The constant positive weights; <see langword="null"/> if there are none.</param>
/// <param name="LabelWeights">The constant label weights; <see langword="null"/> if there are none.</param>
/// <param name="FocalGamma">γ; 0 for none.</param>
/// <param name="FocalAlpha">α; <see langword="null"/> for none.</param>
/// <param name="Given">The names of the options that are written, be it with their defaults.</param>
internal sealed record BinaryConfiguration(
    int? Labels = null,
    ReductionKind Reduction = ReductionKind.Mean,
    EquatableArray<double>? PositiveWeights = null,
    EquatableArray<double>? LabelWeights = null,
    double FocalGamma = 0,
    double? FocalAlpha = null,
    bool Parallel = false,
    bool GenerateBackward = true,
    EquatableArray<string> Given = default);
