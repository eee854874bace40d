using CeGen.Runtime.Tests;

namespace CeGen.Benchmarks;

/// <summary>
/// Logarithms to about 2^−95 of the result: y = 2^k·m, and with a number c near 1/m, log(y) = k·ln 2 − log(c) + log(1 + f), f = m·c − 1, where the second comes from a
/// table and the third from the series of 2·atanh(f/(2 + f)). Near 1 there is no table, so that nothing cancels.
/// </summary>
internal static class ExactLog
{
    private const int Steps = 128;

    /// <summary>Up to here the series alone will do.</summary>
    private const double Near = 1.0 / 64;

    private const int Terms = 9;

    private static readonly DoubleDouble Ln2 = DoubleDouble.From(BigNumber.Log1P(1));

    /// <summary>log(c), c = j/128, for c in [½, 1½].</summary>
    private static readonly DoubleDouble[] Logs =
        [.. Enumerable.Range(0, Steps + 1).Select(j => DoubleDouble.From(BigNumber.Log1P(Factor(j) - 1)))];

    private static readonly DoubleDouble[] Odd = [.. Enumerable.Range(0, Terms + 1).Select(k => (DoubleDouble)1 / ((2 * k) + 1))];

    /// <summary>log(y) of a positive number, subnormal ones too.</summary>
    public static DoubleDouble Log(double y) => Log(new DoubleDouble(y, 0));

    /// <summary>log(1 + z) for z above −1.</summary>
    public static DoubleDouble Log1P(double z) => Math.Abs(z) <= Near ? Series(z) : Log(DoubleDouble.Sum(1, z));

    private static DoubleDouble Log(DoubleDouble y)
    {
        DoubleDouble fromOne = y + -1.0;
        if (Math.Abs(fromOne.High) <= Near)
        {
            return Series(fromOne);
        }

        int k = Math.ILogB(y.High);
        DoubleDouble m = Scaled(y, -k);
        if (m.High > 1.5)
        {
            k++;
            m = m.Scale(-1);
        }

        int index = (int)Math.Round(Steps / m.High) - (Steps / 2);
        double factor = Factor(index);
        DoubleDouble f = (m * factor) + -1.0;
        return (Ln2 * k) - Logs[index] + Series(f);
    }

    /// <summary>Exactly, also where the power of two alone would overflow.</summary>
    private static DoubleDouble Scaled(DoubleDouble y, int exponent) => y.Scale(exponent / 2).Scale(exponent - (exponent / 2));

    private static double Factor(int index) => (double)(index + (Steps / 2)) / Steps;

    /// <summary>log(1 + f) for small f.</summary>
    private static DoubleDouble Series(DoubleDouble f)
    {
        DoubleDouble s = f / (f + 2.0);
        DoubleDouble square = s * s;
        DoubleDouble sum = Odd[Terms];
        for (int k = Terms - 1; k >= 0; k--)
        {
            sum = (sum * square) + Odd[k];
        }

        DoubleDouble half = s * sum;
        return half + half;
    }
}
