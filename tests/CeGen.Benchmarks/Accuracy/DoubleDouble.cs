using System.Numerics;
using CeGen.Runtime.Tests;

namespace CeGen.Benchmarks;

/// <summary>A number as the sum of two, the second less than half a unit in the last place of the first: 106 bits. Products and quotients lose the last few.</summary>
internal readonly record struct DoubleDouble(double High, double Low)
{
    public static implicit operator DoubleDouble(double value) => new(value, 0);

    /// <summary>The sum of two numbers, exactly.</summary>
    public static DoubleDouble Sum(double left, double right)
    {
        double sum = left + right;
        double part = sum - left;
        return new DoubleDouble(sum, (left - (sum - part)) + (right - part));
    }

    /// <summary>The product of two numbers, exactly, where it is not subnormal.</summary>
    public static DoubleDouble Product(double left, double right)
    {
        double product = left * right;
        return new DoubleDouble(product, Math.FusedMultiplyAdd(left, right, -product));
    }

    /// <summary>The leading bits of a number that has more.</summary>
    public static DoubleDouble From(BigNumber value)
    {
        (double high, BigNumber others) = Leading(value);
        return new DoubleDouble(high, Leading(others).High);
    }

    public static DoubleDouble operator +(DoubleDouble left, DoubleDouble right)
    {
        DoubleDouble high = Sum(left.High, right.High);
        DoubleDouble low = Sum(left.Low, right.Low);
        DoubleDouble sum = Ordered(high.High, high.Low + low.High);
        return Ordered(sum.High, sum.Low + low.Low);
    }

    public static DoubleDouble operator -(DoubleDouble value) => new(-value.High, -value.Low);

    public static DoubleDouble operator -(DoubleDouble left, DoubleDouble right) => left + -right;

    public static DoubleDouble operator *(DoubleDouble left, DoubleDouble right)
    {
        DoubleDouble product = Product(left.High, right.High);
        return Ordered(product.High, product.Low + ((left.High * right.Low) + (left.Low * right.High)));
    }

    public static DoubleDouble operator /(DoubleDouble left, DoubleDouble right)
    {
        double first = left.High / right.High;
        DoubleDouble rest = left - (right * first);
        double second = rest.High / right.High;
        rest -= right * second;
        return Ordered(first, second) + (rest.High / right.High);
    }

    /// <summary>Times a power of two.</summary>
    public DoubleDouble Scale(int exponent) => new(Math.ScaleB(High, exponent), Math.ScaleB(Low, exponent));

    /// <summary>The sum of two numbers of which the first is the larger.</summary>
    private static DoubleDouble Ordered(double large, double small)
    {
        double sum = large + small;
        return new DoubleDouble(sum, small - (sum - large));
    }

    /// <summary>The leading bits, as one double, and what they leave.</summary>
    private static (double High, BigNumber Others) Leading(BigNumber value)
    {
        // Truncated, so that the others have the same sign: they are as many bits as before.
        int drop = Math.Max(0, (int)BigInteger.Abs(value.Mantissa).GetBitLength() - 53);
        BigInteger mantissa = value.Mantissa >> drop;
        BigInteger others = value.Mantissa - (mantissa << drop);
        return (Math.ScaleB((double)mantissa, value.Exponent + drop), new BigNumber(others, value.Exponent));
    }
}
