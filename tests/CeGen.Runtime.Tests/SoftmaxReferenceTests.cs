using System.Numerics;
using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>Softmax and log softmax, forward and backward, against their definition, over class counts and spatial sizes.</summary>
public abstract class SoftmaxReferenceTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IConvertible
{
    public static TheoryData<int> ClassCounts => [.. Enumerable.Range(1, 70), 100, 127, 128, 129, 250, 1003];

    public static TheoryData<int> SpatialSizes => [.. Enumerable.Range(1, 40), 64, 65];

    [Theory]
    [MemberData(nameof(ClassCounts))]
    public void Any_number_of_classes_agrees_with_the_definition(int classes)
    {
        const int Rows = 5;
        double[] logits = Batch.Random(classes, Rows, classes).Logits, upstream = Batch.Random(classes + 1000, Rows, classes).Logits;
        foreach (Form form in Enum.GetValues<Form>())
        {
            T[] result = SoftmaxForms.Forward(form, Batch.As<T>(logits), classes);
            T[] gradient = SoftmaxForms.Backward(form, result, classes, Batch.As<T>(upstream));
            for (int row = 0; row < Rows; row++)
            {
                Range r = (row * classes)..((row + 1) * classes);
                Agrees($"{form}", SoftmaxForms.Reference(form, logits[r], classes), result[r], 0);
                double[] expected = SoftmaxForms.ReferenceGradient(form, logits[r], upstream[r], classes);
                Agrees($"{form} gradient", expected, gradient[r], upstream[r].Sum(Math.Abs));
            }

            FormsAgreeToTheBit(form, Batch.As<T>(logits), Batch.As<T>(upstream), result, gradient, classes, 0);
            FormsAgreeToTheBit(form, Batch.As<T>(logits), Batch.As<T>(upstream), result, gradient, classes, 1);
        }
    }

    [Theory]
    [MemberData(nameof(SpatialSizes))]
    public void Any_spatial_size_agrees_with_the_definition(int spatialSize)
    {
        const int Samples = 3;
        foreach (int classes in new[] { 1, 2, 3, 16, 35 })
        {
            int rows = Samples * spatialSize;
            double[] logits = Batch.Random(classes, rows, classes).Logits, upstream = Batch.Random(classes + 1000, rows, classes).Logits;
            T[] spatialLogits = SoftmaxForms.ClassFirst(Batch.As<T>(logits), classes, spatialSize);
            T[] spatialUpstream = SoftmaxForms.ClassFirst(Batch.As<T>(upstream), classes, spatialSize);
            foreach (Form form in Enum.GetValues<Form>())
            {
                T[] result = SoftmaxForms.Forward(form, spatialLogits, classes, spatialSize);
                double[] expected = SoftmaxForms.Reference(form, logits, classes);
                Agrees($"{form}", SoftmaxForms.ClassFirst(expected, classes, spatialSize), result, 0);

                T[] gradient = SoftmaxForms.Backward(form, result, classes, spatialUpstream, spatialSize);
                expected = SoftmaxForms.ReferenceGradient(form, logits, upstream, classes);
                Agrees($"{form} gradient", SoftmaxForms.ClassFirst(expected, classes, spatialSize), gradient, upstream.Max(Math.Abs));

                FormsAgreeToTheBit(form, spatialLogits, spatialUpstream, result, gradient, classes, spatialSize);
            }
        }
    }

    [Fact]
    public void A_position_has_the_same_bits_wherever_it_stands()
    {
        // Each of forty positions in a vector, in a narrower one or alone.
        const int Classes = 19;
        T[] row = Batch.Random(1, 1, Classes).LogitsAs<T>(), upstream = Batch.Random(2, 1, Classes).LogitsAs<T>();
        foreach (Form form in Enum.GetValues<Form>())
        {
            T[]? expected = null, expectedGradient = null;
            for (int size = 2; size <= 40; size++)
            {
                T[] result = SoftmaxForms.Forward(form, Spread(row, size), Classes, size);
                T[] gradient = SoftmaxForms.Backward(form, result, Classes, Spread(upstream, size), size);
                expected ??= Spread(result, 1, 2);
                expectedGradient ??= Spread(gradient, 1, 2);
                Bits.Equal(Spread(expected, size), result, $"{form} of {size}");
                Bits.Equal(Spread(expectedGradient, size), gradient, $"{form} gradient of {size}");
            }
        }
    }

    [Fact]
    public void An_empty_batch_is_nothing_to_do()
    {
        foreach (Form form in Enum.GetValues<Form>())
        {
            foreach (int spatialSize in new[] { 0, 1, 7 })
            {
                SoftmaxForms.Forward<T>(form, [], 5, spatialSize, []);
                SoftmaxForms.Backward<T>(form, [], 5, spatialSize, [], []);
            }
        }
    }

    /// <summary>Every element as often as the size says; with a stride, every so many elements once.</summary>
    private static T[] Spread(T[] values, int size, int stride = 1) =>
        [.. values.Where((_, i) => i % stride == 0).SelectMany(v => Enumerable.Repeat(v, size))];

    /// <summary>In place and not: the same bits, and inputs apart stay as they are.</summary>
    private static void FormsAgreeToTheBit(Form form, T[] logits, T[] upstream, T[] result, T[] gradient, int classes, int spatialSize)
    {
        T[] memory = [.. logits];
        T[] written = Poison.Array<T>(logits.Length);
        SoftmaxForms.Forward<T>(form, memory, classes, spatialSize, written);
        Bits.Equal(result, written, "apart");
        Bits.Equal(logits, memory, "logits");
        SoftmaxForms.Forward<T>(form, memory, classes, spatialSize, memory);
        Bits.Equal(result, memory, "in place");

        T[] upstreamMemory = [.. upstream];
        SoftmaxForms.Backward<T>(form, memory, classes, spatialSize, upstreamMemory, written);
        Bits.Equal(gradient, written, "gradient apart");
        Bits.Equal(result, memory, "result");
        Bits.Equal(upstream, upstreamMemory, "upstream");
        SoftmaxForms.Backward<T>(form, memory, classes, spatialSize, upstreamMemory, upstreamMemory);
        Bits.Equal(gradient, upstreamMemory, "gradient in the upstream gradient");
        SoftmaxForms.Backward<T>(form, memory, classes, spatialSize, upstream, memory);
        Bits.Equal(gradient, memory, "gradient in the result");
    }

    private static void Agrees(string what, double[] expected, T[] actual, double scale) =>
        Assert.Null(Agreement.FirstDifference(what, expected, actual, absolute: Math.Max(1e-15, Agreement.Relative<T>() * scale)));
}

public sealed class SoftmaxReferenceSingleTests : SoftmaxReferenceTests<float>;

public sealed class SoftmaxReferenceDoubleTests : SoftmaxReferenceTests<double>;
