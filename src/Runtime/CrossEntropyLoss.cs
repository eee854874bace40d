using System.Globalization;
using System.Numerics;
using CeGen.Runtime;

namespace CeGen;

/// <summary>
/// The cross-entropy loss over logits and class indices or probabilities for a number of classes and options that are known only at run time. It computes what
/// <c>torch.nn.CrossEntropyLoss</c> computes, with the same formulas as the kernels that <see cref="CrossEntropyAttribute"/> generates.
/// </summary>
/// <remarks>
/// <para>The logits are row-major (N, C), or (N, C, d1…dK) with <see cref="ClassLayout.ClassFirst"/>; N follows from their length. <c>T</c> is <see cref="float"/> or <see cref="double"/>, the targets are of any
/// built-in integer type. With a single target, the logits are one unbatched row of shape (C).</para>
/// <para>Arguments are checked whole before anything is written. Instances are immutable and can be used from many threads.</para>
/// </remarks>
/// <example>
/// <code>
/// var loss = new CrossEntropyLoss(classes: vocabulary.Count, new CrossEntropyOptions { LabelSmoothing = 0.1 });
/// float mean = loss.ForwardBackward&lt;float, int&gt;(logits, targets, gradient);
/// </code>
/// </example>
public sealed partial class CrossEntropyLoss
{
    /// <summary>Creates the loss.</summary>
    /// <param name="classes">The number of classes C, at least 1.</param>
    /// <param name="options">The options; the defaults if <see langword="null"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is less than 1, or an option is out of its range.</exception>
    public CrossEntropyLoss(int classes, CrossEntropyOptions? options = null)
    {
        options ??= new CrossEntropyOptions();
        if (classes < 1)
        {
            throw OutOfRange(nameof(classes), classes, "at least 1", nameof(classes));
        }

        if (!(options.LabelSmoothing is >= 0 and <= 1))
        {
            throw OutOfRange(nameof(options), options.LabelSmoothing, "a number in [0, 1]", nameof(options.LabelSmoothing));
        }

        if (!Enum.IsDefined(options.Reduction))
        {
            throw OutOfRange(nameof(options), options.Reduction, "None, Mean or Sum", nameof(options.Reduction));
        }

        if (!Enum.IsDefined(options.AllIgnored))
        {
            throw OutOfRange(nameof(options), options.AllIgnored, "NaN, Zero or Throw", nameof(options.AllIgnored));
        }

        if (!Enum.IsDefined(options.Layout))
        {
            throw OutOfRange(nameof(options), options.Layout, "ClassLast or ClassFirst", nameof(options.Layout));
        }

        if (!(options.FocalGamma >= 0 && double.IsFinite(options.FocalGamma)))
        {
            throw OutOfRange(nameof(options), options.FocalGamma, "a finite number of at least 0", nameof(options.FocalGamma));
        }

        if (options.FocalGamma > 0 && options.LabelSmoothing > 0)
        {
            throw OutOfRange(nameof(options), options.FocalGamma, $"0 with a LabelSmoothing of {options.LabelSmoothing.ToString(CultureInfo.InvariantCulture)}: the focal loss knows no smoothing", nameof(options.FocalGamma));
        }

        if (!Threads.Accepts(options.MaxDegreeOfParallelism))
        {
            throw OutOfRange(nameof(options), options.MaxDegreeOfParallelism, Threads.Expected, nameof(options.MaxDegreeOfParallelism));
        }

        Classes = classes;
        Options = options;
    }

    /// <summary>The number of classes C.</summary>
    public int Classes { get; }

    /// <summary>The options.</summary>
    public CrossEntropyOptions Options { get; }

    /// <summary>The loss of a batch, reduced by <see cref="Reduction.Mean"/> or <see cref="Reduction.Sum"/>.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TTarget">A built-in integer type.</typeparam>
    /// <param name="logits">Unnormalised scores, row-major (N, C).</param>
    /// <param name="targets">N classes in [0, C), or the ignore index.</param>
    /// <param name="extras">Class weights, the positions of a sample, and outputs per row; none by default.</param>
    /// <returns>The reduced loss.</returns>
    /// <exception cref="ArgumentException">A length is wrong, or the reduction is <see cref="Reduction.None"/>, which needs a span for the losses.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A target is neither a class nor the ignore index, a weight is negative or not finite, or the spatial size is less than 1.</exception>
    /// <exception cref="InvalidOperationException">All rows are ignored, and <see cref="CrossEntropyOptions.AllIgnored"/> is <see cref="AllIgnored.Throw"/>.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> or <typeparamref name="TTarget"/> is none of the supported types.</exception>
    public T Forward<T, TTarget>(ReadOnlySpan<T> logits, ReadOnlySpan<TTarget> targets, CrossEntropyExtras<T> extras = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, IBinaryInteger<TTarget>
        => Run(new LossArguments<T, TTarget>(logits, targets), extras);

    /// <summary>The loss of a batch, and of each of its rows.</summary>
    /// <inheritdoc cref="Forward{T, TTarget}(ReadOnlySpan{T}, ReadOnlySpan{TTarget}, CrossEntropyExtras{T})"/>
    /// <param name="logits">Unnormalised scores, row-major (N, C).</param>
    /// <param name="targets">N classes in [0, C), or the ignore index.</param>
    /// <param name="losses">Receives the loss of each of the N rows.</param>
    /// <param name="extras">Class weights, the positions of a sample, and outputs per row; none by default.</param>
    /// <returns>The reduced loss; 0 with <see cref="Reduction.None"/>.</returns>
    /// <exception cref="ArgumentException">A length is wrong, or spans overlap.</exception>
    public T Forward<T, TTarget>(ReadOnlySpan<T> logits, ReadOnlySpan<TTarget> targets, Span<T> losses, CrossEntropyExtras<T> extras = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, IBinaryInteger<TTarget>
        => Run(new LossArguments<T, TTarget>(logits, targets) { Losses = losses }, extras);

    /// <summary>The loss of one unbatched row.</summary>
    /// <inheritdoc cref="Forward{T, TTarget}(ReadOnlySpan{T}, ReadOnlySpan{TTarget}, CrossEntropyExtras{T})"/>
    /// <param name="logits">The C unnormalised scores of the row.</param>
    /// <param name="target">Its class in [0, C), or the ignore index.</param>
    /// <param name="extras">Class weights, the positions of a sample, and outputs per row; none by default.</param>
    /// <returns>The loss of the row.</returns>
    public T Forward<T, TTarget>(ReadOnlySpan<T> logits, TTarget target, CrossEntropyExtras<T> extras = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, IBinaryInteger<TTarget>
    {
        T loss = default;
        T reduced = Run(new LossArguments<T, TTarget>(logits, ref target) { Losses = new Span<T>(ref loss) }, extras);
        return Options.Reduction != Reduction.None ? reduced : extras.HasLosses ? extras.Losses[0] : loss;
    }

    /// <summary>The loss of a batch and its gradient, in one pass.</summary>
    /// <inheritdoc cref="Forward{T, TTarget}(ReadOnlySpan{T}, ReadOnlySpan{TTarget}, CrossEntropyExtras{T})"/>
    /// <param name="logits">Unnormalised scores, row-major (N, C).</param>
    /// <param name="targets">N classes in [0, C), or the ignore index.</param>
    /// <param name="gradient">
    /// Receives d loss / d logits, as long as the logits: their very span (in place), or one that does not overlap them. With
    /// <see cref="Reduction.None"/>, row i holds the gradient of loss i.
    /// </param>
    /// <param name="extras">Class weights, the positions of a sample, and outputs per row; none by default.</param>
    /// <returns>The reduced loss; 0 with <see cref="Reduction.None"/>.</returns>
    /// <exception cref="ArgumentException">A length is wrong, or spans overlap that must not.</exception>
    public T ForwardBackward<T, TTarget>(ReadOnlySpan<T> logits, ReadOnlySpan<TTarget> targets, Span<T> gradient, CrossEntropyExtras<T> extras = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, IBinaryInteger<TTarget>
        => Run(new LossArguments<T, TTarget>(logits, targets) { Gradient = gradient }, extras);

    /// <summary>The loss of a batch, the loss of each row, and the gradient, in one pass.</summary>
    /// <inheritdoc cref="ForwardBackward{T, TTarget}(ReadOnlySpan{T}, ReadOnlySpan{TTarget}, Span{T}, CrossEntropyExtras{T})"/>
    /// <param name="logits">Unnormalised scores, row-major (N, C).</param>
    /// <param name="targets">N classes in [0, C), or the ignore index.</param>
    /// <param name="losses">Receives the loss of each of the N rows.</param>
    /// <param name="gradient">Receives d loss / d logits, as long as the logits.</param>
    /// <param name="extras">Class weights, the positions of a sample, and outputs per row; none by default.</param>
    public T ForwardBackward<T, TTarget>(ReadOnlySpan<T> logits, ReadOnlySpan<TTarget> targets, Span<T> losses, Span<T> gradient, CrossEntropyExtras<T> extras = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, IBinaryInteger<TTarget>
        => Run(new LossArguments<T, TTarget>(logits, targets) { Losses = losses, Gradient = gradient }, extras);

    /// <summary>The loss of one unbatched row and its gradient, in one pass.</summary>
    /// <inheritdoc cref="Forward{T, TTarget}(ReadOnlySpan{T}, TTarget, CrossEntropyExtras{T})"/>
    /// <param name="logits">The C unnormalised scores of the row.</param>
    /// <param name="target">Its class in [0, C), or the ignore index.</param>
    /// <param name="gradient">Receives the C entries of d loss / d logits: the very span of the logits (in place), or one that does not overlap them.</param>
    /// <param name="extras">Class weights, the positions of a sample, and outputs per row; none by default.</param>
    /// <returns>The loss of the row.</returns>
    public T ForwardBackward<T, TTarget>(ReadOnlySpan<T> logits, TTarget target, Span<T> gradient, CrossEntropyExtras<T> extras = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, IBinaryInteger<TTarget>
    {
        T loss = default;
        T reduced = Run(new LossArguments<T, TTarget>(logits, ref target) { Losses = new Span<T>(ref loss), Gradient = gradient }, extras);
        return Options.Reduction != Reduction.None ? reduced : extras.HasLosses ? extras.Losses[0] : loss;
    }

    /// <summary>The gradient of the loss of a batch.</summary>
    /// <inheritdoc cref="Forward{T, TTarget}(ReadOnlySpan{T}, ReadOnlySpan{TTarget}, CrossEntropyExtras{T})"/>
    /// <param name="logits">Unnormalised scores, row-major (N, C).</param>
    /// <param name="targets">N classes in [0, C), or the ignore index.</param>
    /// <param name="upstream">The gradient of what follows with respect to the loss (each loss, with <see cref="Reduction.None"/>).</param>
    /// <param name="gradient">Receives <paramref name="upstream"/> · d loss / d logits, as long as the logits.</param>
    /// <param name="extras">Class weights, the positions of a sample, and outputs per row; none by default.</param>
    /// <exception cref="ArgumentException">A length is wrong, or spans overlap that must not.</exception>
    public void Backward<T, TTarget>(ReadOnlySpan<T> logits, ReadOnlySpan<TTarget> targets, T upstream, Span<T> gradient, CrossEntropyExtras<T> extras = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, IBinaryInteger<TTarget>
        => Run(new LossArguments<T, TTarget>(logits, targets) { Upstream = upstream, Gradient = gradient }, extras);

    /// <summary>The gradient of the losses of the rows, with an upstream gradient for each.</summary>
    /// <inheritdoc cref="Backward{T, TTarget}(ReadOnlySpan{T}, ReadOnlySpan{TTarget}, T, Span{T}, CrossEntropyExtras{T})"/>
    /// <param name="logits">Unnormalised scores, row-major (N, C).</param>
    /// <param name="targets">N classes in [0, C), or the ignore index.</param>
    /// <param name="upstream">The gradient of what follows with respect to each of the N losses.</param>
    /// <param name="gradient">Receives the gradient, as long as the logits.</param>
    /// <param name="extras">Class weights, the positions of a sample, and outputs per row; none by default.</param>
    /// <exception cref="InvalidOperationException">The reduction is not <see cref="Reduction.None"/>.</exception>
    public void Backward<T, TTarget>(ReadOnlySpan<T> logits, ReadOnlySpan<TTarget> targets, ReadOnlySpan<T> upstream, Span<T> gradient, CrossEntropyExtras<T> extras = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, IBinaryInteger<TTarget>
    {
        NeedsLossPerRow();
        Run(new LossArguments<T, TTarget>(logits, targets) { Upstreams = upstream, Gradient = gradient }, extras);
    }

    internal T RunOfTensors<T, TTarget>(scoped LossArguments<T, TTarget> arguments, scoped CrossEntropyExtras<T> extras)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, IBinaryInteger<TTarget>
    {
        HasNoSpatialSize(extras);
        return Run(arguments, extras);
    }

    internal T RunProbabilitiesOfTensors<T>(scoped LossArguments<T, T> arguments, scoped CrossEntropyExtras<T> extras)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        HasNoSpatialSize(extras);
        return RunProbabilities(arguments, extras);
    }

    private static void HasNoSpatialSize<T>(scoped CrossEntropyExtras<T> extras)
        where T : unmanaged
    {
        if (extras.HasSpatialSize)
        {
            throw new ArgumentException(
                $"SpatialSize is set to {ArgumentChecks.Number(extras.SpatialSize)}, but a tensor brings its own shape: leave SpatialSize out.", nameof(extras));
        }
    }

    private T Run<T, TTarget>(scoped LossArguments<T, TTarget> arguments, scoped CrossEntropyExtras<T> extras)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, IBinaryInteger<TTarget>
    {
        ShapeChecks.ElementType<T>("Logits");
        Take(ref arguments, extras);
        DynamicRowKernel<T> kernel = Kernel<T>();
        return LossDriver.Run(kernel.Positions, kernel, arguments);
    }

    private DynamicRowKernel<T> Kernel<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (T.IsInfinity(T.CreateTruncating(Options.FocalGamma)))
        {
            throw OutOfRange(nameof(CrossEntropyOptions.FocalGamma), Options.FocalGamma, $"a finite {typeof(T).Name} of at least 0", nameof(Options.FocalGamma));
        }

        return new(Classes, Options.Reduction, Options.LabelSmoothing, Options.FocalGamma, Options.IgnoreIndex, Options.AllIgnored, Options.MaxDegreeOfParallelism);
    }

    private void Take<T, TTarget>(ref LossArguments<T, TTarget> arguments, CrossEntropyExtras<T> extras)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, INumberBase<TTarget>
    {
        if (extras.HasWeights)
        {
            arguments.Weights = extras.Weights;
        }

        if (extras.HasLosses)
        {
            if (arguments.HasLosses && !arguments.IsUnbatched)
            {
                throw new ArgumentException("Losses is set, but the call has a span for the losses already: pass one of them.", nameof(extras));
            }

            arguments.Losses = extras.Losses;
        }

        if (extras.HasLogSumExp)
        {
            arguments.LogSumExp = extras.LogSumExp;
        }

        if (extras.HasPredictions)
        {
            arguments.Predictions = extras.Predictions;
        }

        if (extras.HasSpatialSize)
        {
            if (Options.Layout == ClassLayout.ClassLast && extras.SpatialSize != 1)
            {
                throw new ArgumentException(
                    $"SpatialSize is {ArgumentChecks.Number(extras.SpatialSize)}, but the layout is ClassLayout.ClassLast, (N, C): set CrossEntropyOptions.Layout to ClassFirst.", nameof(extras));
            }

            if (arguments.IsUnbatched && extras.SpatialSize != 1)
            {
                throw new ArgumentException(
                    $"SpatialSize is {ArgumentChecks.Number(extras.SpatialSize)}, but a single target goes with a single row, which has no positions: leave SpatialSize out.", nameof(extras));
            }

            arguments.SpatialSize = extras.SpatialSize;
        }
    }

    /// <summary>An upstream gradient per row goes with a loss per row.</summary>
    internal void NeedsLossPerRow()
    {
        if (Options.Reduction != Reduction.None)
        {
            throw new InvalidOperationException(
                $"Reduction.{Options.Reduction} gives one loss, which has one upstream gradient: pass a number, or use Reduction.None.");
        }
    }

    private static ArgumentOutOfRangeException OutOfRange(string parameter, object value, string expected, string name) =>
        new(parameter, value, string.Create(CultureInfo.InvariantCulture, $"{name} is {value}; expected {expected}."));
}
