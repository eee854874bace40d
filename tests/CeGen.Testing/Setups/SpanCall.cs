using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace CeGen.Testing;

/// <summary>All that a call of any loss reads and writes, wherever it lies.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public ref struct SpanCall<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public ReadOnlySpan<T> Logits { get; set; }

    /// <summary>The class indices, in whatever type they are.</summary>
    public ReadOnlySpan<byte> Indices { get; set; }

    /// <summary>A target per logit: a probability, or the target of a binary loss.</summary>
    public ReadOnlySpan<T> Probabilities { get; set; }

    public ReadOnlySpan<T> Weights { get; set; }

    public ReadOnlySpan<T> PositiveWeights { get; set; }

    /// <summary>One upstream gradient, or as many as there are losses.</summary>
    public ReadOnlySpan<T> Upstream { get; set; }

    public Span<T> Gradient { get; set; }

    public Span<T> Losses { get; set; }

    public Span<T> LogSumExp { get; set; }

    public Span<int> Predictions { get; set; }

    public int SpatialSize { get; set; }

    /// <summary>The shape of the logits, (N, C) or (N, C, S).</summary>
    public ReadOnlySpan<nint> Shape { get; set; }

    /// <summary>The shape of what each row has one of.</summary>
    public ReadOnlySpan<nint> RowShape { get; set; }

    public readonly ReadOnlyTensorSpan<T> LogitsTensor => new(Logits, Shape);

    public readonly ReadOnlyTensorSpan<T> ProbabilitiesTensor => new(Probabilities, Shape);

    public readonly ReadOnlyTensorSpan<T> UpstreamTensor => new(Upstream, RowShape);

    public readonly TensorSpan<T> GradientTensor => new(Gradient, Shape);

    public readonly TensorSpan<T> LossesTensor => new(Losses, RowShape);

    public readonly ReadOnlySpan<TTarget> IndicesAs<TTarget>()
        where TTarget : unmanaged
        => MemoryMarshal.Cast<byte, TTarget>(Indices);

    public readonly ReadOnlyTensorSpan<TTarget> IndicesTensorAs<TTarget>()
        where TTarget : unmanaged
        => new(IndicesAs<TTarget>(), RowShape);
}
