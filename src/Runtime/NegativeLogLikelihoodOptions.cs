namespace CeGen;

/// <summary>The options of <see cref="NegativeLogLikelihood"/>.</summary>
public sealed record NegativeLogLikelihoodOptions
{
    /// <summary>How the losses of the rows become the result. The default is <see cref="Reduction.Mean"/>.</summary>
    public Reduction Reduction { get; init; } = Reduction.Mean;

    /// <summary>The target that marks a row as ignored. The default is −100.</summary>
    public long IgnoreIndex { get; init; } = -100;

    /// <summary>
    /// A weight for each of the C classes, finite and at least 0; empty, the default, for weights of 1. The loss copies them. With <see cref="float"/>
    /// log probabilities they are rounded to <see cref="float"/>. A row whose class has the weight 0 has the loss 0, whatever its log probability is.
    /// </summary>
    public ReadOnlyMemory<double> Weights { get; init; }
}
