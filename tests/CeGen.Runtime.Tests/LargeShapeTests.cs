namespace CeGen.Runtime.Tests;

/// <summary>Classes times positions beyond the range of an integer are refused, and never taken for something else.</summary>
public class LargeShapeTests
{
    public static TheoryData<int, int> Shapes => new()
    {
        { 100_000, 100_000 }, { 65_536, 65_536 }, { 1 << 30, 4 }, { 1 << 30, 8 }, { 3, 1_431_655_766 }, { int.MaxValue, int.MaxValue }, { int.MaxValue, 2 }, { 2, int.MaxValue },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_sample_longer_than_any_span_is_refused(int classes, int positions)
    {
        var loss = new CrossEntropyLoss(classes, new CrossEntropyOptions { Layout = ClassLayout.ClassFirst });

        // What the product is where it wraps, and other short lengths.
        foreach (int length in new[] { 1, 2, 100_000, 1_410_065_408 % 1_000_000, 65_536 })
        {
            float[] logits = new float[length], gradient = Poison.Array<float>(length);
            Assert.Throws<ArgumentException>("logits", () => loss.Forward<float, int>(logits, [0], new CrossEntropyExtras<float> { SpatialSize = positions }));
            Assert.Throws<ArgumentException>("logits", () => loss.ForwardBackward<float, int>(logits, [0], gradient, new CrossEntropyExtras<float> { SpatialSize = positions }));
            Assert.Throws<ArgumentException>("logits", () => loss.ForwardBackward<float>(logits, logits, gradient, new CrossEntropyExtras<float> { SpatialSize = positions }));
            Assert.Throws<ArgumentException>("logits", () => Softmax.Forward<float>(logits, classes, positions, gradient));
            Poison.IsUntouched(gradient);
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void No_samples_of_it_are_an_empty_batch(int classes, int positions)
    {
        var loss = new CrossEntropyLoss(classes, new CrossEntropyOptions { Layout = ClassLayout.ClassFirst, Reduction = Reduction.Sum });
        Assert.Equal(0, loss.Forward<double, int>([], [], new CrossEntropyExtras<double> { SpatialSize = positions }));
    }

    [Theory]
    [InlineData(1 << 22)]
    [InlineData((1 << 22) + 1)]
    [InlineData(1 << 26)]
    [InlineData(1 << 27)]
    [InlineData(int.MaxValue)]
    public void A_padded_step_fits_an_array(int classes)
    {
        // Twice: logits and probabilities.
        Assert.InRange(2L * classes * DynamicPositions.RowsPerStep<float>(classes), 1, classes > 1 << 26 ? 2L * classes : Array.MaxLength);
        Assert.InRange(2L * classes * DynamicPositions.RowsPerStep<double>(classes), 1, classes > 1 << 26 ? 2L * classes : Array.MaxLength);
    }

    /// <summary>More classes than are padded to whole steps.</summary>
    [Fact]
    public void Very_many_classes_are_right()
    {
        const int Classes = (1 << 22) + 3;
        float[] logits = new float[3 * Classes], gradient = new float[3 * Classes], losses = new float[3];
        var random = new Random(1);
        for (int i = 0; i < logits.Length; i++)
        {
            logits[i] = (float)random.NextDouble();
        }

        var loss = new CrossEntropyLoss(Classes, new CrossEntropyOptions { Layout = ClassLayout.ClassFirst, Reduction = Reduction.None });
        loss.ForwardBackward<float, int>(logits, [1, 2, Classes - 1], gradient, new CrossEntropyExtras<float> { SpatialSize = 3, Losses = losses });
        for (int position = 0; position < 3; position++)
        {
            double sum = 0, total = 0;
            for (int c = 0; c < Classes; c++)
            {
                sum += Math.Exp(logits[(3 * c) + position]);
                total += gradient[(3 * c) + position];
            }

            Assert.Equal(Math.Log(sum) - logits[(3 * (position == 2 ? Classes - 1 : position + 1)) + position], losses[position], 1e-5);
            Assert.Equal(0, total, 1e-6);
        }
    }
}
