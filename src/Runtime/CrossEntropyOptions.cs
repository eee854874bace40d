namespace CeGen;

/// <summary>The options of <see cref="CrossEntropyLoss"/>: those of <see cref="CrossEntropyAttribute"/>, known at run time.</summary>
public sealed record CrossEntropyOptions
{
    /// <summary>How the losses of the rows become the result. The default is <see cref="Reduction.Mean"/>.</summary>
    public Reduction Reduction { get; init; } = Reduction.Mean;

    /// <summary>The share ε of each target that is spread evenly over all classes, in [0, 1]. The default is 0.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>The target that marks a row as ignored. The default is −100.</summary>
    public long IgnoreIndex { get; init; } = -100;

    /// <summary>What <see cref="Reduction.Mean"/> gives for a batch whose rows are all ignored. The default is <see cref="AllIgnored.NaN"/>.</summary>
    public AllIgnored AllIgnored { get; init; }
}
