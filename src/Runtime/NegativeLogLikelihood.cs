using System.Numerics;
using CeGen.Runtime;

namespace CeGen;

/// <summary>
/// The negative log likelihood loss over log probabilities and class indices: −w_y·log p_y for a row of class y, as <c>torch.nn.NLLLoss</c> computes it.
/// Behind <see cref="LogSoftmax"/> it is <see cref="CrossEntropyLoss"/>, which does both in one pass.
/// </summary>
/// <remarks>
/// <para>The log probabilities are row-major (N, C); N follows from their length. <c>T</c> is <see cref="float"/> or <see cref="double"/>, the targets are
/// of any built-in integer type. <see cref="Reduction.Mean"/> divides by the sum of the weights of the rows that are not ignored: it is NaN, with a
/// gradient of zeros, if all are. Ignored rows give exact zeros.</para>
/// <para>Arguments are checked whole before anything is written. Instances are immutable and can be used from many threads.</para>
/// <para>The formulas are those of <see href="https://pytorch.org/docs/stable/generated/torch.nn.NLLLoss.html">torch.nn.NLLLoss</see>.</para>
/// </remarks>
public sealed class NegativeLogLikelihood
{
    private readonly double[] _weights;
    private readonly float[] _weightsSingle;

    /// <summary>Creates the loss.</summary>
    /// <param name="classes">The number of classes C, at least 1.</param>
    /// <param name="options">The options; the defaults if <see langword="null"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is less than 1, or an option or a weight is out of its range.</exception>
    /// <exception cref="ArgumentException">There are weights, but not one for each class.</exception>
    public NegativeLogLikelihood(int classes, NegativeLogLikelihoodOptions? options = null)
    {
        options ??= new NegativeLogLikelihoodOptions();
        ShapeChecks.Positive(classes, nameof(classes));
        if (!Enum.IsDefined(options.Reduction))
        {
            throw ShapeChecks.OutOfRange(nameof(NegativeLogLikelihoodOptions.Reduction), options.Reduction, "None, Mean or Sum");
        }

        if (!options.Weights.IsEmpty)
        {
            ArgumentChecks.CheckLength(options.Weights.Length, classes, nameof(NegativeLogLikelihoodOptions.Weights), "one weight per class");
            int at = RangeScan.FirstOutside(options.Weights.Span, 0, double.MaxValue);
            if (at >= 0)
            {
                throw ShapeChecks.OutOfRange(nameof(NegativeLogLikelihoodOptions.Weights), options.Weights.Span[at], "finite numbers of at least 0");
            }
        }

        _weights = options.Weights.ToArray();
        _weightsSingle = Array.ConvertAll(_weights, w => (float)w);
        Classes = classes;
        Options = options with { Weights = _weights };
    }

    /// <summary>The number of classes C.</summary>
    public int Classes { get; }

    /// <summary>The options, with a copy of the weights.</summary>
    public NegativeLogLikelihoodOptions Options { get; }

    /// <summary>The loss of a batch, reduced by <see cref="Reduction.Mean"/> or <see cref="Reduction.Sum"/>.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TTarget">A built-in integer type.</typeparam>
    /// <param name="logProbabilities">Log probabilities, row-major (N, C), as <see cref="LogSoftmax"/> gives them.</param>
    /// <param name="targets">N classes in [0, C), or the ignore index.</param>
    /// <returns>The reduced loss.</returns>
    /// <exception cref="ArgumentException">A length is wrong, or the reduction is <see cref="Reduction.None"/>, which needs a span for the losses.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A target is neither a class nor the ignore index.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> or <typeparamref name="TTarget"/> is none of the supported types.</exception>
    public T Forward<T, TTarget>(ReadOnlySpan<T> logProbabilities, ReadOnlySpan<TTarget> targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, IBinaryInteger<TTarget>
        => Run(new LossArguments<T, TTarget>(logProbabilities, targets));

    /// <summary>The loss of a batch, and of each of its rows.</summary>
    /// <inheritdoc cref="Forward{T, TTarget}(ReadOnlySpan{T}, ReadOnlySpan{TTarget})"/>
    /// <param name="logProbabilities">Log probabilities, row-major (N, C), as <see cref="LogSoftmax"/> gives them.</param>
    /// <param name="targets">N classes in [0, C), or the ignore index.</param>
    /// <param name="losses">Receives the loss of each of the N rows.</param>
    /// <returns>The reduced loss; 0 with <see cref="Reduction.None"/>.</returns>
    /// <exception cref="ArgumentException">A length is wrong, or spans overlap.</exception>
    public T Forward<T, TTarget>(ReadOnlySpan<T> logProbabilities, ReadOnlySpan<TTarget> targets, Span<T> losses)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, IBinaryInteger<TTarget>
        => Run(new LossArguments<T, TTarget>(logProbabilities, targets) { Losses = losses });

    /// <summary>The loss of one unbatched row.</summary>
    /// <inheritdoc cref="Forward{T, TTarget}(ReadOnlySpan{T}, ReadOnlySpan{TTarget})"/>
    /// <param name="logProbabilities">The C log probabilities of the row.</param>
    /// <param name="target">Its class in [0, C), or the ignore index.</param>
    /// <returns>The loss of the row.</returns>
    public T Forward<T, TTarget>(ReadOnlySpan<T> logProbabilities, TTarget target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, IBinaryInteger<TTarget>
    {
        T loss = default;
        T reduced = Run(new LossArguments<T, TTarget>(logProbabilities, ref target) { Losses = new Span<T>(ref loss) });
        return Options.Reduction == Reduction.None ? loss : reduced;
    }

    /// <summary>The loss of a batch and its gradient.</summary>
    /// <inheritdoc cref="Forward{T, TTarget}(ReadOnlySpan{T}, ReadOnlySpan{TTarget})"/>
    /// <param name="logProbabilities">Log probabilities, row-major (N, C), as <see cref="LogSoftmax"/> gives them.</param>
    /// <param name="targets">N classes in [0, C), or the ignore index.</param>
    /// <param name="gradient">
    /// Receives d loss / d log probabilities, as long as these: their very span (in place), or one that does not overlap them. With
    /// <see cref="Reduction.None"/>, row i holds the gradient of loss i.
    /// </param>
    /// <returns>The reduced loss; 0 with <see cref="Reduction.None"/>.</returns>
    /// <exception cref="ArgumentException">A length is wrong, or spans overlap that must not.</exception>
    public T ForwardBackward<T, TTarget>(ReadOnlySpan<T> logProbabilities, ReadOnlySpan<TTarget> targets, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, IBinaryInteger<TTarget>
        => Run(new LossArguments<T, TTarget>(logProbabilities, targets) { Gradient = gradient });

    /// <summary>The loss of a batch, the loss of each row, and the gradient.</summary>
    /// <inheritdoc cref="ForwardBackward{T, TTarget}(ReadOnlySpan{T}, ReadOnlySpan{TTarget}, Span{T})"/>
    /// <param name="logProbabilities">Log probabilities, row-major (N, C), as <see cref="LogSoftmax"/> gives them.</param>
    /// <param name="targets">N classes in [0, C), or the ignore index.</param>
    /// <param name="losses">Receives the loss of each of the N rows.</param>
    /// <param name="gradient">Receives d loss / d log probabilities, as long as these.</param>
    public T ForwardBackward<T, TTarget>(ReadOnlySpan<T> logProbabilities, ReadOnlySpan<TTarget> targets, Span<T> losses, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, IBinaryInteger<TTarget>
        => Run(new LossArguments<T, TTarget>(logProbabilities, targets) { Losses = losses, Gradient = gradient });

    /// <summary>The gradient of the loss of a batch.</summary>
    /// <inheritdoc cref="Forward{T, TTarget}(ReadOnlySpan{T}, ReadOnlySpan{TTarget})"/>
    /// <param name="logProbabilities">Log probabilities, row-major (N, C). Their number counts, their values do not.</param>
    /// <param name="targets">N classes in [0, C), or the ignore index.</param>
    /// <param name="upstream">The gradient of what follows with respect to the loss (each loss, with <see cref="Reduction.None"/>).</param>
    /// <param name="gradient">Receives <paramref name="upstream"/> · d loss / d log probabilities, as long as these.</param>
    /// <exception cref="ArgumentException">A length is wrong, or spans overlap that must not.</exception>
    public void Backward<T, TTarget>(ReadOnlySpan<T> logProbabilities, ReadOnlySpan<TTarget> targets, T upstream, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, IBinaryInteger<TTarget>
        => Run(new LossArguments<T, TTarget>(logProbabilities, targets) { Upstream = upstream, Gradient = gradient });

    /// <summary>The gradient of the losses of the rows, with an upstream gradient for each.</summary>
    /// <inheritdoc cref="Backward{T, TTarget}(ReadOnlySpan{T}, ReadOnlySpan{TTarget}, T, Span{T})"/>
    /// <param name="logProbabilities">Log probabilities, row-major (N, C). Their number counts, their values do not.</param>
    /// <param name="targets">N classes in [0, C), or the ignore index.</param>
    /// <param name="upstream">The gradient of what follows with respect to each of the N losses.</param>
    /// <param name="gradient">Receives the gradient, as long as the log probabilities.</param>
    /// <exception cref="InvalidOperationException">The reduction is not <see cref="Reduction.None"/>.</exception>
    public void Backward<T, TTarget>(ReadOnlySpan<T> logProbabilities, ReadOnlySpan<TTarget> targets, ReadOnlySpan<T> upstream, Span<T> gradient)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, IBinaryInteger<TTarget>
    {
        if (Options.Reduction != Reduction.None)
        {
            throw new InvalidOperationException(
                $"Reduction.{Options.Reduction} gives one loss, which has one upstream gradient: pass a number, or use Reduction.None.");
        }

        Run(new LossArguments<T, TTarget>(logProbabilities, targets) { Upstreams = upstream, Gradient = gradient });
    }

    private T Run<T, TTarget>(scoped LossArguments<T, TTarget> arguments)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, IBinaryInteger<TTarget>
    {
        ShapeChecks.ElementType<T>("Log probabilities");
        ReadOnlySpan<T> weights = typeof(T) == typeof(float) ? (T[])(object)_weightsSingle : (T[])(object)_weights;
        return NegativeLogLikelihoodDriver.Run(Classes, Options.Reduction, Options.IgnoreIndex, weights, in arguments);
    }
}
