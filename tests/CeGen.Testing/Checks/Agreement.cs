namespace CeGen.Testing;

/// <summary>Compares results with a reference, as the conformance files want it. All tolerances of those files are here.</summary>
public static class Agreement
{
    // Four roundings.
    private const double SingleRounding = 2.4e-7;
    private const double DoubleRounding = 4e-16;

    /// <summary>The relative tolerance for <typeparamref name="T"/>, of the largest entry.</summary>
    public static double Relative<T>() => typeof(T) == typeof(float) ? 4e-6 : 1e-12;

    /// <summary>The absolute tolerance for losses near 0, the error of the PyTorch files themselves.</summary>
    public static double AbsoluteLoss<T>() => typeof(T) == typeof(float) ? 2e-6 : 1e-12;

    /// <summary>
    /// The absolute tolerance for gradients of the PyTorch files: p − 1 in float64 is rounded to 1.1e−16, times the upstream gradient.
    /// </summary>
    public static double AbsoluteGradient(IEnumerable<double> upstream) => DoubleRounding * Largest(upstream);

    /// <summary>
    /// The absolute tolerance for the gradient of a case. Class indices have that of PyTorch. A target that is a number t, such as a smoothed one,
    /// gives a gradient of p − t, which vanishes where they are equal; but t itself is rounded to <typeparamref name="T"/>.
    /// </summary>
    public static double AbsoluteGradient<T>(ConformanceCase c)
    {
        double terms = Largest(c.Upstream) * Math.Max(1, Largest(c.Weights ?? [])) * Math.Max(1, Largest(c.PositiveWeights ?? []));
        if (typeof(T) != typeof(float) || (c.Probabilities is null && c.LabelSmoothing == 0))
        {
            return DoubleRounding * terms;
        }

        int divisor = c.Reduction == Reduction.Mean ? Math.Max(1, c.LossCount) : 1;
        return SingleRounding * terms * Math.Max(1, Largest(c.Probabilities ?? [])) / divisor;
    }

    /// <summary>A sentence about the first entry that is too far off, or <see langword="null"/>.</summary>
    public static string? FirstDifference<T>(string what, IReadOnlyList<double> expected, IReadOnlyList<T> actual, double absolute = 0)
        where T : IConvertible
        => Difference<T>(what, expected, [.. actual.Select(a => a.ToDouble(null))], absolute);

    /// <inheritdoc cref="FirstDifference{T}(string, IReadOnlyList{double}, IReadOnlyList{T}, double)"/>
    public static string? Difference<T>(string what, IReadOnlyList<double> expected, double[] actual, double absolute)
    {
        if (expected.Count != actual.Length)
        {
            return $"{what}: expected {expected.Count} entries, got {actual.Length}";
        }

        double tolerance = Math.Max(absolute, Relative<T>() * Largest(expected));
        int[] wrong = [.. Enumerable.Range(0, actual.Length).Where(i => !Agrees<T>(expected[i], actual[i], tolerance))];
        return Sentence(what, wrong, i => FormattableString.Invariant($"expected {expected[i]:R}, got {actual[i]:R}"));
    }

    /// <summary>Tells of the first of the wrong entries, and how many there are.</summary>
    internal static string? Sentence(string what, int[] wrong, Func<int, string> describe) => wrong.Length switch
    {
        0 => null,
        1 => $"{what}[{wrong[0]}]: {describe(wrong[0])}",
        _ => $"{what}[{wrong[0]}]: {describe(wrong[0])} (and {wrong.Length - 1} more)",
    };

    private static bool Agrees<T>(double expected, double actual, double tolerance)
    {
        // What is finite in double may be too large for a float.
        double limit = typeof(T) == typeof(float) ? (float)expected : expected;
        return double.IsFinite(limit) ? Math.Abs(actual - expected) <= tolerance : actual.Equals(limit);
    }

    private static double Largest(IEnumerable<double> values) => values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
}
