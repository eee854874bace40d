namespace CeGen;

/// <summary>The options of <see cref="BinaryCrossEntropyLoss"/>.</summary>
public sealed record BinaryCrossEntropyOptions
{
    /// <summary>
    /// How the losses become the result. The default is <see cref="Reduction.Mean"/>, which divides by the number of elements;
    /// <see cref="Reduction.None"/> gives a loss per element.
    /// </summary>
    public Reduction Reduction { get; init; } = Reduction.Mean;

    /// <summary>
    /// The exponent γ of the focal loss, finite and at least 0: each loss is multiplied with (1 − p_t)^γ, which takes weight from the elements
    /// that are sure of their targets. The default is 0: none is taken.
    /// </summary>
    public double FocalGamma { get; init; }

    /// <summary>
    /// The balance α of the focal loss, in [0, 1]: each loss is multiplied with α·t + (1 − α)·(1 − t). The default is
    /// <see langword="null"/>: no balance, which is not the same as ½.
    /// </summary>
    public double? FocalAlpha { get; init; }

    /// <summary>
    /// The most threads that share a call, as <see cref="System.Threading.Tasks.ParallelOptions"/> has it: at least 1, or −1 for as many as there are processors. The default is 1: the
    /// caller's thread alone. The results do not depend on it, to the bit. Small calls stay on one thread.
    /// </summary>
    public int MaxDegreeOfParallelism { get; init; } = 1;
}
