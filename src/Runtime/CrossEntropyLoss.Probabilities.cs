using System.Numerics;
using CeGen.Runtime;

namespace CeGen;

public sealed partial class CrossEntropyLoss
{
    /// <summary>The loss of a batch whose targets are a probability for each class, reduced by <see cref="Reduction.Mean"/> or <see cref="Reduction.Sum"/>.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="logits">Unnormalised scores, row-major (N, C).</param>
    /// <param name="targets">A probability for each logit, in the shape of the logits. They are taken as they are, normalised or not.</param>
    /// <param name="extras">Class weights, the positions of a sample, and outputs per row; none by default.</param>
    /// <returns>The reduced loss, the mean being over the number of rows; 0 with <see cref="Reduction.None"/>.</returns>
    /// <remarks>
    /// The loss of a row is Σ_c w_c·((1−ε)·t_c + ε/C)·(−log p_c) for probabilities t, class weights w and label smoothing ε, as
    /// <c>torch.nn.CrossEntropyLoss</c> has it. No row is ignored.
    /// </remarks>
    /// <exception cref="ArgumentException">A length is wrong, spans overlap, or the reduction is <see cref="Reduction.None"/> without a span for the losses.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative or not finite.</exception>
    /// <exception cref="InvalidOperationException"><see cref="CrossEntropyOptions.FocalGamma"/> is not 0: the focal loss is one of class indices.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither <see cref="float"/> nor <see cref="double"/>.</exception>
    public T Forward<T>(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, CrossEntropyExtras<T> extras = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => RunProbabilities(new LossArguments<T, T>(logits, targets), extras);

    /// <summary>The loss of a batch whose targets are a probability for each class, and its gradient, in one pass.</summary>
    /// <inheritdoc cref="Forward{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, CrossEntropyExtras{T})"/>
    /// <param name="logits">Unnormalised scores, row-major (N, C).</param>
    /// <param name="targets">A probability for each logit, in the shape of the logits.</param>
    /// <param name="gradient">
    /// Receives d loss / d logits, as long as the logits: their very span (in place), or one that does not overlap them.
    /// </param>
    /// <param name="extras">Class weights, the positions of a sample, and outputs per row; none by default.</param>
    public T ForwardBackward<T>(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> gradient, CrossEntropyExtras<T> extras = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => RunProbabilities(new LossArguments<T, T>(logits, targets) { Gradient = gradient }, extras);

    /// <summary>The gradient of the loss of a batch whose targets are a probability for each class.</summary>
    /// <inheritdoc cref="Forward{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, CrossEntropyExtras{T})"/>
    /// <param name="logits">Unnormalised scores, row-major (N, C).</param>
    /// <param name="targets">A probability for each logit, in the shape of the logits.</param>
    /// <param name="upstream">The gradient of what follows with respect to the loss (each loss, with <see cref="Reduction.None"/>).</param>
    /// <param name="gradient">Receives <paramref name="upstream"/> · d loss / d logits, as long as the logits.</param>
    /// <param name="extras">Class weights, the positions of a sample, and outputs per row; none by default.</param>
    public void Backward<T>(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, T upstream, Span<T> gradient, CrossEntropyExtras<T> extras = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => RunProbabilities(new LossArguments<T, T>(logits, targets) { Upstream = upstream, Gradient = gradient }, extras);

    /// <summary>The gradient of the losses of the rows, with an upstream gradient for each.</summary>
    /// <inheritdoc cref="Backward{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, T, Span{T}, CrossEntropyExtras{T})"/>
    /// <param name="logits">Unnormalised scores, row-major (N, C).</param>
    /// <param name="targets">A probability for each logit, in the shape of the logits.</param>
    /// <param name="upstream">The gradient of what follows with respect to each of the N losses.</param>
    /// <param name="gradient">Receives the gradient, as long as the logits.</param>
    /// <param name="extras">Class weights, the positions of a sample, and outputs per row; none by default.</param>
    /// <exception cref="InvalidOperationException">The reduction is not <see cref="Reduction.None"/>.</exception>
    public void Backward<T>(
        ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, ReadOnlySpan<T> upstream, Span<T> gradient, CrossEntropyExtras<T> extras = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        NeedsLossPerRow();
        RunProbabilities(new LossArguments<T, T>(logits, targets) { Upstreams = upstream, Gradient = gradient }, extras);
    }

    private T RunProbabilities<T>(scoped LossArguments<T, T> arguments, scoped CrossEntropyExtras<T> extras)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ShapeChecks.ElementType<T>("Logits");
        if (Options.FocalGamma != 0)
        {
            throw new InvalidOperationException("The focal loss is one of class indices: pass an index for each row, or set FocalGamma to 0.");
        }

        Take(ref arguments, extras);
        DynamicRowKernel<T> kernel = Kernel<T>();
        return ProbabilityLossDriver.Run(kernel.Positions, kernel, arguments);
    }
}
