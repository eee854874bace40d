namespace CeGen.Conformance.Tests.Semantics;

/// <summary>Ways to call a loss that both sides have.</summary>
internal static class Calls
{
    public delegate T Indices<T, TTarget>(ReadOnlySpan<T> logits, ReadOnlySpan<TTarget> targets, Span<T> gradient);

    public delegate T Weighted<T>(ReadOnlySpan<T> logits, ReadOnlySpan<int> targets, ReadOnlySpan<T> weights, Span<T> gradient);

    public delegate T Single<T>(ReadOnlySpan<T> logits, int target, Span<T> gradient);

    public delegate void Outputs<T>(ReadOnlySpan<T> logits, ReadOnlySpan<int> targets, Span<T> losses, Span<T> logSumExp, Span<int> predictions);

    public delegate T Probabilities<T>(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> gradient);

    public delegate T Binary<T>(
        ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, ReadOnlySpan<T> labelWeights, ReadOnlySpan<T> positiveWeights, Span<T> gradient);

    public delegate T Tensors<T>(
        System.Numerics.Tensors.ReadOnlyTensorSpan<T> logits,
        System.Numerics.Tensors.ReadOnlyTensorSpan<int> targets,
        System.Numerics.Tensors.TensorSpan<T> gradient);
}
