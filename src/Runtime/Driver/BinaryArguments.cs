using System.Numerics;

namespace CeGen.Runtime;

/// <summary>The arguments of one call of a binary cross entropy, before they are checked.</summary>
internal ref struct BinaryArguments<T>(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, BinaryWeights<T> weights)
    where T : unmanaged, INumberBase<T>
{
    private Span<T> _gradient;
    private Span<T> _losses;
    private ReadOnlySpan<T> _upstreams;

    public ReadOnlySpan<T> Logits { get; } = logits;

    public ReadOnlySpan<T> Targets { get; } = targets;

    public BinaryWeights<T> Weights { get; } = weights;

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

    /// <summary>The upstream gradient; 1 if it is not set.</summary>
    public T Upstream { get; set; } = T.One;

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

    public bool HasGradient { get; private set; }

    public bool HasLosses { get; private set; }

    public bool HasUpstreams { get; private set; }
}
