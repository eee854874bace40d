using CeGen.Testing;

namespace CeGen.Conformance.Tests.Semantics;

/// <summary>
/// The same rows in other surroundings: many of them, as neighbouring positions, among many classes. They run through other kernels, and give the same.
/// </summary>
internal static class Variants
{
    /// <summary>More than a step of rows in lanes, and no multiple of one.</summary>
    private const int Times = 17;

    /// <summary>More than are kept in registers.</summary>
    private const int ManyClasses = 40;

    /// <summary>exp(−10,000) is 0 in every type.</summary>
    private const double Far = 1e4;

    public static IEnumerable<ConformanceCase> Of(ConformanceCase c)
    {
        yield return c;
        if (c.Reduction != Reduction.None || c.Shape.Length != 2 || c.LossCount == 0)
        {
            yield break;
        }

        ConformanceCase many = Repeated(c);
        yield return many;
        if (c.IsBinary)
        {
            yield break;
        }

        // A class that cannot be is an infinite loss where there is smoothing.
        ConformanceCase wide = c.LabelSmoothing == 0 ? Widened(many) : many;
        yield return wide;
        yield return Positions(wide);
    }

    private static ConformanceCase Repeated(ConformanceCase c) => c with
    {
        Name = $"{c.Name}, {Times} times",
        Shape = [c.Shape[0] * Times, c.Shape[1]],
        Logits = Repeat(c.Logits)!,
        Indices = Repeat(c.Indices),
        Probabilities = Repeat(c.Probabilities),
        Upstream = Repeat(c.Upstream)!,
        ExpectedLoss = Repeat(c.ExpectedLoss),
        ExpectedGradient = Repeat(c.ExpectedGradient),
    };

    /// <summary>(N, C) as one sample (1, C, N).</summary>
    private static ConformanceCase Positions(ConformanceCase c) => c with
    {
        Name = $"{c.Name}, as positions",
        Shape = [1, c.Classes, c.Shape[0]],
        Logits = Transpose(c, c.Logits)!,
        Probabilities = Transpose(c, c.Probabilities),
        ExpectedGradient = Transpose(c, c.ExpectedGradient),
    };

    /// <summary>With classes that cannot be.</summary>
    private static ConformanceCase Widened(ConformanceCase c) => c with
    {
        Name = $"{c.Name}, of {ManyClasses} classes",
        Shape = [c.Shape[0], ManyClasses],
        Logits = Widen(c, c.Logits, c.Indices is null ? Below : _ => double.NegativeInfinity)!,
        Probabilities = Widen(c, c.Probabilities, _ => 0),
        Weights = c.Weights is null ? null : [.. c.Weights, .. Enumerable.Repeat(1.0, ManyClasses - c.Classes)],
        ExpectedGradient = Widen(c, c.ExpectedGradient, row => row.Any(double.IsNaN) ? double.NaN : 0),
    };

    private static double Below(double[] row) => double.IsFinite(row.Max()) ? row.Max() - Far : double.NegativeInfinity;

    private static T[]? Repeat<T>(T[]? values) => values is null ? null : [.. Enumerable.Repeat(values, Times).SelectMany(v => v)];

    private static double[]? Widen(ConformanceCase c, double[]? values, Func<double[], double> filler) => values is null ? null
        : [.. values.Chunk(c.Classes).SelectMany(row => row.Concat(Enumerable.Repeat(filler(row), ManyClasses - c.Classes)))];

    private static double[]? Transpose(ConformanceCase c, double[]? values) => values is null ? null
        : [.. from k in Enumerable.Range(0, c.Classes) from row in Enumerable.Range(0, c.Shape[0]) select values[(row * c.Classes) + k]];
}
