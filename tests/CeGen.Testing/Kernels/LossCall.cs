using System.Numerics;
using System.Numerics.Tensors;

namespace CeGen.Testing;

/// <summary>All that a call of a loss reads and writes, so that kernels of every signature can be called in one way.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class LossCall<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Untouched = -12345.5;

    private readonly nint[] _shape;
    private readonly nint[] _lossShape;

    public LossCall(ConformanceCase c)
    {
        Logits = As(c.Logits);
        Indices = c.Indices ?? [];
        Probabilities = As(c.Probabilities ?? []);
        Weights = As(c.Weights ?? []);
        PositiveWeights = As(c.PositiveWeights ?? []);
        SpatialSize = Math.Max(1, c.SpatialSize);
        Upstream = As(c.Upstream);
        Losses = new T[c.Reduction == Reduction.None ? c.LossCount : 1];
        Gradient = new T[c.Logits.Length];
        _shape = [.. c.Shape];
        _lossShape = [.. CaseShape.OfRows(c.Shape)];
    }

    public T[] Logits { get; }

    public long[] Indices { get; }

    public T[] Probabilities { get; }

    public T[] Weights { get; }

    public T[] PositiveWeights { get; }

    /// <summary>The product of the axes behind the class axis; at least 1, as kernels want it, where there is nothing at all.</summary>
    public int SpatialSize { get; }

    public T[] Upstream { get; }

    /// <summary>The losses; one, if they are reduced.</summary>
    public T[] Losses { get; }

    public T[] Gradient { get; }

    public ReadOnlyTensorSpan<T> LogitsTensor => new(Logits, _shape);

    public ReadOnlyTensorSpan<long> IndicesTensor => new(Indices, _lossShape);

    public ReadOnlyTensorSpan<T> ProbabilitiesTensor => new(Probabilities, _shape);

    public ReadOnlyTensorSpan<T> UpstreamTensor => new(Upstream, _lossShape);

    public TensorSpan<T> LossesTensor => new(Losses, _lossShape);

    public TensorSpan<T> GradientTensor => new(Gradient, _shape);

    /// <summary>Fills the outputs with what no kernel writes.</summary>
    public void Reset()
    {
        Array.Fill(Losses, T.CreateTruncating(Untouched));
        Array.Fill(Gradient, T.CreateTruncating(Untouched));
    }

    private static T[] As(double[] values) => Array.ConvertAll(values, T.CreateTruncating);
}
