using System.Numerics;
using System.Numerics.Tensors;
using CeGen.Runtime;

namespace CeGen;

/// <summary><see cref="CrossEntropyLoss"/> over tensors.</summary>
/// <remarks>
/// <para>The logits have the shape (C), or (N, C, d1…dK): the class axis is 0 if the rank is 1, else 1, as <c>torch.nn.CrossEntropyLoss</c> has it. A row is
/// a sample, or a position of one. Class indices have the logits' shape without the class axis, one element for logits (C); class probabilities and the
/// gradient have the shape of the logits. What <see cref="CrossEntropyExtras{T}"/> receives is one element per row, in row-major order.</para>
/// <para>A tensor is dense and row-major, and has at most <see cref="int.MaxValue"/> elements. It brings its own shape:
/// <see cref="CrossEntropyOptions.Layout"/> does not matter, and <see cref="CrossEntropyExtras{T}.SpatialSize"/> must not be set.</para>
/// <para>Arguments are checked whole before anything is written.</para>
/// </remarks>
/// <example>
/// <code>
/// ReadOnlyTensorSpan&lt;float&gt; logits = …;    // (8, 21, 64, 64)
/// ReadOnlyTensorSpan&lt;byte&gt; targets = …;    // (8, 64, 64)
/// float mean = loss.ForwardBackward(logits, targets, gradient);
/// </code>
/// </example>
public static class CrossEntropyTensorExtensions
{
    /// <summary>The loss of a batch, reduced by <see cref="Reduction.Mean"/> or <see cref="Reduction.Sum"/>.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TTarget">A built-in integer type.</typeparam>
    /// <param name="loss">The loss.</param>
    /// <param name="logits">Unnormalised scores, (C) or (N, C, d1…dK).</param>
    /// <param name="targets">A class in [0, C), or the ignore index, for each row: (N, d1…dK).</param>
    /// <param name="extras">Class weights and outputs per row; none by default.</param>
    /// <returns>The reduced loss; 0 with <see cref="Reduction.None"/>.</returns>
    /// <exception cref="ArgumentException">
    /// A tensor has the wrong shape, is not dense or is too large, a length is wrong, memory overlaps, a spatial size is set, or the reduction is
    /// <see cref="Reduction.None"/> without a span for the losses.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A target is neither a class nor the ignore index, or a weight is negative or not finite.</exception>
    /// <exception cref="InvalidOperationException">All rows are ignored, and <see cref="CrossEntropyOptions.AllIgnored"/> is <see cref="AllIgnored.Throw"/>.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> or <typeparamref name="TTarget"/> is none of the supported types.</exception>
    public static T Forward<T, TTarget>(
        this CrossEntropyLoss loss, in ReadOnlyTensorSpan<T> logits, in ReadOnlyTensorSpan<TTarget> targets, CrossEntropyExtras<T> extras = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, IBinaryInteger<TTarget>
    {
        ArgumentNullException.ThrowIfNull(loss);
        return loss.RunOfTensors(new LossArguments<T, TTarget>(logits, targets, loss.Classes), extras);
    }

    /// <summary>The loss of a batch, and its gradient, in one pass.</summary>
    /// <inheritdoc cref="Forward{T, TTarget}(CrossEntropyLoss, in ReadOnlyTensorSpan{T}, in ReadOnlyTensorSpan{TTarget}, CrossEntropyExtras{T})"/>
    /// <param name="loss">The loss.</param>
    /// <param name="logits">Unnormalised scores, (C) or (N, C, d1…dK).</param>
    /// <param name="targets">A class in [0, C), or the ignore index, for each row: (N, d1…dK).</param>
    /// <param name="gradient">
    /// Receives d loss / d logits, in the shape of the logits: their very memory (in place), or memory that does not overlap them. With
    /// <see cref="Reduction.None"/>, the entries of a row are the gradient of its loss.
    /// </param>
    /// <param name="extras">Class weights and outputs per row; none by default.</param>
    public static T ForwardBackward<T, TTarget>(
        this CrossEntropyLoss loss, in ReadOnlyTensorSpan<T> logits, in ReadOnlyTensorSpan<TTarget> targets, in TensorSpan<T> gradient, CrossEntropyExtras<T> extras = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, IBinaryInteger<TTarget>
    {
        ArgumentNullException.ThrowIfNull(loss);
        return loss.RunOfTensors(new LossArguments<T, TTarget>(logits, targets, loss.Classes) { GradientTensor = gradient }, extras);
    }

    /// <summary>The gradient of the loss of a batch.</summary>
    /// <inheritdoc cref="Forward{T, TTarget}(CrossEntropyLoss, in ReadOnlyTensorSpan{T}, in ReadOnlyTensorSpan{TTarget}, CrossEntropyExtras{T})"/>
    /// <param name="loss">The loss.</param>
    /// <param name="logits">Unnormalised scores, (C) or (N, C, d1…dK).</param>
    /// <param name="targets">A class in [0, C), or the ignore index, for each row: (N, d1…dK).</param>
    /// <param name="upstream">The gradient of what follows with respect to the loss (each loss, with <see cref="Reduction.None"/>).</param>
    /// <param name="gradient">Receives <paramref name="upstream"/> · d loss / d logits, in the shape of the logits.</param>
    /// <param name="extras">Class weights and outputs per row; none by default.</param>
    public static void Backward<T, TTarget>(
        this CrossEntropyLoss loss, in ReadOnlyTensorSpan<T> logits, in ReadOnlyTensorSpan<TTarget> targets, T upstream, in TensorSpan<T> gradient, CrossEntropyExtras<T> extras = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, IBinaryInteger<TTarget>
    {
        ArgumentNullException.ThrowIfNull(loss);
        loss.RunOfTensors(new LossArguments<T, TTarget>(logits, targets, loss.Classes) { Upstream = upstream, GradientTensor = gradient }, extras);
    }

    /// <summary>The gradient of the losses of the rows, with an upstream gradient for each.</summary>
    /// <inheritdoc cref="Backward{T, TTarget}(CrossEntropyLoss, in ReadOnlyTensorSpan{T}, in ReadOnlyTensorSpan{TTarget}, T, in TensorSpan{T}, CrossEntropyExtras{T})"/>
    /// <param name="loss">The loss.</param>
    /// <param name="logits">Unnormalised scores, (C) or (N, C, d1…dK).</param>
    /// <param name="targets">A class in [0, C), or the ignore index, for each row: (N, d1…dK).</param>
    /// <param name="upstream">The gradient of what follows with respect to the loss of each row: (N, d1…dK), one element for logits (C).</param>
    /// <param name="gradient">Receives the gradient, in the shape of the logits.</param>
    /// <param name="extras">Class weights and outputs per row; none by default.</param>
    /// <exception cref="InvalidOperationException">The reduction is not <see cref="Reduction.None"/>.</exception>
    public static void Backward<T, TTarget>(
        this CrossEntropyLoss loss,
        in ReadOnlyTensorSpan<T> logits,
        in ReadOnlyTensorSpan<TTarget> targets,
        in ReadOnlyTensorSpan<T> upstream,
        in TensorSpan<T> gradient,
        CrossEntropyExtras<T> extras = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, IBinaryInteger<TTarget>
    {
        ArgumentNullException.ThrowIfNull(loss);
        loss.NeedsLossPerRow();
        loss.RunOfTensors(new LossArguments<T, TTarget>(logits, targets, loss.Classes) { UpstreamsTensor = upstream, GradientTensor = gradient }, extras);
    }

    /// <summary>The loss of a batch whose targets are a probability for each class, reduced by <see cref="Reduction.Mean"/> or <see cref="Reduction.Sum"/>.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="loss">The loss.</param>
    /// <param name="logits">Unnormalised scores, (C) or (N, C, d1…dK).</param>
    /// <param name="targets">A probability for each logit, in the shape of the logits. They are taken as they are, normalised or not.</param>
    /// <param name="extras">Class weights and outputs per row; none by default.</param>
    /// <returns>The reduced loss; 0 with <see cref="Reduction.None"/>.</returns>
    /// <exception cref="ArgumentException">
    /// A tensor has the wrong shape, is not dense or is too large, a length is wrong, memory overlaps, a spatial size is set, or the reduction is
    /// <see cref="Reduction.None"/> without a span for the losses.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative or not finite.</exception>
    /// <exception cref="InvalidOperationException"><see cref="CrossEntropyOptions.FocalGamma"/> is not 0: the focal loss is one of class indices.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither <see cref="float"/> nor <see cref="double"/>.</exception>
    public static T Forward<T>(
        this CrossEntropyLoss loss, in ReadOnlyTensorSpan<T> logits, in ReadOnlyTensorSpan<T> targets, CrossEntropyExtras<T> extras = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(loss);
        return loss.RunProbabilitiesOfTensors(new LossArguments<T, T>(logits, targets, loss.Classes), extras);
    }

    /// <summary>The loss of a batch whose targets are a probability for each class, and its gradient, in one pass.</summary>
    /// <inheritdoc cref="Forward{T}(CrossEntropyLoss, in ReadOnlyTensorSpan{T}, in ReadOnlyTensorSpan{T}, CrossEntropyExtras{T})"/>
    /// <param name="loss">The loss.</param>
    /// <param name="logits">Unnormalised scores, (C) or (N, C, d1…dK).</param>
    /// <param name="targets">A probability for each logit, in the shape of the logits. They are taken as they are, normalised or not.</param>
    /// <param name="gradient">
    /// Receives d loss / d logits, in the shape of the logits: their very memory (in place), or memory that does not overlap them. With
    /// <see cref="Reduction.None"/>, the entries of a row are the gradient of its loss.
    /// </param>
    /// <param name="extras">Class weights and outputs per row; none by default.</param>
    public static T ForwardBackward<T>(
        this CrossEntropyLoss loss, in ReadOnlyTensorSpan<T> logits, in ReadOnlyTensorSpan<T> targets, in TensorSpan<T> gradient, CrossEntropyExtras<T> extras = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(loss);
        return loss.RunProbabilitiesOfTensors(new LossArguments<T, T>(logits, targets, loss.Classes) { GradientTensor = gradient }, extras);
    }

    /// <summary>The gradient of the loss of a batch whose targets are a probability for each class.</summary>
    /// <inheritdoc cref="Forward{T}(CrossEntropyLoss, in ReadOnlyTensorSpan{T}, in ReadOnlyTensorSpan{T}, CrossEntropyExtras{T})"/>
    /// <param name="loss">The loss.</param>
    /// <param name="logits">Unnormalised scores, (C) or (N, C, d1…dK).</param>
    /// <param name="targets">A probability for each logit, in the shape of the logits. They are taken as they are, normalised or not.</param>
    /// <param name="upstream">The gradient of what follows with respect to the loss (each loss, with <see cref="Reduction.None"/>).</param>
    /// <param name="gradient">Receives <paramref name="upstream"/> · d loss / d logits, in the shape of the logits.</param>
    /// <param name="extras">Class weights and outputs per row; none by default.</param>
    public static void Backward<T>(
        this CrossEntropyLoss loss, in ReadOnlyTensorSpan<T> logits, in ReadOnlyTensorSpan<T> targets, T upstream, in TensorSpan<T> gradient, CrossEntropyExtras<T> extras = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(loss);
        loss.RunProbabilitiesOfTensors(new LossArguments<T, T>(logits, targets, loss.Classes) { Upstream = upstream, GradientTensor = gradient }, extras);
    }

    /// <summary>The gradient of the losses of the rows, whose targets are a probability for each class, with an upstream gradient for each.</summary>
    /// <inheritdoc cref="Backward{T}(CrossEntropyLoss, in ReadOnlyTensorSpan{T}, in ReadOnlyTensorSpan{T}, T, in TensorSpan{T}, CrossEntropyExtras{T})"/>
    /// <param name="loss">The loss.</param>
    /// <param name="logits">Unnormalised scores, (C) or (N, C, d1…dK).</param>
    /// <param name="targets">A probability for each logit, in the shape of the logits. They are taken as they are, normalised or not.</param>
    /// <param name="upstream">The gradient of what follows with respect to the loss of each row: (N, d1…dK), one element for logits (C).</param>
    /// <param name="gradient">Receives the gradient, in the shape of the logits.</param>
    /// <param name="extras">Class weights and outputs per row; none by default.</param>
    /// <exception cref="InvalidOperationException">The reduction is not <see cref="Reduction.None"/>.</exception>
    public static void Backward<T>(
        this CrossEntropyLoss loss,
        in ReadOnlyTensorSpan<T> logits,
        in ReadOnlyTensorSpan<T> targets,
        in ReadOnlyTensorSpan<T> upstream,
        in TensorSpan<T> gradient,
        CrossEntropyExtras<T> extras = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(loss);
        loss.NeedsLossPerRow();
        loss.RunProbabilitiesOfTensors(new LossArguments<T, T>(logits, targets, loss.Classes) { UpstreamsTensor = upstream, GradientTensor = gradient }, extras);
    }
}
