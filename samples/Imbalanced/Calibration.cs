namespace Imbalanced;

/// <summary>Rows whose confidence lies in (<paramref name="From"/>, <paramref name="To"/>].</summary>
/// <param name="Confidence">Their mean confidence: how often they claim to be right.</param>
/// <param name="Accuracy">How often they are right.</param>
internal sealed record Bin(double From, double To, int Count, double Confidence, double Accuracy);

/// <summary>Whether a confidence of 0.7 is right seven times in ten: bins of equal width, as in Guo et al., 2017.</summary>
internal sealed class Calibration
{
    public const int BinCount = 10;

    public Calibration(float[] confidences, bool[] right)
    {
        ILookup<int, int> rows = Enumerable.Range(0, confidences.Length).ToLookup(row => BinOf(confidences[row]));
        Bins =
        [
            .. from bin in Enumerable.Range(0, BinCount)
               where rows.Contains(bin)
               select new Bin(
                   (double)bin / BinCount,
                   (bin + 1.0) / BinCount,
                   rows[bin].Count(),
                   rows[bin].Average(row => confidences[row]),
                   rows[bin].Average(row => right[row] ? 1.0 : 0)),
        ];
        Error = Bins.Sum(bin => bin.Count * Math.Abs(bin.Accuracy - bin.Confidence)) / confidences.Length;
    }

    /// <summary>Those that are not empty.</summary>
    public IReadOnlyList<Bin> Bins { get; }

    /// <summary>The expected calibration error: the mean distance of confidence and accuracy, over the rows.</summary>
    public double Error { get; }

    private static int BinOf(float confidence) => Math.Clamp((int)Math.Ceiling(confidence * BinCount) - 1, 0, BinCount - 1);
}
