namespace CeGen.Testing;

/// <summary>Compares results with a reference, as the conformance files want it.</summary>
public static class Agreement
{
    /// <summary>The relative tolerance for <typeparamref name="T"/>, of the largest entry.</summary>
    public static double Relative<T>() => typeof(T) == typeof(float) ? 4e-6 : 1e-12;

    /// <summary>The absolute tolerance for losses near 0, the error of the PyTorch files themselves.</summary>
    public static double AbsoluteLoss<T>() => typeof(T) == typeof(float) ? 2e-6 : 1e-12;

    /// <summary>
    /// The absolute tolerance for gradients of the PyTorch files: p − 1 in float64 is rounded to 1.1e−16, times the upstream gradient.
    /// </summary>
    public static double AbsoluteGradient(IEnumerable<double> upstream) => 4e-16 * upstream.Select(Math.Abs).DefaultIfEmpty(0).Max();

    /// <summary>A sentence about the first entry that is too far off, or <see langword="null"/>.</summary>
    public static string? FirstDifference<T>(string what, IReadOnlyList<double> expected, IReadOnlyList<T> actual, double absolute = 0)
        where T : IConvertible
    {
        if (expected.Count != actual.Count)
        {
            return $"{what}: expected {expected.Count} entries, got {actual.Count}";
        }

        double largest = expected.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        double tolerance = Math.Max(absolute, Relative<T>() * largest);
        for (int i = 0; i < expected.Count; i++)
        {
            double value = actual[i].ToDouble(null);
            bool agrees = double.IsFinite(expected[i]) ? Math.Abs(value - expected[i]) <= tolerance : value.Equals(expected[i]);
            if (!agrees)
            {
                return $"{what}[{i}]: expected {expected[i]:R}, got {value:R}";
            }
        }

        return null;
    }
}
