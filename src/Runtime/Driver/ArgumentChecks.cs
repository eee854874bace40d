using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CeGen.Runtime;

/// <summary>What must hold of a call's arguments, before anything is written. The targets' values are <see cref="TargetScan"/>'s.</summary>
internal static class ArgumentChecks
{
    /// <returns>The number of rows.</returns>
    /// <exception cref="ArgumentException">A length is wrong, or two spans overlap that must not.</exception>
    public static int Rows<T, TTarget>(int classes, Reduction reduction, scoped in LossArguments<T, TTarget> arguments)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, IBinaryInteger<TTarget>
    {
        int length = arguments.Logits.Length;
        int rows = length / classes;
        if (arguments.IsUnbatched ? length != classes : rows * classes != length)
        {
            ThrowLogits(length, classes, arguments.IsUnbatched);
        }

        CheckLength(arguments.Targets.Length, rows, "targets", "one target per row of the logits");
        if (arguments.HasLosses)
        {
            CheckLength(arguments.Losses.Length, rows, "losses", "one loss per row of the logits");
            CheckApart(arguments.Losses, arguments.Logits, "losses", "logits");
            CheckApart(arguments.Losses, arguments.Targets, "losses", "targets");
        }
        else if (reduction == Reduction.None && !arguments.HasGradient)
        {
            throw new ArgumentException("Reduction.None gives a loss per row: pass a span 'losses' to receive them.", "losses");
        }

        if (arguments.HasUpstreams)
        {
            CheckLength(arguments.Upstreams.Length, rows, "upstream", "one upstream gradient per row of the logits");
        }

        if (arguments.HasGradient)
        {
            CheckGradient(in arguments);
        }

        return rows;
    }

    private static void CheckGradient<T, TTarget>(scoped in LossArguments<T, TTarget> arguments)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TTarget : unmanaged, IBinaryInteger<TTarget>
    {
        CheckLength(arguments.Gradient.Length, arguments.Logits.Length, "gradient", "one entry per logit");
        CheckApart(arguments.Gradient, arguments.Targets, "gradient", "targets");
        CheckApart(arguments.Gradient, arguments.Losses, "gradient", "losses");
        CheckApart(arguments.Gradient, arguments.Upstreams, "gradient", "upstream");
        CheckApart(arguments.Losses, arguments.Upstreams, "losses", "upstream");

        CheckInPlace(arguments.Logits, arguments.Gradient);
    }

    /// <summary>The gradient is the very span of the logits, or apart from it.</summary>
    internal static void CheckInPlace<T>(ReadOnlySpan<T> logits, ReadOnlySpan<T> gradient)
        where T : unmanaged
    {
        if (Overlap<T, T>(logits, gradient, out nint offset) && offset != 0)
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

    internal static void CheckApart<TLeft, TRight>(ReadOnlySpan<TLeft> left, ReadOnlySpan<TRight> right, string parameter, string other)
        where TLeft : unmanaged
        where TRight : unmanaged
    {
        if (Overlap(left, right, out _))
        {
            throw new ArgumentException($"The span overlaps '{other}': it would be overwritten while it is still read. Pass memory of its own.", parameter);
        }
    }

    /// <summary>
    /// Whether two spans share memory, and how many bytes the second starts after the first. In bytes: spans that were cast from bytes may lie a part
    /// of an element apart, and the bytes of a long span are more than an <see cref="int"/> counts.
    /// </summary>
    internal static bool Overlap<TLeft, TRight>(ReadOnlySpan<TLeft> left, ReadOnlySpan<TRight> right, out nint offset)
        where TLeft : unmanaged
        where TRight : unmanaged
    {
        offset = 0;
        if (left.IsEmpty || right.IsEmpty)
        {
            return false;
        }

        offset = Unsafe.ByteOffset(
            ref Unsafe.As<TLeft, byte>(ref MemoryMarshal.GetReference(left)), ref Unsafe.As<TRight, byte>(ref MemoryMarshal.GetReference(right)));
        return (nuint)offset < (nuint)left.Length * (nuint)Unsafe.SizeOf<TLeft>()
            || (nuint)(-offset) < (nuint)right.Length * (nuint)Unsafe.SizeOf<TRight>();
    }

    private static void ThrowLogits(int length, int classes, bool unbatched) => throw new ArgumentException(
        unbatched
            ? $"The span has {Number(length)} elements; expected {Number(classes)}, one logit per class of a single row."
            : $"The span has {Number(length)} elements, which is no multiple of the {Number(classes)} classes.",
        "logits");

    internal static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
