namespace QuickStart;

/// <summary>Images of digits, as rows of pixels in [0, 1], with their classes.</summary>
/// <param name="Pixels">Row-major, <see cref="PixelCount"/> a row.</param>
/// <param name="Classes">The digit on each image.</param>
internal sealed record Digits(float[] Pixels, int[] Classes)
{
    public const int PixelCount = 64;
    public const int ClassCount = 10;

    /// <summary>One image in so many is kept for the test.</summary>
    public const int TestStride = 5;

    public int Count => Classes.Length;

    public ReadOnlySpan<float> Row(int index) => Pixels.AsSpan(index * PixelCount, PixelCount);

    /// <summary>Shuffles the images and parts them: four fifths to train with, one fifth to test with.</summary>
    public (Digits Train, Digits Test) Split(Random random)
    {
        int[] order = [.. Enumerable.Range(0, Count)];
        random.Shuffle(order);
        int testCount = Count / TestStride;
        return (Take(order.AsSpan(testCount)), Take(order.AsSpan(0, testCount)));
    }

    private Digits Take(ReadOnlySpan<int> indices)
    {
        Digits taken = new(new float[indices.Length * PixelCount], new int[indices.Length]);
        CopyTo(indices, taken.Pixels, taken.Classes);
        return taken;
    }

    /// <summary>Copies the chosen rows side by side, as the network wants them.</summary>
    public void CopyTo(ReadOnlySpan<int> indices, Span<float> pixels, Span<int> classes)
    {
        for (int i = 0; i < indices.Length; i++)
        {
            Row(indices[i]).CopyTo(pixels[(i * PixelCount)..]);
            classes[i] = Classes[indices[i]];
        }
    }
}
