namespace CeGen.Benchmarks;

/// <summary>The largest error of a function over some arguments, in units in the last place, and where it is.</summary>
internal readonly record struct WorstError(double Ulp, double At, double Actual, long Count)
{
    /// <summary>The worst of both. Of equals the one that comes first among numbers, so that the order of the work does not matter.</summary>
    public static WorstError Combine(WorstError left, WorstError right)
    {
        bool isLeft = left.Count > 0 && (right.Count == 0 || left.Ulp > right.Ulp || (left.Ulp == right.Ulp && left.At <= right.At));
        return (isLeft ? left : right) with { Count = left.Count + right.Count };
    }

    /// <summary>A result more. An error that is no number is worse than any.</summary>
    public WorstError With(double ulp, double at, double actual) =>
        Combine(this, new WorstError(double.IsNaN(ulp) ? double.PositiveInfinity : ulp, at, actual, 1));
}
