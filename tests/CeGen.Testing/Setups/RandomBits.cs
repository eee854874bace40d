using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CeGen.Testing;

/// <summary>Rows of logits of any bits at all: NaN with payloads, infinities, numbers below and beyond all others, beside ordinary ones.</summary>
public static class RandomBits
{
    /// <summary>Fills rows that lie as the call's layout has them.</summary>
    public static void Fill<T>(Random random, Span<T> logits, int classes, int positions)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int row = 0; row < logits.Length / classes; row++)
        {
            int kind = random.Next(9), at = random.Next(classes);
            for (int c = 0; c < classes; c++)
            {
                logits[At(row, c, classes, positions)] = kind switch
                {
                    0 => Ordinary<T>(random),
                    1 => Any<T>(random),
                    2 => Finite<T>(random),
                    3 => Subnormal<T>(random),
                    4 when c == at => Nan<T>(random),
                    5 when c == at => T.PositiveInfinity,
                    6 when random.Next(2) == 0 => T.NegativeInfinity,
                    7 => T.NegativeInfinity,
                    8 => Special<T>(random),
                    _ => Ordinary<T>(random),
                };
            }
        }
    }

    /// <summary>Whether all of a row is lost: NaN or +∞ anywhere, or nothing but −∞.</summary>
    public static bool IsSpoilt<T>(ReadOnlySpan<T> logits, int row, int classes, int positions)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        bool isEmpty = true;
        for (int c = 0; c < classes; c++)
        {
            T x = logits[At(row, c, classes, positions)];
            if (T.IsNaN(x) || T.IsPositiveInfinity(x))
            {
                return true;
            }

            isEmpty &= T.IsNegativeInfinity(x);
        }

        return isEmpty;
    }

    /// <summary>Where a class of a row stands.</summary>
    public static int At(int row, int c, int classes, int positions) => (((row / positions * classes) + c) * positions) + (row % positions);

    public static T Ordinary<T>(Random random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => T.CreateTruncating((random.NextDouble() - 0.5) * 16);

    private static T Any<T>(Random random)
        where T : unmanaged
    {
        T value = default;
        random.NextBytes(MemoryMarshal.AsBytes(new Span<T>(ref value)));
        return value;
    }

    private static T Finite<T>(Random random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T value = Any<T>(random);
        return T.IsFinite(value) ? value : Ordinary<T>(random);
    }

    private static T Subnormal<T>(Random random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => T.Epsilon * T.CreateTruncating(random.Next(-4_000_000, 4_000_000));

    /// <summary>Quiet or signalling, of either sign, with any payload.</summary>
    private static T Nan<T>(Random random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T value = Any<T>(random);
        if (Unsafe.SizeOf<T>() == sizeof(float))
        {
            return Unsafe.BitCast<uint, T>(Unsafe.BitCast<T, uint>(value) | 0x7F800001);
        }

        return Unsafe.BitCast<ulong, T>(Unsafe.BitCast<T, ulong>(value) | 0x7FF0000000000001);
    }

    private static T Special<T>(Random random)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T largest = T.BitDecrement(T.PositiveInfinity);
        return random.Next(10) switch
        {
            0 => T.Zero,
            1 => T.NegativeZero,
            2 => largest,
            3 => -largest,
            4 => T.Epsilon,
            5 => -T.Epsilon,
            6 => T.NegativeInfinity,
            7 when random.Next(20) == 0 => Nan<T>(random),
            8 when random.Next(20) == 0 => T.PositiveInfinity,
            _ => Ordinary<T>(random),
        };
    }
}
