using System.Numerics;

namespace CeGen.Runtime.Tests;

/// <summary>
/// Mantissa · 2^Exponent, exactly; elementary functions to more than 200 bits, from their series. What the vector math is compared with where
/// double is too coarse a reference.
/// </summary>
internal readonly record struct BigNumber(BigInteger Mantissa, int Exponent)
{
    private const int Bits = 256;

    private const int Ln2Bits = 600;

    /// <summary>ln 2 = 2·atanh(1/3), times 2^600.</summary>
    private static readonly BigInteger Ln2 = 2 * Atanh(BigInteger.One, 3, Ln2Bits);

    public static BigNumber From(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int biased = (int)((bits >> 52) & 0x7FF);
        long fraction = bits & ((1L << 52) - 1);
        long mantissa = biased == 0 ? fraction : fraction | (1L << 52);
        return new BigNumber(value < 0 ? -mantissa : mantissa, Math.Max(biased, 1) - 1075);
    }

    public static BigNumber Sum(IEnumerable<double> values) =>
        values.Select(From).Aggregate(new BigNumber(0, 0), (left, right) => Combine(left, right, 1));

    public static BigNumber Exp(double value)
    {
        BigInteger x = From(value).Scaled(Bits);
        int n = (int)Math.Round(value / Math.Log(2));
        BigInteger r = x - ((n * Ln2) >> (Ln2Bits - Bits));
        BigInteger term = BigInteger.One << Bits;
        BigInteger sum = term;
        for (int k = 1; !term.IsZero && term != BigInteger.MinusOne; k++)
        {
            term = ((term * r) >> Bits) / k;
            sum += term;
        }

        return new BigNumber(sum, n - Bits);
    }

    /// <summary>log(1 + value).</summary>
    public static BigNumber Log1P(double value)
    {
        if (value == 0)
        {
            return new BigNumber(0, 0);
        }

        // Tiny values need as many bits more as they have zeros behind the point.
        int bits = Bits + Math.Max(0, -Math.ILogB(value));
        BigInteger z = From(value).Scaled(Math.Max(bits, 1100));
        int scale = Math.Max(bits, 1100);
        BigInteger one = BigInteger.One << scale;
        int k = (int)((one + z).GetBitLength() - 1 - scale);
        BigInteger power = k >= 0 ? one << k : one >> -k;

        // log(u / 2^k) = 2·atanh((u − 2^k) / (u + 2^k)).
        BigInteger fraction = 2 * Atanh(one + z - power, one + z + power, bits);
        return new BigNumber(fraction + Shift(k * Ln2, bits - Ln2Bits), -bits);
    }

    public static BigNumber operator +(BigNumber left, BigNumber right) => Combine(left, right, 1);

    /// <summary>The error of a result in units in the last place of this number, as a <see cref="float"/> or a <see cref="double"/>.</summary>
    public double UlpError<T>(double actual)
    {
        (int digits, int lowest) = typeof(T) == typeof(float) ? (24, -149) : (53, -1074);
        int unit = Math.Max(lowest, (int)BigInteger.Abs(Mantissa).GetBitLength() + Exponent - digits);
        BigNumber difference = Combine(From(actual), this, -1);

        // Only the leading bits count, and the whole may be too large for a double before it is scaled.
        int drop = Math.Max(0, (int)difference.Mantissa.GetBitLength() - 100);
        return Math.ScaleB((double)BigInteger.Abs(difference.Mantissa >> drop), difference.Exponent + drop - unit);
    }

    private static BigNumber Combine(BigNumber left, BigNumber right, int sign)
    {
        int exponent = Math.Min(left.Exponent, right.Exponent);
        return new BigNumber((left.Mantissa << (left.Exponent - exponent)) + (sign * (right.Mantissa << (right.Exponent - exponent))), exponent);
    }

    /// <summary>atanh(numerator / denominator) times 2^bits.</summary>
    private static BigInteger Atanh(BigInteger numerator, BigInteger denominator, int bits)
    {
        BigInteger s = (numerator << bits) / denominator;
        BigInteger square = (s * s) >> bits;
        BigInteger power = s;
        BigInteger sum = 0;
        for (int k = 1; !power.IsZero && power != BigInteger.MinusOne; k += 2)
        {
            sum += power / k;
            power = (power * square) >> bits;
        }

        return sum;
    }

    private static BigInteger Shift(BigInteger value, int left) => left >= 0 ? value << left : value >> -left;

    private BigInteger Scaled(int bits) => Shift(Mantissa, Exponent + bits);
}
