namespace CeGen.Benchmarks;

/// <summary>The middle of some samples, and how far the middle half of them reaches.</summary>
internal readonly record struct Spread(double Median, double Lower, double Upper)
{
    /// <summary>The interquartile range.</summary>
    public double Range => Upper - Lower;

    /// <summary>Quartiles lie between neighbours, in proportion.</summary>
    public static Spread Of(IEnumerable<double> samples)
    {
        double[] sorted = [.. samples.Order()];
        return sorted.Length == 0
            ? throw new ArgumentException("There are no samples.", nameof(samples))
            : new Spread(Quantile(sorted, 0.5), Quantile(sorted, 0.25), Quantile(sorted, 0.75));
    }

    /// <summary>The same in another unit.</summary>
    public Spread Per(double unit) => new(Median / unit, Lower / unit, Upper / unit);

    private static double Quantile(double[] sorted, double share)
    {
        double position = share * (sorted.Length - 1);
        int below = (int)position;
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }
}
