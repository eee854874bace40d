using System.Numerics;

namespace CeGen.Testing;

/// <summary>Where the memory of a call lies.</summary>
public enum Placement
{
    /// <summary>In arrays.</summary>
    Plain,

    /// <summary>Behind a page that nobody may touch.</summary>
    AtStart,

    /// <summary>Before a page that nobody may touch.</summary>
    AtEnd,
}

/// <summary>The memory of a call: every span lies in memory of its own, and is exactly as long as it has to be.</summary>
public sealed class LossMemory<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What outputs hold before a call.</summary>
    public const double Unwritten = -12345.5;

    private readonly Placement _placement;
    private readonly List<IDisposable> _owned = [];
    private readonly IMemory<T> _logits, _probabilities, _weights, _positiveWeights, _upstream, _gradient, _losses, _logSumExp;
    private readonly IMemory<int> _predictions;
    private readonly IMemory<byte> _indices;
    private readonly T[] _values;
    private readonly nint[] _shape, _rowShape;
    private readonly int _positions;

    public LossMemory(LossSetup setup, LossInputs inputs, Placement placement)
    {
        _placement = placement;
        int rows = inputs.Samples * inputs.Positions, losses = setup.IsBinary ? inputs.Logits.Length : rows;
        _positions = inputs.Positions;
        _shape = inputs.Positions == 1 ? [inputs.Samples, setup.Classes] : [inputs.Samples, setup.Classes, inputs.Positions];
        _rowShape = inputs.Positions == 1 ? [inputs.Samples] : [inputs.Samples, inputs.Positions];
        _values = Array.ConvertAll(inputs.Logits, T.CreateTruncating);
        _logits = Allocate<T>(_values.Length);
        _indices = Allocate<byte>(setup.HasIndices ? rows * TargetType.Of(setup.Targets).Size : 0);
        _probabilities = Holding(inputs.Probabilities);
        _weights = Holding(setup.PassesWeights ? setup.Weights! : []);
        _positiveWeights = Holding(setup.PassesPositiveWeights ? setup.PositiveWeights! : []);
        _upstream = Holding(setup.Reduction == Reduction.None ? inputs.Upstream : [-1.5]);
        _gradient = Allocate<T>(_values.Length);
        _losses = Allocate<T>(losses);
        _logSumExp = Allocate<T>(rows);
        _predictions = Allocate<int>(rows);
        if (setup.HasIndices)
        {
            TargetType.Of(setup.Targets).Write(inputs.Indices, _indices.Span);
        }

        Reset();
    }

    public SpanCall<T> Call => new()
    {
        Logits = _logits.Span,
        Indices = _indices.Span,
        Probabilities = _probabilities.Span,
        Weights = _weights.Span,
        PositiveWeights = _positiveWeights.Span,
        Upstream = _upstream.Span,
        Gradient = _gradient.Span,
        Losses = _losses.Span,
        LogSumExp = _logSumExp.Span,
        Predictions = _predictions.Span,
        SpatialSize = _positions,
        Shape = _shape,
        RowShape = _rowShape,
    };

    /// <summary>A call whose gradient takes the place of the logits.</summary>
    public SpanCall<T> InPlace => Call with { Gradient = _logits.Span };

    /// <summary>Makes other logits those of all calls to come.</summary>
    public void Replace(ReadOnlySpan<T> logits)
    {
        logits.CopyTo(_values);
        Reset();
    }

    /// <summary>Makes the logits what they were, and the outputs what no kernel writes.</summary>
    public void Reset()
    {
        _values.CopyTo(_logits.Span);
        _gradient.Span.Fill(T.CreateTruncating(Unwritten));
        _losses.Span.Fill(T.CreateTruncating(Unwritten));
        _logSumExp.Span.Fill(T.CreateTruncating(Unwritten));
        _predictions.Span.Fill((int)Unwritten);
    }

    /// <summary>What a call that returned <paramref name="reduced"/> has left.</summary>
    public LossOutcome<T> Outcome(T reduced) => new(
        reduced, _logits.Span.ToArray(), _gradient.Span.ToArray(), _losses.Span.ToArray(), _logSumExp.Span.ToArray(), _predictions.Span.ToArray());

    public void Dispose() => _owned.ForEach(m => m.Dispose());

    private IMemory<T> Holding(double[] values)
    {
        IMemory<T> memory = Allocate<T>(values.Length);
        Array.ConvertAll(values, T.CreateTruncating).CopyTo(memory.Span);
        return memory;
    }

    private IMemory<TItem> Allocate<TItem>(int length)
        where TItem : unmanaged
    {
        IMemory<TItem> memory = _placement == Placement.Plain ? new PlainMemory<TItem>(length) : new GuardedMemory<TItem>(length, _placement == Placement.AtEnd);
        _owned.Add(memory);
        return memory;
    }
}
