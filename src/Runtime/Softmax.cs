using System.Numerics;
using System.Numerics.Tensors;
using CeGen.Runtime;

namespace CeGen;

/// <summary>The probabilities p_c = exp(x_c) / Σ exp(x_j) of the classes, as <c>torch.nn.Softmax(dim=1)</c> computes them, and their gradient.</summary>
/// <remarks>
/// <para>The logits are row-major (N, C) or, with a <c>spatialSize</c> S = d1·…·dK, of the shape (N, C, d1, …, dK): the classes of a position lie S
/// elements apart. N follows from their length. <c>T</c> is <see cref="float"/> or <see cref="double"/>.</para>
/// <para>Arguments are checked whole before anything is written. A probability is within 4 units in the last place while it and exp(x_c) are normal
/// numbers; where one class is all of the sum it is exactly 1. A class whose logit is −∞ gets 0; a row with NaN or +∞, and one of nothing but −∞,
/// is NaN, it alone.</para>
/// <para>The formulas are those of <see href="https://pytorch.org/docs/stable/generated/torch.nn.Softmax.html">torch.nn.Softmax</see>.</para>
/// </remarks>
public static class Softmax
{
    /// <summary>The probabilities of rows (N, C).</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="logits">Unnormalised scores, row-major (N, C).</param>
    /// <param name="classes">The number of classes C, at least 1.</param>
    /// <param name="result">Receives the probabilities, as long as the logits: their very span (in place), or one that does not overlap them.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">A length is wrong, or the spans overlap without being the same.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither <see cref="float"/> nor <see cref="double"/>.</exception>
    public static void Forward<T>(ReadOnlySpan<T> logits, int classes, Span<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => SoftmaxDriver<SoftmaxForm, T>.Forward(logits, classes, 1, result);

    /// <summary>The probabilities of each position of samples (N, C, d1, …, dK).</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="logits">Unnormalised scores, row-major (N, C, d1, …, dK).</param>
    /// <param name="classes">The number of classes C, at least 1.</param>
    /// <param name="spatialSize">The number of positions d1·…·dK of a sample, at least 1.</param>
    /// <param name="result">Receives the probabilities, as long as the logits: their very span (in place), or one that does not overlap them.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> or <paramref name="spatialSize"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">A length is wrong, or the spans overlap without being the same.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither <see cref="float"/> nor <see cref="double"/>.</exception>
    public static void Forward<T>(ReadOnlySpan<T> logits, int classes, int spatialSize, Span<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => SoftmaxDriver<SoftmaxForm, T>.Forward(logits, classes, spatialSize, result);

    /// <summary>The gradient with respect to the logits of rows (N, C): p_c·(u_c − Σ p_j·u_j) for the upstream gradient u.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="result">The probabilities that <see cref="Forward{T}(ReadOnlySpan{T}, int, Span{T})"/> gave, (N, C).</param>
    /// <param name="classes">The number of classes C, at least 1.</param>
    /// <param name="upstream">The gradient of what follows with respect to <paramref name="result"/>, as long as it.</param>
    /// <param name="gradient">
    /// Receives the gradient, as long as the result: the very span of <paramref name="result"/> or <paramref name="upstream"/> (in place), or one that
    /// overlaps neither.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">A length is wrong, or the gradient overlaps another span without being the same.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither <see cref="float"/> nor <see cref="double"/>.</exception>
    public static void Backward<T>(ReadOnlySpan<T> result, int classes, ReadOnlySpan<T> upstream, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => SoftmaxDriver<SoftmaxForm, T>.Backward(result, classes, 1, upstream, gradient);

    /// <summary>The gradient with respect to the logits of samples (N, C, d1, …, dK).</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="result">The probabilities that <see cref="Forward{T}(ReadOnlySpan{T}, int, int, Span{T})"/> gave, (N, C, d1, …, dK).</param>
    /// <param name="classes">The number of classes C, at least 1.</param>
    /// <param name="spatialSize">The number of positions d1·…·dK of a sample, at least 1.</param>
    /// <param name="upstream">The gradient of what follows with respect to <paramref name="result"/>, as long as it.</param>
    /// <param name="gradient">
    /// Receives the gradient, as long as the result: the very span of <paramref name="result"/> or <paramref name="upstream"/> (in place), or one that
    /// overlaps neither.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> or <paramref name="spatialSize"/> is less than 1.</exception>
    /// <exception cref="ArgumentException">A length is wrong, or the gradient overlaps another span without being the same.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither <see cref="float"/> nor <see cref="double"/>.</exception>
    public static void Backward<T>(ReadOnlySpan<T> result, int classes, int spatialSize, ReadOnlySpan<T> upstream, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => SoftmaxDriver<SoftmaxForm, T>.Backward(result, classes, spatialSize, upstream, gradient);

    /// <summary>The probabilities of a tensor (C) or (N, C, d1, …, dK): the class axis is 0 if the rank is 1, else 1.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="logits">Unnormalised scores, dense and row-major.</param>
    /// <param name="result">
    /// Receives the probabilities, in the shape of the logits: their very memory (in place), or memory that does not overlap them.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A tensor has the wrong shape, is not dense or has more than <see cref="int.MaxValue"/> elements, or they overlap without being the same.
    /// </exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither <see cref="float"/> nor <see cref="double"/>.</exception>
    public static void Forward<T>(in ReadOnlyTensorSpan<T> logits, in TensorSpan<T> result)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => SoftmaxDriver<SoftmaxForm, T>.Forward(logits, result);

    /// <summary>The gradient with respect to the logits of a tensor (C) or (N, C, d1, …, dK).</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="result">The probabilities that <see cref="Forward{T}(in ReadOnlyTensorSpan{T}, in TensorSpan{T})"/> gave.</param>
    /// <param name="upstream">The gradient of what follows with respect to <paramref name="result"/>, in its shape.</param>
    /// <param name="gradient">
    /// Receives the gradient, in the shape of the result: the very memory of <paramref name="result"/> or <paramref name="upstream"/> (in place), or memory
    /// that overlaps neither.
    /// </param>
    /// <exception cref="ArgumentException">
    /// A tensor has the wrong shape, is not dense or has more than <see cref="int.MaxValue"/> elements, or the gradient overlaps another without being the same.
    /// </exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither <see cref="float"/> nor <see cref="double"/>.</exception>
    public static void Backward<T>(in ReadOnlyTensorSpan<T> result, in ReadOnlyTensorSpan<T> upstream, in TensorSpan<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => SoftmaxDriver<SoftmaxForm, T>.Backward(result, upstream, gradient);
}
