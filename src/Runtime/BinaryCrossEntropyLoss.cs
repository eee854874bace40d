using System.Globalization;
using System.Numerics;
using CeGen.Runtime;

namespace CeGen;

/// <summary>
/// The binary cross entropy over logits, one per label, and its focal variant: for labels of which any number may be true at once. It computes what
/// <c>torch.nn.BCEWithLogitsLoss</c> and <c>torchvision.ops.sigmoid_focal_loss</c> compute.
/// </summary>
/// <remarks>
/// <para>Logits x and targets t, in [0, 1], are row-major (N, L) and of the same length; N follows from it. <c>T</c> is <see cref="float"/> or
/// <see cref="double"/>. The loss of an element is w·[(1−t)·x + (1+(pw−1)·t)·softplus(−x)], with the label weight w and the positive weight pw
/// (<see cref="BinaryWeights{T}"/>). <see cref="Reduction.Mean"/> divides by the number of elements, N·L, and is NaN for an empty batch.</para>
/// <para>Focal (<see cref="BinaryCrossEntropyOptions.FocalGamma"/>, <see cref="BinaryCrossEntropyOptions.FocalAlpha"/>): that loss times
/// (1−p_t)^γ·(α·t+(1−α)·(1−t)), where p = σ(x) and p_t = p·t+(1−p)·(1−t); the gradient is exact for soft targets too. Torchvision knows no
/// weights there; both kinds mean the same here with and without γ and α.</para>
/// <para>An infinite logit gives the limit: where PyTorch computes 0·∞ = NaN, for +∞ with the target 1, −∞ with the target 0, or a weight of 0,
/// loss and gradient are 0 here. An infinite logit that its target contradicts is an infinite loss with a finite gradient. NaN gives NaN in its element
/// alone, whatever its weight.</para>
/// <para>The losses and gradients of the elements have the same bits at every vector width and any alignment. Arguments are checked whole before
/// anything is written. Instances are immutable and can be used from many threads.</para>
/// </remarks>
/// <example>
/// <code>
/// var loss = new BinaryCrossEntropyLoss(labels: tags.Count);
/// float mean = loss.ForwardBackward&lt;float&gt;(logits, targets, gradient);
/// float weighted = loss.Forward(logits, targets, new BinaryWeights&lt;float&gt; { PositiveWeights = positiveWeights });
/// </code>
/// </example>
public sealed class BinaryCrossEntropyLoss
{
    /// <summary>Creates the loss.</summary>
    /// <param name="labels">The number of labels L, the columns of the logits, at least 1.</param>
    /// <param name="options">The options; the defaults if <see langword="null"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="labels"/> is less than 1, or an option is out of its range.</exception>
    public BinaryCrossEntropyLoss(int labels, BinaryCrossEntropyOptions? options = null)
    {
        options ??= new BinaryCrossEntropyOptions();
        if (labels < 1)
        {
            throw OutOfRange(nameof(labels), labels, "at least 1");
        }

        if (!Enum.IsDefined(options.Reduction))
        {
            throw OutOfRange(nameof(BinaryCrossEntropyOptions.Reduction), options.Reduction, "None, Mean or Sum");
        }

        if (!(options.FocalGamma >= 0 && double.IsFinite(options.FocalGamma)))
        {
            throw OutOfRange(nameof(BinaryCrossEntropyOptions.FocalGamma), options.FocalGamma, "a finite number of at least 0");
        }

        if (options.FocalAlpha is { } alpha && !(alpha is >= 0 and <= 1))
        {
            throw OutOfRange(nameof(BinaryCrossEntropyOptions.FocalAlpha), alpha, "a number in [0, 1], or null");
        }

        if (!Threads.Accepts(options.MaxDegreeOfParallelism))
        {
            throw OutOfRange(nameof(BinaryCrossEntropyOptions.MaxDegreeOfParallelism), options.MaxDegreeOfParallelism, Threads.Expected);
        }

        Labels = labels;
        Options = options;
    }

    /// <summary>The number of labels L.</summary>
    public int Labels { get; }

    /// <summary>The options.</summary>
    public BinaryCrossEntropyOptions Options { get; }

    /// <summary>The loss of a batch, reduced by <see cref="Reduction.Mean"/> or <see cref="Reduction.Sum"/>.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="logits">Unnormalised scores, row-major (N, L).</param>
    /// <param name="targets">The target of each logit, in [0, 1].</param>
    /// <param name="weights">Label weights and positive weights; none by default.</param>
    /// <returns>The reduced loss.</returns>
    /// <exception cref="ArgumentException">A length is wrong, or the reduction is <see cref="Reduction.None"/>, which needs a span for the losses.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A target lies outside [0, 1], or a weight is negative or not finite.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither <see cref="float"/> nor <see cref="double"/>.</exception>
    public T Forward<T>(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, BinaryWeights<T> weights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Run(new BinaryArguments<T>(logits, targets, weights));

    /// <summary>The loss of a batch, and of each of its elements.</summary>
    /// <inheritdoc cref="Forward{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, BinaryWeights{T})"/>
    /// <param name="logits">Unnormalised scores, row-major (N, L).</param>
    /// <param name="targets">The target of each logit, in [0, 1].</param>
    /// <param name="losses">Receives the loss of each of the N·L elements.</param>
    /// <param name="weights">Label weights and positive weights; none by default.</param>
    /// <returns>The reduced loss; 0 with <see cref="Reduction.None"/>.</returns>
    /// <exception cref="ArgumentException">A length is wrong, or spans overlap.</exception>
    public T Forward<T>(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> losses, BinaryWeights<T> weights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Run(new BinaryArguments<T>(logits, targets, weights) { Losses = losses });

    /// <summary>The loss of a batch and its gradient, in one pass.</summary>
    /// <inheritdoc cref="Forward{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, BinaryWeights{T})"/>
    /// <param name="logits">Unnormalised scores, row-major (N, L).</param>
    /// <param name="targets">The target of each logit, in [0, 1].</param>
    /// <param name="gradient">
    /// Receives d loss / d logits, as long as the logits: their very span (in place), or one that does not overlap them. With
    /// <see cref="Reduction.None"/>, each entry is the gradient of the loss of its element.
    /// </param>
    /// <param name="weights">Label weights and positive weights; none by default.</param>
    /// <returns>The reduced loss; 0 with <see cref="Reduction.None"/>.</returns>
    /// <exception cref="ArgumentException">A length is wrong, or spans overlap that must not.</exception>
    public T ForwardBackward<T>(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> gradient, BinaryWeights<T> weights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Run(new BinaryArguments<T>(logits, targets, weights) { Gradient = gradient });

    /// <summary>The loss of a batch, the loss of each element, and the gradient, in one pass.</summary>
    /// <inheritdoc cref="ForwardBackward{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T}, BinaryWeights{T})"/>
    /// <param name="logits">Unnormalised scores, row-major (N, L).</param>
    /// <param name="targets">The target of each logit, in [0, 1].</param>
    /// <param name="losses">Receives the loss of each of the N·L elements.</param>
    /// <param name="gradient">Receives d loss / d logits, as long as the logits: their very span, or one that does not overlap them.</param>
    /// <param name="weights">Label weights and positive weights; none by default.</param>
    public T ForwardBackward<T>(
        ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, Span<T> losses, Span<T> gradient, BinaryWeights<T> weights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Run(new BinaryArguments<T>(logits, targets, weights) { Losses = losses, Gradient = gradient });

    /// <summary>The gradient of the loss of a batch.</summary>
    /// <inheritdoc cref="Forward{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, BinaryWeights{T})"/>
    /// <param name="logits">Unnormalised scores, row-major (N, L).</param>
    /// <param name="targets">The target of each logit, in [0, 1].</param>
    /// <param name="upstream">The gradient of what follows with respect to the loss (each loss, with <see cref="Reduction.None"/>).</param>
    /// <param name="gradient">
    /// Receives <paramref name="upstream"/> · d loss / d logits, as long as the logits: their very span, or one that does not overlap them.
    /// </param>
    /// <param name="weights">Label weights and positive weights; none by default.</param>
    /// <exception cref="ArgumentException">A length is wrong, or spans overlap that must not.</exception>
    public void Backward<T>(ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, T upstream, Span<T> gradient, BinaryWeights<T> weights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Run(new BinaryArguments<T>(logits, targets, weights) { Upstream = upstream, Gradient = gradient });

    /// <summary>The gradient of the losses of the elements, with an upstream gradient for each.</summary>
    /// <inheritdoc cref="Backward{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, T, Span{T}, BinaryWeights{T})"/>
    /// <param name="logits">Unnormalised scores, row-major (N, L).</param>
    /// <param name="targets">The target of each logit, in [0, 1].</param>
    /// <param name="upstream">The gradient of what follows with respect to each of the N·L losses.</param>
    /// <param name="gradient">Receives the gradient, as long as the logits: their very span, or one that does not overlap them.</param>
    /// <param name="weights">Label weights and positive weights; none by default.</param>
    /// <exception cref="InvalidOperationException">The reduction is not <see cref="Reduction.None"/>.</exception>
    public void Backward<T>(
        ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, ReadOnlySpan<T> upstream, Span<T> gradient, BinaryWeights<T> weights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Options.Reduction != Reduction.None)
        {
            throw new InvalidOperationException(
                $"Reduction.{Options.Reduction} gives one loss, which has one upstream gradient: pass a number, or use Reduction.None.");
        }

        Run(new BinaryArguments<T>(logits, targets, weights) { Upstreams = upstream, Gradient = gradient });
    }

    private T Run<T>(scoped BinaryArguments<T> arguments)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            throw new NotSupportedException($"Logits of type {typeof(T)} are not supported: use float or double.");
        }

        return DynamicBinaryLoss.Run(Labels, Options.Reduction, Options.FocalGamma, Options.FocalAlpha, arguments, Options.MaxDegreeOfParallelism);
    }

    private static ArgumentOutOfRangeException OutOfRange(string parameter, object value, string expected) =>
        new(parameter, value, string.Create(CultureInfo.InvariantCulture, $"{parameter} is {value}; expected {expected}."));
}
