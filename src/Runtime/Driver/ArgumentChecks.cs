using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace CeGen.Runtime;

/// <summary>What must hold of a call's arguments, before anything is written. The targets' values are <see cref="TargetScan"/>'s.</summary>
internal static class ArgumentChecks
{
    /// <returns>The number of rows.</returns>
    /// <exception cref="ArgumentException">A length is wrong, or two spans overlap that must not.</exception>
    public static int Rows<T, TTarget>(int classes, Reduction reduction, bool hasIndices, scoped in LossArguments<T, TTarget> arguments)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, INumberBase<TTarget>
    {
        int length = arguments.Logits.Length;
        int size = arguments.SpatialSize;
        if (size < 1)
        {
            throw new ArgumentOutOfRangeException("spatialSize", size, $"spatialSize is {Number(size)}; expected at least 1, the number of positions of a sample.");
        }

        long sample = (long)classes * size;
        if (arguments.IsUnbatched ? length != sample : length % sample != 0)
        {
            ThrowLogits(length, classes, size, arguments.IsUnbatched);
        }

        int rows = length / classes;
        if (hasIndices)
        {
            CheckLength(arguments.Targets.Length, rows, "targets", size == 1 ? "one target per row of the logits" : "one target per position of the logits");
        }
        else
        {
            CheckLength(arguments.Targets.Length, length, "targets", "one probability per logit");
        }

        if (arguments.HasWeights)
        {
            CheckWeights(classes, arguments.Weights);
        }

        CheckLengths(rows, reduction, in arguments);
        CheckOverlaps(in arguments);
        return rows;
    }

    private static void CheckLengths<T, TTarget>(int rows, Reduction reduction, scoped in LossArguments<T, TTarget> arguments)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, INumberBase<TTarget>
    {
        if (arguments.HasLosses)
        {
            CheckLength(arguments.Losses.Length, rows, "losses", "one loss per row of the logits");
        }
        else if (reduction == Reduction.None && !arguments.HasGradient)
        {
            throw new ArgumentException("Reduction.None gives a loss per row: pass a span 'losses' to receive them.", "losses");
        }

        if (arguments.HasLogSumExp)
        {
            CheckLength(arguments.LogSumExp.Length, rows, "logSumExp", "one number per row of the logits");
        }

        if (arguments.HasPredictions)
        {
            CheckLength(arguments.Predictions.Length, rows, "predictions", "one class per row of the logits");
        }

        if (arguments.HasUpstreams)
        {
            CheckLength(arguments.Upstreams.Length, rows, "upstream", "one upstream gradient per row of the logits");
        }

        if (arguments.HasGradient)
        {
            CheckLength(arguments.Gradient.Length, arguments.Logits.Length, "gradient", "one entry per logit");
        }
    }

    /// <summary>No output shares memory with an input or with another output; but the gradient may be the very span of the logits.</summary>
    private static void CheckOverlaps<T, TTarget>(scoped in LossArguments<T, TTarget> arguments)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, INumberBase<TTarget>
    {
        ByteRange logits = ByteRange.Of(arguments.Logits);
        ByteRange targets = ByteRange.Of(arguments.Targets);
        ByteRange weights = ByteRange.Of(arguments.Weights);
        ByteRange upstreams = ByteRange.Of(arguments.Upstreams);
        ByteRange losses = ByteRange.Of<T>(arguments.Losses);
        ByteRange logSums = ByteRange.Of<T>(arguments.LogSumExp);
        ByteRange predictions = ByteRange.Of<int>(arguments.Predictions);
        ByteRange gradient = ByteRange.Of<T>(arguments.Gradient);

        CheckApart(losses, logits, "losses", "logits");
        CheckInputs(losses, "losses", targets, weights, upstreams);
        CheckApart(logSums, logits, "logSumExp", "logits");
        CheckInputs(logSums, "logSumExp", targets, weights, upstreams);
        CheckApart(predictions, logits, "predictions", "logits");
        CheckInputs(predictions, "predictions", targets, weights, upstreams);
        CheckInputs(gradient, "gradient", targets, weights, upstreams);
        CheckInPlace<T>(arguments.Logits, arguments.Gradient);

        CheckApart(gradient, losses, "gradient", "losses");
        CheckApart(gradient, logSums, "gradient", "logSumExp");
        CheckApart(gradient, predictions, "gradient", "predictions");
        CheckApart(losses, logSums, "losses", "logSumExp");
        CheckApart(losses, predictions, "losses", "predictions");
        CheckApart(logSums, predictions, "logSumExp", "predictions");
    }

    private static void CheckInputs(in ByteRange output, string parameter, in ByteRange targets, in ByteRange weights, in ByteRange upstreams)
    {
        CheckApart(output, targets, parameter, "targets");
        CheckApart(output, weights, parameter, "weights");
        CheckApart(output, upstreams, parameter, "upstream");
    }

    private static void CheckWeights<T>(int classes, ReadOnlySpan<T> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckLength(weights.Length, classes, nameof(weights), "one weight per class");
        T largest = typeof(T) == typeof(float) ? T.CreateTruncating(float.MaxValue) : T.CreateTruncating(double.MaxValue);
        int at = RangeScan.FirstOutside(weights, T.Zero, largest);
        if (at >= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(weights), weights[at], string.Create(
                CultureInfo.InvariantCulture, $"Weight {weights[at]} of class {at} is out of range: expected a finite number of at least 0."));
        }
    }

    /// <summary>The gradient is the very span of the logits, or apart from it.</summary>
    internal static void CheckInPlace<T>(ReadOnlySpan<T> logits, ReadOnlySpan<T> gradient)
        where T : unmanaged
    {
        if (ByteRange.Of(logits).Overlaps(ByteRange.Of(gradient), out nint offset) && offset != 0)
        {
            int size = Unsafe.SizeOf<T>();
            string distance = offset % size == 0 ? $"{Number(nint.Abs(offset / size))} elements" : $"{Number(nint.Abs(offset))} bytes";
            throw new ArgumentException(
                $"The gradient overlaps the logits, {distance} apart: pass the very span of the logits to compute in place, or one that does not overlap them.",
                nameof(gradient));
        }
    }

    internal static void CheckLength(int length, int expected, string parameter, string what)
    {
        if (length != expected)
        {
            throw new ArgumentException($"The span has {Number(length)} elements; expected {Number(expected)}, {what}.", parameter);
        }
    }

    internal static void CheckApart<TOutput, TOther>(ReadOnlySpan<TOutput> output, ReadOnlySpan<TOther> other, string parameter, string name)
        where TOutput : unmanaged
        where TOther : unmanaged
        => CheckApart(ByteRange.Of(output), ByteRange.Of(other), parameter, name);

    private static void CheckApart(in ByteRange output, in ByteRange other, string parameter, string name)
    {
        if (output.Overlaps(in other, out _))
        {
            throw new ArgumentException($"The span overlaps '{name}': it would be overwritten while it is still read. Pass memory of its own.", parameter);
        }
    }

    private static void ThrowLogits(int length, int classes, int size, bool unbatched)
    {
        string positions = size == 1 ? "" : $" times {Number(size)} positions";
        throw new ArgumentException(
            unbatched
                ? $"The span has {Number(length)} elements; expected {Number(classes)}, one logit per class of a single row."
                : $"The span has {Number(length)} elements, which is no multiple of the {Number(classes)} classes{positions}.",
            "logits");
    }

    internal static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
