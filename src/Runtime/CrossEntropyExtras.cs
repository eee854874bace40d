namespace CeGen;

/// <summary>What a call of <see cref="CrossEntropyLoss"/> may have besides logits and targets: class weights, the positions of a sample, outputs per row.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <example>
/// <code>
/// float mean = loss.Forward&lt;float, int&gt;(logits, targets, new CrossEntropyExtras&lt;float&gt; { Weights = weights, Predictions = predictions });
/// </code>
/// </example>
public readonly ref struct CrossEntropyExtras<T>
    where T : unmanaged
{
    private readonly ReadOnlySpan<T> _weights;
    private readonly Span<T> _losses;
    private readonly Span<T> _logSumExp;
    private readonly Span<int> _predictions;
    private readonly int _spatialSize;

    /// <summary>A weight w for each of the C classes, finite and at least 0.</summary>
    public ReadOnlySpan<T> Weights
    {
        get => _weights;
        init
        {
            _weights = value;
            HasWeights = true;
        }
    }

    /// <summary>With <see cref="ClassLayout.ClassFirst"/>, the number d1·…·dK of positions of a sample, at least 1. The default is 1. Tensors bring their own
    /// shape: it must not be set with them.</summary>
    public int SpatialSize
    {
        get => HasSpatialSize ? _spatialSize : 1;
        init
        {
            _spatialSize = value;
            HasSpatialSize = true;
        }
    }

    /// <summary>Receives the loss of each row. A row is a sample, or a position of one.</summary>
    public Span<T> Losses
    {
        get => _losses;
        init
        {
            _losses = value;
            HasLosses = true;
        }
    }

    /// <summary>Receives log Σ_c exp(x_c) of each row, also of ignored ones.</summary>
    public Span<T> LogSumExp
    {
        get => _logSumExp;
        init
        {
            _logSumExp = value;
            HasLogSumExp = true;
        }
    }

    /// <summary>Receives the class of the largest logit of each row, the first of equals; also of ignored rows. A NaN counts as the largest.</summary>
    public Span<int> Predictions
    {
        get => _predictions;
        init
        {
            _predictions = value;
            HasPredictions = true;
        }
    }

    internal bool HasWeights { get; private init; }

    internal bool HasSpatialSize { get; private init; }

    internal bool HasLosses { get; private init; }

    internal bool HasLogSumExp { get; private init; }

    internal bool HasPredictions { get; private init; }
}
