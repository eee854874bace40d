namespace CeGen.Runtime.Tests;

/// <summary>A gradient that is written past the caches is, to the bit, that of two halves which are too small for it.</summary>
public sealed class StreamingTests
{
    /// <summary>More than 12 MiB of floats, from which on gradients are written past the caches; half of them is less.</summary>
    private const int Elements = 3_300_000;

    [Theory]
    [InlineData(1000, 1, 0)]
    [InlineData(1000, 1, 3)]
    [InlineData(10, 1, 5)]
    [InlineData(5, Elements / 10, 0)]
    [InlineData(5, Elements / 10, 3)]
    [InlineData(6, Elements / 12, 7)]
    public void Rows_and_positions_have_the_gradient_of_their_halves(int classes, int size, int offset)
    {
        var loss = new CrossEntropyLoss(classes, new CrossEntropyOptions { Reduction = Reduction.Sum, Layout = ClassLayout.ClassFirst });
        int rows = Elements / classes;
        float[] logits = Random(Elements, 1), losses = new float[rows], expectedLosses = new float[rows];
        int[] targets = [.. Enumerable.Range(0, rows).Select(row => row % 7 == 3 ? -100 : row % classes)];
        float[] gradient = Poison.Array<float>(Elements + 16), expected = new float[Elements];

        float whole = Run(0, rows, losses, gradient.AsSpan(offset, Elements));
        float halves = Run(0, rows / 2, expectedLosses, expected) + Run(rows / 2, rows / 2, expectedLosses, expected);

        Assert.Equal(halves, whole, halves * 1e-6f);
        Bits.Equal(expectedLosses, losses);
        Bits.Equal<float>(expected, gradient.AsSpan(offset, Elements));
        Poison.IsUntouched(gradient.AsSpan(0, offset).ToArray());
        Poison.IsUntouched(gradient.AsSpan(offset + Elements).ToArray());

        float Run(int row, int count, float[] into, Span<float> entries) => loss.ForwardBackward<float, int>(
            logits.AsSpan(row * classes, count * classes),
            targets.AsSpan(row, count),
            entries.Slice(row * classes, count * classes),
            new CrossEntropyExtras<float> { SpatialSize = size, Losses = into.AsSpan(row, count) });
    }

    [Theory]
    [InlineData(10, 0)]
    [InlineData(11, 3)]
    [InlineData(16, 5)]
    public void Elements_have_the_gradient_of_their_halves(int labels, int offset)
    {
        var loss = new BinaryCrossEntropyLoss(labels, new BinaryCrossEntropyOptions { Reduction = Reduction.Sum });
        int count = Elements / (2 * labels) * labels;
        float[] logits = Random(2 * count, 1), targets = [.. Random(2 * count, 2).Select(x => x > 0 ? 1f : 0.25f)];
        float[] weights = [.. Enumerable.Range(1, labels).Select(w => w / 4f)];
        float[] gradient = Poison.Array<float>((2 * count) + 16), expected = new float[2 * count], losses = new float[2 * count], expectedLosses = new float[2 * count];

        float whole = Run(0, 2 * count, losses, gradient.AsSpan(offset, 2 * count));
        float halves = Run(0, count, expectedLosses, expected) + Run(count, count, expectedLosses, expected);

        Assert.Equal(halves, whole, halves * 1e-6f);
        Bits.Equal(expectedLosses, losses);
        Bits.Equal<float>(expected, gradient.AsSpan(offset, 2 * count));
        Poison.IsUntouched(gradient.AsSpan(0, offset).ToArray());
        Poison.IsUntouched(gradient.AsSpan(offset + (2 * count)).ToArray());

        float Run(int start, int length, float[] into, Span<float> entries) => loss.ForwardBackward<float>(
            logits.AsSpan(start, length), targets.AsSpan(start, length), into.AsSpan(start, length), entries.Slice(start, length), new BinaryWeights<float> { LabelWeights = weights });
    }

    private static float[] Random(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() - 0.5f) * 8)];
    }
}
