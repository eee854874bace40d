namespace Segmentation;

/// <summary>How well predictions fit the truth: for each region, intersection over union (Jaccard, 1912) of the pixels that have a class.</summary>
internal sealed class Scores
{
    public Scores(byte[] truth, int[] predictions)
    {
        for (int region = 0; region < Region.Count; region++)
        {
            int both = 0;
            int either = 0;
            for (int i = 0; i < truth.Length; i++)
            {
                bool isTrue = truth[i] == region;
                bool isPredicted = predictions[i] == region && truth[i] != Region.None;
                both += isTrue && isPredicted ? 1 : 0;
                either += isTrue || isPredicted ? 1 : 0;
            }

            // A region that is neither there nor predicted is as good as can be.
            Pixels[region] = truth.Count(target => target == region);
            IntersectionOverUnion[region] = either == 0 ? 1 : (double)both / either;
        }
    }

    /// <summary>How many pixels each region has.</summary>
    public int[] Pixels { get; } = new int[Region.Count];

    public double[] IntersectionOverUnion { get; } = new double[Region.Count];

    public double Mean => IntersectionOverUnion.Average();
}
