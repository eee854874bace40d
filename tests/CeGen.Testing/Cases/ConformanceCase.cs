namespace CeGen.Testing;

/// <summary>One case of a conformance file: a loss, its inputs, and what must come of them.</summary>
/// <remarks>What the file leaves out has its default here, and all lengths agree with <see cref="Shape"/>.</remarks>
public sealed record ConformanceCase
{
    public required string Name { get; init; }

    /// <summary>The file and the place in its list, counted from 0: names may repeat.</summary>
    public string Location { get; init; } = "";

    /// <summary>The loss, by the name that the files have for it.</summary>
    public required string Loss { get; init; }

    /// <summary>Whether the labels are independent of each other (a sigmoid each), not classes of one softmax.</summary>
    public bool IsBinary { get; init; }

    /// <summary>The shape of the logits in PyTorch's order.</summary>
    public required int[] Shape { get; init; }

    public Reduction Reduction { get; init; } = Reduction.Mean;

    public double LabelSmoothing { get; init; }

    public long IgnoreIndex { get; init; } = -100;

    /// <summary>Class weights; label weights of a binary loss, one per label or one per element.</summary>
    public double[]? Weights { get; init; }

    /// <summary>Positive weights of a binary loss, one per label or one per element.</summary>
    public double[]? PositiveWeights { get; init; }

    public double FocalGamma { get; init; }

    public double? FocalAlpha { get; init; }

    public required double[] Logits { get; init; }

    /// <summary>The class of each row, or <see langword="null"/> where <see cref="Probabilities"/> are the targets.</summary>
    public long[]? Indices { get; init; }

    /// <summary>Targets of the shape of the logits: class probabilities, or those of a binary loss.</summary>
    public double[]? Probabilities { get; init; }

    /// <summary>The upstream gradients: one per loss with <see cref="Reduction.None"/>, else one.</summary>
    public required double[] Upstream { get; init; }

    /// <summary>The losses: one per row (or element, of a binary loss) with <see cref="Reduction.None"/>, else one.</summary>
    public double[]? ExpectedLoss { get; init; }

    public double[]? ExpectedGradient { get; init; }

    /// <summary>How many ulp the results may be off, where they were computed with many digits; <see langword="null"/> for the files of PyTorch.</summary>
    public ExactPromise? Promise { get; init; }

    /// <summary>The length of the class axis: 1, or 0 if the rank is 1. For a binary loss that of the last axis, its labels.</summary>
    public int Classes => IsBinary ? Math.Max(1, Shape[^1]) : CaseShape.Classes(Shape);

    /// <summary>The product of the axes behind the class axis.</summary>
    public int SpatialSize => CaseShape.SpatialSize(Shape);

    /// <summary>How many losses there are before they are reduced.</summary>
    public int LossCount => IsBinary ? Logits.Length : CaseShape.Rows(Shape);

    /// <summary>The loss that an element of the logits belongs to.</summary>
    public int LossOf(int element)
    {
        if (IsBinary)
        {
            return element;
        }

        (int sample, int within) = Math.DivRem(element, Classes * SpatialSize);
        return (sample * SpatialSize) + (within % SpatialSize);
    }

    public override string ToString() => $"{Name} ({Location})";
}
