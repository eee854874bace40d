using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Numerics.Tensors;

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
    private readonly LogitsShape _shape;

    /// <summary>A batch: logits (N, C) or (N, C, S), and a target for each row.</summary>
    /// <param name="logits">The logits, row-major.</param>
    /// <param name="targets">The class of each row, or the probability of each class.</param>
    public LossArguments(ReadOnlySpan<T> logits, ReadOnlySpan<TTarget> targets)
    {
        Logits = logits;
        Targets = targets;
        Upstream = Scalar.From<T>(1);
        SpatialSize = 1;
    }

    /// <summary>One unbatched row: logits (C) and a target.</summary>
    /// <param name="logits">The logits of the row.</param>
    /// <param name="target">Its class.</param>
    public LossArguments(ReadOnlySpan<T> logits, [UnscopedRef] ref TTarget target)
        : this(logits, new ReadOnlySpan<TTarget>(ref target)) => IsUnbatched = true;

    /// <summary>Tensors: logits (C) or (N, C, d1…dK), and a target for each row.</summary>
    /// <param name="logits">The logits. Their class axis is 0 if the rank is 1, else 1; <see cref="SpatialSize"/> follows from their shape.</param>
    /// <param name="targets">The class of each row, (N, d1…dK), or (1) for logits (C); or the probability of each class, in the shape of the logits.</param>
    /// <param name="classes">The number of classes C.</param>
    /// <exception cref="ArgumentException">A tensor has the wrong shape, is not dense, or has more elements than a span can have.</exception>
    public LossArguments(in ReadOnlyTensorSpan<T> logits, in ReadOnlyTensorSpan<TTarget> targets, int classes)
        : this(logits, classes)
    {
        CheckTargets(_shape, targets);
        Targets = TensorElements.Of(targets, "targets");
    }

    /// <summary>A tensor of logits (C) or (N, C, d1…dK), and a span with a target for each row.</summary>
    /// <param name="logits">The logits. Their class axis is 0 if the rank is 1, else 1; <see cref="SpatialSize"/> follows from their shape.</param>
    /// <param name="targets">The class of each row, or the probability of each class.</param>
    /// <param name="classes">The number of classes C.</param>
    /// <exception cref="ArgumentException">The tensor has the wrong shape, is not dense, or has more elements than a span can have.</exception>
    public LossArguments(in ReadOnlyTensorSpan<T> logits, ReadOnlySpan<TTarget> targets, int classes)
        : this(logits, classes)
        => Targets = targets;

    /// <summary>A tensor that is one unbatched row: logits (C) and a target.</summary>
    /// <param name="logits">The logits of the row.</param>
    /// <param name="target">Its class.</param>
    /// <param name="classes">The number of classes C.</param>
    /// <exception cref="ArgumentException">The tensor has the wrong shape, is not dense, or has more elements than a span can have.</exception>
    public LossArguments(in ReadOnlyTensorSpan<T> logits, [UnscopedRef] ref TTarget target, int classes)
        : this(logits, classes)
    {
        _shape.CheckUnbatched("logits");
        Targets = new ReadOnlySpan<TTarget>(ref target);
        IsUnbatched = true;
    }

    /// <summary>A batch: a span of logits, and a tensor of targets, whose shape is not looked at.</summary>
    /// <param name="logits">The logits, row-major (N, C) or (N, C, S).</param>
    /// <param name="targets">The class of each row, or the probability of each class.</param>
    /// <exception cref="ArgumentException">The tensor is not dense, or has more elements than a span can have.</exception>
    public LossArguments(ReadOnlySpan<T> logits, in ReadOnlyTensorSpan<TTarget> targets)
        : this(logits, TensorElements.Of(targets, "targets"))
    {
    }

    private LossArguments(in ReadOnlyTensorSpan<T> logits, int classes)
    {
        _shape = LogitsShape.Of(logits.Lengths, "logits");
        _shape.CheckClasses(classes, "logits");
        Logits = TensorElements.Of(logits, "logits");
        SpatialSize = _shape.Positions;
        Upstream = Scalar.From<T>(1);
    }

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

    /// <summary>Sets <see cref="Gradient"/>. Where the logits are a tensor, it has their shape.</summary>
    /// <exception cref="ArgumentException">The tensor has the wrong shape, is not dense, or has more elements than a span can have.</exception>
    public TensorSpan<T> GradientTensor
    {
        set
        {
            _shape.CheckEntries(value.Lengths, "gradient");
            Gradient = TensorElements.Of(value, "gradient");
        }
    }

    /// <summary>Sets <see cref="Losses"/>. Where the logits are a tensor, it has their shape without the class axis; one element for logits (C).</summary>
    /// <exception cref="ArgumentException">The tensor has the wrong shape, is not dense, or has more elements than a span can have.</exception>
    public TensorSpan<T> LossesTensor
    {
        set
        {
            _shape.CheckRows(value.Lengths, value.FlattenedLength, "losses");
            Losses = TensorElements.Of(value, "losses");
        }
    }

    /// <summary>Sets <see cref="LogSumExp"/>. Where the logits are a tensor, it has their shape without the class axis; one element for logits (C).</summary>
    /// <exception cref="ArgumentException">The tensor has the wrong shape, is not dense, or has more elements than a span can have.</exception>
    public TensorSpan<T> LogSumExpTensor
    {
        set
        {
            _shape.CheckRows(value.Lengths, value.FlattenedLength, "logSumExp");
            LogSumExp = TensorElements.Of(value, "logSumExp");
        }
    }

    /// <summary>Sets <see cref="Predictions"/>. Where the logits are a tensor, it has their shape without the class axis; one element for logits (C).</summary>
    /// <exception cref="ArgumentException">The tensor has the wrong shape, is not dense, or has more elements than a span can have.</exception>
    public TensorSpan<int> PredictionsTensor
    {
        set
        {
            _shape.CheckRows(value.Lengths, value.FlattenedLength, "predictions");
            Predictions = TensorElements.Of(value, "predictions");
        }
    }

    /// <summary>Sets <see cref="Upstreams"/>. Where the logits are a tensor, it has their shape without the class axis; one element for logits (C).</summary>
    /// <exception cref="ArgumentException">The tensor has the wrong shape, is not dense, or has more elements than a span can have.</exception>
    public ReadOnlyTensorSpan<T> UpstreamsTensor
    {
        set
        {
            _shape.CheckRows(value.Lengths, value.FlattenedLength, "upstream");
            Upstreams = TensorElements.Of(value, "upstream");
        }
    }

    internal readonly bool IsUnbatched { get; }

    internal bool HasGradient { get; private set; }

    internal bool HasLosses { get; private set; }

    internal bool HasLogSumExp { get; private set; }

    internal bool HasPredictions { get; private set; }

    internal bool HasUpstreams { get; private set; }

    internal bool HasWeights { get; private set; }

    /// <summary>Probabilities are of the type of the logits, class indices of an integer type.</summary>
    private static void CheckTargets(LogitsShape shape, scoped in ReadOnlyTensorSpan<TTarget> targets)
    {
        if (typeof(TTarget) == typeof(T))
        {
            shape.CheckEntries(targets.Lengths, "targets");
        }
        else
        {
            shape.CheckRows(targets.Lengths, targets.FlattenedLength, "targets");
        }
    }
}
