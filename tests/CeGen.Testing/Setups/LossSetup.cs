namespace CeGen.Testing;

/// <summary>How a loss takes its logits.</summary>
public enum LogitsForm
{
    /// <summary>Spans (N, C).</summary>
    Rows,

    /// <summary>Spans (N, C, S).</summary>
    Positions,

    /// <summary>Tensors of any rank.</summary>
    Tensors,
}

/// <summary>A loss with all of its options: a kernel can be generated for it, and a dynamic loss made.</summary>
/// <param name="Element"><c>float</c> or <c>double</c>.</param>
/// <param name="Classes">The number of classes; of labels, for a binary loss.</param>
public sealed record LossSetup(string Element, int Classes)
{
    /// <summary>Whether it is a binary cross entropy.</summary>
    public bool IsBinary { get; init; }

    /// <summary>The keyword of the type of class indices, or nothing for a number per logit: a probability, or the target of a binary loss.</summary>
    public string Targets { get; init; } = "int";

    public LogitsForm Form { get; init; }

    public Reduction Reduction { get; init; } = Reduction.Mean;

    /// <summary>ε.</summary>
    public double Smoothing { get; init; }

    /// <summary>γ.</summary>
    public double Gamma { get; init; }

    /// <summary>α of a binary loss.</summary>
    public double? Alpha { get; init; }

    public long IgnoreIndex { get; init; } = -100;

    public AllIgnored AllIgnored { get; init; }

    /// <summary>A weight per class or label, if there are any.</summary>
    public double[]? Weights { get; init; }

    /// <summary>Whether the weights are an argument of each call, and not constants.</summary>
    public bool PassesWeights { get; init; }

    /// <summary>A positive weight per label of a binary loss, if there are any.</summary>
    public double[]? PositiveWeights { get; init; }

    /// <summary>As <see cref="PassesWeights"/>.</summary>
    public bool PassesPositiveWeights { get; init; }

    /// <summary>Whether the loss of each row is an output, as it always is with <see cref="Reduction.None"/>.</summary>
    public bool HasLosses { get; init; }

    public bool HasLogSumExp { get; init; }

    public bool HasPredictions { get; init; }

    public bool IsParallel { get; init; }

    public bool HasIndices => Targets.Length > 0;

    public bool WritesLosses => HasLosses || Reduction == Reduction.None;

    /// <summary>Whether a target can be the ignore index.</summary>
    public bool CanIgnore => HasIndices && TargetType.Of(Targets).Holds(IgnoreIndex);

    public override string ToString() => FormattableString.Invariant(
        $"{(IsBinary ? "binary " : "")}{Element}, {Classes} classes, targets {(HasIndices ? Targets : "numbers")}, {Form}, {Reduction}, ε {Smoothing}, γ {Gamma}, α {Alpha}, ignore {IgnoreIndex} ({AllIgnored}), ")
        + $"weights {Tell(Weights, PassesWeights)}, positive weights {Tell(PositiveWeights, PassesPositiveWeights)}, parallel {IsParallel}";

    private static string Tell(double[]? weights, bool arePassed) => weights is null ? "none" : arePassed ? "passed" : "constant";
}
