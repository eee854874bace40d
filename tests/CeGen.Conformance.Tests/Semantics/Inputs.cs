using CeGen.Testing;

namespace CeGen.Conformance.Tests.Semantics;

/// <summary>Short forms for cases.</summary>
internal static class Inputs
{
    public const double NaN = double.NaN;

    public const double Inf = double.PositiveInfinity;

    public static readonly double Log2 = Math.Log(2);

    public static readonly double Log3 = Math.Log(3);

    /// <summary>Rows with class indices.</summary>
    public static ConformanceCase Rows(int classes, double[] logits, params long[] targets) =>
        Of("cross_entropy", [targets.Length, classes], logits) with { Indices = targets };

    /// <summary>Rows with class probabilities.</summary>
    public static ConformanceCase Soft(int classes, double[] logits, double[] probabilities) =>
        Of("cross_entropy", [logits.Length / classes, classes], logits) with { Probabilities = probabilities };

    /// <summary>Elements of a binary loss, one column a label.</summary>
    public static ConformanceCase Labels(int labels, double[] logits, double[] targets) =>
        Of("binary_cross_entropy_with_logits", [logits.Length / labels, labels], logits) with { IsBinary = true, Probabilities = targets };

    /// <summary>What comes of a case with a reduction.</summary>
    public static ConformanceCase Gives(this ConformanceCase c, Reduction reduction, double[] losses, double[] gradient) => c with
    {
        Reduction = reduction,
        Upstream = [.. losses.Select(_ => 1.0)],
        ExpectedLoss = losses,
        ExpectedGradient = gradient,
    };

    /// <summary>What comes of each row, and so of a mean.</summary>
    public static IEnumerable<ConformanceCase> Gives(this ConformanceCase c, double[] losses, double[] gradient, double divisor) =>
    [
        c.Gives(Reduction.None, losses, gradient),
        c.Gives(Reduction.Mean, [losses.Sum() / divisor], [.. gradient.Select(g => g / divisor)]),
    ];

    /// <summary>What comes of each row, and so of a sum.</summary>
    public static IEnumerable<ConformanceCase> Gives(this ConformanceCase c, double[] losses, double[] gradient) =>
        [c.Gives(Reduction.None, losses, gradient), c.Gives(Reduction.Sum, [losses.Sum()], gradient)];

    /// <summary>To the bit, but for the sign of 0.</summary>
    public static IEnumerable<ConformanceCase> Exactly(this IEnumerable<ConformanceCase> cases) => cases.WithinUlp(0);

    /// <summary>In units in the last place; those of the gradient are of the largest entry.</summary>
    public static IEnumerable<ConformanceCase> WithinUlp(this IEnumerable<ConformanceCase> cases, double ulp) =>
        cases.Select(c => c with { Promise = new ExactPromise("semantics", ulp) });

    private static ConformanceCase Of(string loss, int[] shape, double[] logits) =>
        new() { Name = loss, Loss = loss, Shape = shape, Logits = logits, Upstream = [] };
}
