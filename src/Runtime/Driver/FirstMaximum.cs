using System.Numerics;
using System.Runtime.InteropServices;

namespace CeGen.Runtime;

/// <summary>The place of the largest logit of a row: the first of equals, and the first NaN, if there is one, as <c>torch.argmax</c> has it.</summary>
internal static class FirstMaximum
{
    /// <summary>The largest of neighbouring logits, of which there is at least one.</summary>
    public static int Of<T>(ReadOnlySpan<T> logits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int step = 4 * Vector<T>.Count;
        return Vector.IsHardwareAccelerated && logits.Length >= step ? OfVectors(logits, step) : Of(logits, 1);
    }

    /// <summary>The largest of logits that lie a stride apart, of which there is at least one.</summary>
    public static int Of<T>(ReadOnlySpan<T> logits, int stride)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T max = logits[0];
        int at = 0;
        for (int i = stride, c = 1; i < logits.Length; i += stride, c++)
        {
            // False for a NaN that is the maximum already.
            if (!(logits[i] <= max) && !T.IsNaN(max))
            {
                max = logits[i];
                at = c;
            }
        }

        return at;
    }

    /// <summary>Two looks: what is the maximum, which takes four vectors at a time; and where is it first.</summary>
    private static int OfVectors<T>(ReadOnlySpan<T> logits, int step)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T start = ref MemoryMarshal.GetReference(logits);
        int width = Vector<T>.Count;

        // The last vectors may have been looked at before: that changes no maximum.
        nuint last = (nuint)(logits.Length - step);
        Vector<T> m0 = Vector.LoadUnsafe(ref start), m1 = m0, m2 = m0, m3 = m0;
        Vector<T> numbers = Vector<T>.AllBitsSet;
        for (nuint i = 0; ; i = nuint.Min(i + (nuint)step, last))
        {
            Vector<T> x0 = Vector.LoadUnsafe(ref start, i), x1 = Vector.LoadUnsafe(ref start, i + (nuint)width);
            Vector<T> x2 = Vector.LoadUnsafe(ref start, i + (nuint)(2 * width)), x3 = Vector.LoadUnsafe(ref start, i + (nuint)(3 * width));
            m0 = Vector.MaxNative(m0, x0);
            m1 = Vector.MaxNative(m1, x1);
            m2 = Vector.MaxNative(m2, x2);
            m3 = Vector.MaxNative(m3, x3);
            numbers &= AreNumbers(x0) & AreNumbers(x1) & AreNumbers(x2) & AreNumbers(x3);
            if (i == last)
            {
                break;
            }
        }

        // As bytes: all ones are NaN, which equals nothing.
        if (Vector.AsVectorByte(numbers) != Vector<byte>.AllBitsSet)
        {
            return Of(logits, 1);
        }

        m0 = Vector.MaxNative(Vector.MaxNative(m0, m1), Vector.MaxNative(m2, m3));
        T max = m0[0];
        for (int lane = 1; lane < width; lane++)
        {
            max = m0[lane] > max ? m0[lane] : max;
        }

        // Zeros of both signs are equal.
        Vector<T> wanted = Vector.Create(max);
        int at = 0;
        while (at <= logits.Length - width && !Vector.EqualsAny(Vector.LoadUnsafe(ref start, (nuint)at), wanted))
        {
            at += width;
        }

        while (logits[at] != max)
        {
            at++;
        }

        return at;
    }

    private static Vector<T> AreNumbers<T>(Vector<T> x) => Vector.Equals(x, x);
}
