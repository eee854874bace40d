namespace CeGen;

/// <summary>The weights of one call of a <see cref="BinaryCrossEntropyLoss"/>. What is not set is 1.</summary>
/// <remarks>
/// Each of the two is either per label, of length L, and the same for all rows; or per element, of the length of the logits. Weights are finite
/// and not negative; so should the product of the two be.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <example>
/// <code>
/// var weights = new BinaryWeights&lt;float&gt; { PositiveWeights = positiveWeights };
/// float mean = loss.ForwardBackward(logits, targets, gradient, weights);
/// </code>
/// </example>
public readonly ref struct BinaryWeights<T>
    where T : unmanaged
{
    private readonly ReadOnlySpan<T> _labelWeights;
    private readonly ReadOnlySpan<T> _positiveWeights;

    /// <summary>What the loss of an element is multiplied with: PyTorch's <c>weight</c>. Length L, or the length of the logits.</summary>
    public ReadOnlySpan<T> LabelWeights
    {
        get => _labelWeights;
        init
        {
            _labelWeights = value;
            HasLabelWeights = true;
        }
    }

    /// <summary>
    /// What the part of a loss that comes from the target being 1 is multiplied with: PyTorch's <c>pos_weight</c>. Length L, or the length of
    /// the logits.
    /// </summary>
    public ReadOnlySpan<T> PositiveWeights
    {
        get => _positiveWeights;
        init
        {
            _positiveWeights = value;
            HasPositiveWeights = true;
        }
    }

    internal bool HasLabelWeights { get; private init; }

    internal bool HasPositiveWeights { get; private init; }
}
