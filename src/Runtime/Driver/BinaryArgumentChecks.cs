using System.Globalization;
using System.Numerics;

namespace CeGen.Runtime;

/// <summary>What must hold of the arguments of a binary cross entropy, before anything is written: first of their places, then of what is in them.</summary>
internal static class BinaryArgumentChecks
{
    /// <exception cref="ArgumentException">A length is wrong, or two spans overlap that must not.</exception>
    public static void CheckPlaces<T>(int labels, Reduction reduction, scoped in BinaryArguments<T> arguments)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int length = arguments.Logits.Length;
        if (length % labels != 0)
        {
            throw new ArgumentException(
                $"The span has {ArgumentChecks.Number(length)} elements, which is no multiple of the {ArgumentChecks.Number(labels)} labels.", "logits");
        }

        ArgumentChecks.CheckLength(arguments.Targets.Length, length, "targets", "one target per logit");
        if (arguments.HasLosses)
        {
            ArgumentChecks.CheckLength(arguments.Losses.Length, length, "losses", "one loss per logit");
            ArgumentChecks.CheckApart(arguments.Losses, arguments.Logits, "losses", "logits");
        }
        else if (reduction == Reduction.None && !arguments.HasGradient)
        {
            throw new ArgumentException("Reduction.None gives a loss per element: pass a span 'losses' to receive them.", "losses");
        }

        if (arguments.HasUpstreams)
        {
            ArgumentChecks.CheckLength(arguments.Upstreams.Length, length, "upstream", "one upstream gradient per logit");
        }

        if (arguments.HasGradient)
        {
            ArgumentChecks.CheckLength(arguments.Gradient.Length, length, "gradient", "one entry per logit");
            ArgumentChecks.CheckInPlace(arguments.Logits, arguments.Gradient);
            ArgumentChecks.CheckApart(arguments.Gradient, arguments.Losses, "gradient", "losses");
        }

        CheckOutput(arguments.Losses, in arguments, "losses");
        CheckOutput(arguments.Gradient, in arguments, "gradient");
    }

    /// <param name="labels">The labels of a row.</param>
    /// <param name="arguments">The arguments, in their places.</param>
    /// <param name="first">The targets before this one are known to be right.</param>
    /// <exception cref="ArgumentException">A length is wrong.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A target lies outside [0, 1], or a weight is negative or not finite.</exception>
    public static void CheckNumbers<T>(int labels, scoped in BinaryArguments<T> arguments, int first)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int length = arguments.Logits.Length;
        CheckTargets(arguments.Targets, labels, first);
        CheckWeights(arguments.HasLabelWeights, arguments.LabelWeights, length, labels, arguments.LabelWeightsName);
        CheckWeights(arguments.HasPositiveWeights, arguments.PositiveWeights, length, labels, arguments.PositiveWeightsName);
    }

    private static void CheckOutput<T>(ReadOnlySpan<T> output, scoped in BinaryArguments<T> arguments, string parameter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentChecks.CheckApart(output, arguments.Targets, parameter, "targets");
        ArgumentChecks.CheckApart(output, arguments.Upstreams, parameter, "upstream");
        ArgumentChecks.CheckApart(output, arguments.LabelWeights, parameter, arguments.LabelWeightsName);
        ArgumentChecks.CheckApart(output, arguments.PositiveWeights, parameter, arguments.PositiveWeightsName);
    }

    private static void CheckTargets<T>(ReadOnlySpan<T> targets, int labels, int first)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int at = RangeScan.FirstOutside(targets[first..], T.Zero, T.One);
        if (at >= 0)
        {
            at += first;
            throw new ArgumentOutOfRangeException(nameof(targets), targets[at], string.Create(
                CultureInfo.InvariantCulture, $"Target {targets[at]} at row {at / labels}, column {at % labels} is out of range: expected 0 ≤ target ≤ 1."));
        }
    }

    private static void CheckWeights<T>(bool isSet, ReadOnlySpan<T> weights, int length, int labels, string parameter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!isSet)
        {
            return;
        }

        if (weights.Length != labels && weights.Length != length)
        {
            string expected = $"{ArgumentChecks.Number(labels)}, one weight per label, or {ArgumentChecks.Number(length)}, one per logit";
            throw new ArgumentException($"The span has {ArgumentChecks.Number(weights.Length)} elements; expected {expected}.", parameter);
        }

        T largest = typeof(T) == typeof(float) ? T.CreateTruncating(float.MaxValue) : T.CreateTruncating(double.MaxValue);
        int at = RangeScan.FirstOutside(weights, T.Zero, largest);
        if (at >= 0)
        {
            string row = weights.Length == labels ? "" : $"row {at / labels}, ";
            throw new ArgumentOutOfRangeException(parameter, weights[at], string.Create(
                CultureInfo.InvariantCulture, $"Weight {weights[at]} at {row}column {at % labels} is out of range: expected a finite number of at least 0."));
        }
    }
}
