using CeGen.Runtime.Tests;

namespace CeGen.Benchmarks;

/// <summary>
/// e^x to 2^−95: x = n·ln 2 + j/64 + r with |r| ≤ 1/128, and e^x = 2^n·e^(j/64)·e^r, the second from a table, the third from its series.
/// </summary>
internal static class ExactExp
{
    private const int Steps = 64;

    /// <summary>|j| is at most 64·½·ln 2, rounded.</summary>
    private const int MostSteps = 23;

    /// <summary>From here on, a term of the series is so small that its own rounding errors do not count.</summary>
    private const int FirstSmallTerm = 6;

    private const int Terms = 12;

    /// <summary>ln 2 in three parts. The first has so few bits that n times it is exact.</summary>
    private static readonly double Ln2First = Math.ScaleB(Math.Truncate(Math.ScaleB(Math.Log(2), 40)), -40);

    private static readonly DoubleDouble Ln2Rest = Ln2Without(Ln2First);

    private static readonly DoubleDouble[] Powers =
        [.. Enumerable.Range(-MostSteps, (2 * MostSteps) + 1).Select(j => DoubleDouble.From(BigNumber.Exp((double)j / Steps)))];

    private static readonly DoubleDouble[] Inverses = [.. InverseFactorials()];

    /// <param name="x">A finite number.</param>
    /// <param name="exponent">The power of two that the result has to be multiplied with.</param>
    public static DoubleDouble Compute(double x, out int exponent)
    {
        double n = Math.Round(x / Ln2First);
        exponent = (int)n;

        // The first difference is exact: both are multiples of a small unit, or near each other.
        DoubleDouble reduced = DoubleDouble.Sum(x, -n * Ln2First) - (Ln2Rest * n);
        int j = (int)Math.Round(reduced.High * Steps);
        DoubleDouble r = reduced + (-(double)j / Steps);

        double small = 0;
        for (int k = Terms; k >= FirstSmallTerm; k--)
        {
            small = (small * r.High) + Inverses[k].High;
        }

        DoubleDouble series = small;
        for (int k = FirstSmallTerm - 1; k >= 0; k--)
        {
            series = (series * r) + Inverses[k];
        }

        return Powers[j + MostSteps] * series;
    }

    private static DoubleDouble Ln2Without(double first)
    {
        BigNumber ln2 = BigNumber.Log1P(1);
        BigNumber leading = BigNumber.From(first);
        return DoubleDouble.From(new BigNumber(ln2.Mantissa - (leading.Mantissa << (leading.Exponent - ln2.Exponent)), ln2.Exponent));
    }

    private static IEnumerable<DoubleDouble> InverseFactorials()
    {
        DoubleDouble inverse = 1;
        yield return inverse;
        for (int k = 1; k <= Terms; k++)
        {
            inverse /= k;
            yield return inverse;
        }
    }
}
