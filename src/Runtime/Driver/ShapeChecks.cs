using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace CeGen.Runtime;

/// <summary>What must hold of shapes and of outputs that may be computed in place, before anything is written.</summary>
internal static class ShapeChecks
{
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither <see cref="float"/> nor <see cref="double"/>.</exception>
    public static void ElementType<T>(string what)
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            throw new NotSupportedException($"{what} of type {typeof(T)} are not supported: use float or double.");
        }
    }

    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is less than 1.</exception>
    public static void Positive(int value, string parameter)
    {
        if (value < 1)
        {
            throw OutOfRange(parameter, value, "at least 1");
        }
    }

    /// <summary>The number N of samples (C, S) in a span.</summary>
    /// <exception cref="ArgumentException">The length is no multiple of a sample.</exception>
    public static int Samples(int length, int classes, int spatialSize, string parameter)
    {
        long sample = (long)classes * spatialSize;
        if (length % sample != 0)
        {
            string positions = spatialSize == 1 ? "" : $" times {ArgumentChecks.Number(spatialSize)} positions";
            throw new ArgumentException(
                $"The span has {ArgumentChecks.Number(length)} elements, which is no multiple of the {ArgumentChecks.Number(classes)} classes{positions}.",
                parameter);
        }

        return (int)(length / sample);
    }

    /// <exception cref="ArgumentException">The output overlaps the input without being its very span. Both are known to be of the same length.</exception>
    public static void InPlaceOrApart<T>(ReadOnlySpan<T> input, ReadOnlySpan<T> output, string inputName, string parameter)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (ByteRange.Of(input).Overlaps(ByteRange.Of(output), out nint offset) && offset != 0)
        {
            int size = Unsafe.SizeOf<T>();
            string distance = offset % size == 0
                ? $"{ArgumentChecks.Number(nint.Abs(offset / size))} elements"
                : $"{ArgumentChecks.Number(nint.Abs(offset))} bytes";
            throw new ArgumentException(
                $"The span overlaps '{inputName}', {distance} apart: pass the very span of it to compute in place, or one that does not overlap it.",
                parameter);
        }
    }

    public static ArgumentOutOfRangeException OutOfRange(string parameter, object value, string expected) =>
        new(parameter, value, string.Create(CultureInfo.InvariantCulture, $"{parameter} is {value}; expected {expected}."));
}
