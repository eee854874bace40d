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

    /// <summary>
    /// The exponent γ of the focal loss, finite and at least 0: the loss of a row is multiplied with (1 − p_y)^γ. The default is 0: plain cross entropy.
    /// It goes with class indices, and not with label smoothing.
    /// </summary>
    public double FocalGamma { get; init; }

    /// <summary>
    /// Where the class axis of spans of logits lies. The default is <see cref="ClassLayout.ClassLast"/>: (N, C). With <see cref="ClassLayout.ClassFirst"/>,
    /// (N, C, d1…dK), <see cref="CrossEntropyExtras{T}.SpatialSize"/> gives d1·…·dK of a call. Tensors bring their own shape.
    /// </summary>
    public ClassLayout Layout { get; init; }

    /// <summary>What <see cref="Reduction.Mean"/> gives for a batch whose rows are all ignored. The default is <see cref="AllIgnored.NaN"/>.</summary>
    public AllIgnored AllIgnored { get; init; }

    /// <summary>
    /// The most threads that share a call, as <see cref="System.Threading.Tasks.ParallelOptions"/> has it: at least 1, or −1 for as many as there are processors. The default is 1: the
    /// caller's thread alone. The results do not depend on it, to the bit. Small calls stay on one thread.
    /// </summary>
    public int MaxDegreeOfParallelism { get; init; } = 1;
}
