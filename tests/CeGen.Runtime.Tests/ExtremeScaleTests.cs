using System.Numerics;
using System.Runtime.InteropServices;
using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>Gradients and class counts at the ends of what a float can hold.</summary>
public sealed class ExtremeScaleTests
{
    [Theory]
    [InlineData(1e-12)]
    [InlineData(1e-18)]
    [InlineData(1e-25)]
    [InlineData(-1e-30)]
    [InlineData(3e-34)]
    public void A_tiny_upstream_gradient_keeps_its_digits_in_float(double upstream) => UpstreamKeepsItsDigits<float>(upstream, 47);

    [Theory]
    [InlineData(1e-240)]
    [InlineData(-1e-290)]
    [InlineData(3e-305)]
    public void A_tiny_upstream_gradient_keeps_its_digits_in_double(double upstream) => UpstreamKeepsItsDigits<double>(upstream, 47);

    [Fact]
    public void Tiny_and_huge_upstream_gradients_can_stand_in_one_batch()
    {
        var loss = new CrossEntropyLoss(2, new CrossEntropyOptions { Reduction = Reduction.None });
        float[] upstream = [1e-30f, 1e30f, 0, 1, -1e-25f];
        float[] gradient = new float[10];

        loss.Backward<float, int>([47, 47, 47, 47, 47, 47, 47, 47, 47, 47], [0, 1, 0, 1, -100], upstream, gradient);

        Assert.Equal([-0.5e-30f, 0.5e-30f, 0.5e30f, -0.5e30f, 0, 0, 0.5f, -0.5f, 0, 0], gradient);
    }

    [Fact]
    public void A_row_of_twenty_million_classes_is_exact_too()
    {
        const int Classes = 20_000_000;
        float[] logits = new float[Classes];
        Array.Fill(logits, 47.9f);
        logits[5] = -23.9f;
        double expected = (double)47.9f - -23.9f + Math.Log(Classes - 1);

        float actual = new CrossEntropyLoss(Classes, new CrossEntropyOptions { Reduction = Reduction.Sum }).Forward<float, int>(logits, 5);

        Assert.InRange(Ulp.Error<float>(actual, expected), 0, 4);
    }

    [Fact]
    public void Spans_that_overlap_by_part_of_an_element_are_refused_by_name()
    {
        byte[] memory = new byte[100];
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => new CrossEntropyLoss(3).ForwardBackward<float, int>(
            MemoryMarshal.Cast<byte, float>(memory.AsSpan(0, 24)), [0, 1], MemoryMarshal.Cast<byte, float>(memory.AsSpan(2, 24))));

        Assert.Equal("gradient", thrown.ParamName);
        Assert.Contains("2 bytes apart", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Characters_are_no_targets() =>
        Assert.Throws<NotSupportedException>(() => new CrossEntropyLoss(3).Forward<float, char>([1, 2, 3], ['\u0001']));

    private static void UpstreamKeepsItsDigits<T>(double upstream, double logit)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach (int classes in new[] { 2, 10, 33, 1000 })
        {
            T[] logits = [.. Enumerable.Repeat(T.CreateTruncating(logit), classes)];
            T[] gradient = new T[classes];
            T g = T.CreateTruncating(upstream);
            new CrossEntropyLoss(classes).Backward<T, int>(logits, [1], g, gradient);

            double expected = double.CreateTruncating(g) / classes;
            Assert.InRange(Ulp.Error<T>(double.CreateTruncating(gradient[0]), expected), 0, 4);
            Assert.InRange(Ulp.Error<T>(double.CreateTruncating(gradient[1]), expected - double.CreateTruncating(g)), 0, 4);
        }
    }
}
