using System.ComponentModel;
using System.Numerics;

namespace CeGen.Runtime;

/// <summary>The arguments of one call of a binary cross entropy, before they are checked.</summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct BinaryArguments<T>
    where T : unmanaged, INumberBase<T>
{
    private Span<T> _gradient;
    private Span<T> _losses;
    private ReadOnlySpan<T> _upstreams;
    private ReadOnlySpan<T> _labelWeights;
    private ReadOnlySpan<T> _positiveWeights;

    /// <summary>A batch: logits (N, L) and as many targets.</summary>
    /// <param name="logits">The logits, row-major.</param>
    /// <param name="targets">The target of each logit.</param>
    public BinaryArguments(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets)
    {
        Logits = logits;
        Targets = targets;
        Upstream = T.One;
        LabelWeightsName = "labelWeights";
        PositiveWeightsName = "positiveWeights";
    }

    /// <summary>As above, with weights that the user knows as properties.</summary>
    internal BinaryArguments(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, BinaryWeights<T> weights)
        : this(logits, targets)
    {
        LabelWeightsName = nameof(BinaryWeights<>.LabelWeights);
        PositiveWeightsName = nameof(BinaryWeights<>.PositiveWeights);
        _labelWeights = weights.LabelWeights;
        _positiveWeights = weights.PositiveWeights;
        HasLabelWeights = weights.HasLabelWeights;
        HasPositiveWeights = weights.HasPositiveWeights;
    }

    /// <summary>The logits.</summary>
    public ReadOnlySpan<T> Logits { get; }

    /// <summary>The targets.</summary>
    public ReadOnlySpan<T> Targets { get; }

    /// <summary>Receives the gradient.</summary>
    public Span<T> Gradient
    {
        readonly get => _gradient;
        set
        {
            _gradient = value;
            HasGradient = true;
        }
    }

    /// <summary>Receives the loss of each element.</summary>
    public Span<T> Losses
    {
        readonly get => _losses;
        set
        {
            _losses = value;
            HasLosses = true;
        }
    }

    /// <summary>What the loss of an element is multiplied with; one per label or one per element.</summary>
    public ReadOnlySpan<T> LabelWeights
    {
        readonly get => _labelWeights;
        set
        {
            _labelWeights = value;
            HasLabelWeights = true;
        }
    }

    /// <summary>What the part of a loss that comes from the target being 1 is multiplied with; one per label or one per element.</summary>
    public ReadOnlySpan<T> PositiveWeights
    {
        readonly get => _positiveWeights;
        set
        {
            _positiveWeights = value;
            HasPositiveWeights = true;
        }
    }

    /// <summary>The upstream gradient; 1 if it is not set.</summary>
    public T Upstream { get; set; }

    /// <summary>The upstream gradient of each element, with <see cref="Reduction.None"/>.</summary>
    public ReadOnlySpan<T> Upstreams
    {
        readonly get => _upstreams;
        set
        {
            _upstreams = value;
            HasUpstreams = true;
        }
    }

    /// <summary>The targets as bits, if all of them are 0 or 1, and the losses are asked for as a sum alone; else empty (<see cref="LabelBits"/>).</summary>
    internal ReadOnlySpan<T> Labels { readonly get; set; }

    internal bool HasGradient { get; private set; }

    internal bool HasLosses { get; private set; }

    internal bool HasLabelWeights { get; private set; }

    internal bool HasPositiveWeights { get; private set; }

    internal bool HasUpstreams { get; private set; }

    /// <summary>How the user knows the label weights.</summary>
    internal string LabelWeightsName { get; }

    /// <summary>How the user knows the positive weights.</summary>
    internal string PositiveWeightsName { get; }
}
