using System.Numerics.Tensors;

namespace Segmentation;

/// <summary>What the classifier knows of a pixel: its colour, means and deviations around it at two scales, its texture and its height.</summary>
internal static class Features
{
    public const int Count = 14;

    private const int Near = 2;
    private const int Far = 6;

    /// <summary>The features of all pixels, each about as large as the others: (<see cref="Count"/>, height, width).</summary>
    public static float[] Of(Picture picture)
    {
        float[][] channels = [.. Enumerable.Range(0, 3).Select(c => picture.Colours.AsSpan(c * Picture.Size, Picture.Size).ToArray())];
        float[] brightness = Map(i => (channels[0][i] + channels[1][i] + channels[2][i]) / 3);
        float[] acrossEdges = Map(i => i % Picture.Width == 0 ? 0 : MathF.Abs(brightness[i] - brightness[i - 1]));
        float[] downEdges = Map(i => i < Picture.Width ? 0 : MathF.Abs(brightness[i] - brightness[i - Picture.Width]));
        IEnumerable<float[]> planes =
        [
            .. channels.Select(channel => Scaled(channel, 0.5f, 4)),
            .. channels.Select(channel => Scaled(Box.Mean(channel, Near), 0.5f, 4)),
            .. channels.Select(channel => Scaled(Box.Mean(channel, Far), 0.5f, 4)),
            Scaled(Deviation(brightness, Near), 0.08f, 20),
            Scaled(Deviation(brightness, Far), 0.08f, 20),
            Scaled(Box.Mean(acrossEdges, Far), 0.06f, 30),
            Scaled(Box.Mean(downEdges, Far), 0.06f, 30),
            Map(i => (4 * (float)(i / Picture.Width) / Picture.Height) - 2),
        ];
        return [.. planes.SelectMany(plane => plane)];
    }

    private static float[] Deviation(float[] plane, int radius)
    {
        float[] mean = Box.Mean(plane, radius);
        float[] meanSquare = Box.Mean(Map(i => plane[i] * plane[i]), radius);
        return Map(i => MathF.Sqrt(MathF.Max(0, meanSquare[i] - (mean[i] * mean[i]))));
    }

    private static float[] Scaled(float[] plane, float middle, float factor)
    {
        float[] result = [.. plane];
        TensorPrimitives.Subtract(result, middle, result);
        TensorPrimitives.Multiply(result, factor, result);
        return result;
    }

    private static float[] Map(Func<int, float> valueAt) => [.. Enumerable.Range(0, Picture.Size).Select(valueAt)];
}
