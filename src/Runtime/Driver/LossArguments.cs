using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace CeGen.Runtime;

/// <summary>The arguments of one call, before they are checked.</summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TTarget">The type of the class indices, or <typeparamref name="T"/> for class probabilities.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct LossArguments<T, TTarget>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged, INumberBase<TTarget>
{
    private Span<T> _gradient;
    private Span<T> _losses;
    private Span<T> _logSumExp;
    private Span<int> _predictions;
    private ReadOnlySpan<T> _upstreams;
    private ReadOnlySpan<T> _weights;

    /// <summary>A batch: logits (N, C) or (N, C, S), and a target for each row.</summary>
    /// <param name="logits">The logits, row-major.</param>
    /// <param name="targets">The class of each row, or the probability of each class.</param>
    public LossArguments(ReadOnlySpan<T> logits, ReadOnlySpan<TTarget> targets)
    {
        Logits = logits;
        Targets = targets;
        Upstream = T.One;
        SpatialSize = 1;
    }

    /// <summary>One unbatched row: logits (C) and a target.</summary>
    /// <param name="logits">The logits of the row.</param>
    /// <param name="target">Its class.</param>
    public LossArguments(ReadOnlySpan<T> logits, [UnscopedRef] ref TTarget target)
        : this(logits, new ReadOnlySpan<TTarget>(ref target)) => IsUnbatched = true;

    /// <summary>The logits.</summary>
    public ReadOnlySpan<T> Logits { get; }

    /// <summary>The targets.</summary>
    public ReadOnlySpan<TTarget> Targets { get; }

    /// <summary>With <see cref="ClassLayout.ClassFirst"/>, the number S = d1·…·dK of positions of a sample.</summary>
    public int SpatialSize { get; set; }

    /// <summary>The class weights, where they are known only at run time.</summary>
    public ReadOnlySpan<T> Weights
    {
        readonly get => _weights;
        set
        {
            _weights = value;
            HasWeights = true;
        }
    }

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

    /// <summary>Receives the loss of each row.</summary>
    public Span<T> Losses
    {
        readonly get => _losses;
        set
        {
            _losses = value;
            HasLosses = true;
        }
    }

    /// <summary>Receives log Σ exp of each row.</summary>
    public Span<T> LogSumExp
    {
        readonly get => _logSumExp;
        set
        {
            _logSumExp = value;
            HasLogSumExp = true;
        }
    }

    /// <summary>Receives the class of the largest logit of each row, the first of equals.</summary>
    public Span<int> Predictions
    {
        readonly get => _predictions;
        set
        {
            _predictions = value;
            HasPredictions = true;
        }
    }

    /// <summary>The upstream gradient; 1 if it is not set.</summary>
    public T Upstream { get; set; }

    /// <summary>The upstream gradient of each row, with <see cref="Reduction.None"/>.</summary>
    public ReadOnlySpan<T> Upstreams
    {
        readonly get => _upstreams;
        set
        {
            _upstreams = value;
            HasUpstreams = true;
        }
    }

    internal readonly bool IsUnbatched { get; }

    internal bool HasGradient { get; private set; }

    internal bool HasLosses { get; private set; }

    internal bool HasLogSumExp { get; private set; }

    internal bool HasPredictions { get; private set; }

    internal bool HasUpstreams { get; private set; }

    internal bool HasWeights { get; private set; }
}
