using System.Numerics;
using System.Runtime.InteropServices;
using CeGen.Generator.Tests.Harness;
using CeGen.Testing;

namespace CeGen.Generator.Tests;

/// <summary>
/// Positions of many classes are computed without maxima while all logits lie near 0, with them from the first batch on in which one does not, and their targets are taken out one by one: the same bits as the dynamic
/// side has, whichever batch that is, also where the logit belongs to an ignored position.
/// </summary>
public sealed class NarrowPositionTests
{
    private const int Samples = 2;

    /// <summary>More than a batch, and no multiple of one.</summary>
    private const int SpatialSize = 211;

    private const int Positions = Samples * SpatialSize;

    private const long Ignored = -100;

    /// <summary>Fours of classes and not, unrolled sums and loops, more than a fold.</summary>
    private static readonly int[] ClassCounts = [8, 9, 18, 21, 32, 33, 100, 130];

    private static readonly string[] Elements = ["float", "double"];

    private static readonly LoadedAssembly Assembly = Generation.Run(Source()).Load();

    private delegate void Fused<T>(ReadOnlySpan<T> logits, ReadOnlySpan<long> targets, int spatialSize, Span<T> losses, Span<T> gradient);

    private delegate void Forward<T>(ReadOnlySpan<T> logits, ReadOnlySpan<long> targets, int spatialSize, Span<T> losses);

    private delegate void Backward<T>(ReadOnlySpan<T> logits, ReadOnlySpan<long> targets, int spatialSize, ReadOnlySpan<T> upstream, Span<T> gradient);

    [Theory]
    [MemberData(nameof(FarLogits.Outliers), MemberType = typeof(FarLogits))]
    public void A_batch_with_far_logits_has_the_bits_of_the_dynamic_side(double outlier)
    {
        foreach (int classes in ClassCounts)
        {
            foreach (bool isWholePosition in new[] { false, true })
            {
                Check<float>(classes, outlier, isWholePosition);
                Check<double>(classes, outlier, isWholePosition);
            }
        }
    }

    /// <summary>Beside a signalling NaN, an instruction for the larger magnitude gives the other operand, and beside the quiet NaN that came of it forgets what was before.</summary>
    [Fact]
    public void No_NaN_of_another_position_hides_a_far_logit()
    {
        foreach (int classes in ClassCounts)
        {
            float[] logits = Logits<float>(classes, 4);
            long[] targets = Data.Targets(Positions, classes, 5, Ignored);
            targets[9] = Ignored;
            for (int c = 0; c < classes; c++)
            {
                logits[At(4, c, classes)] += 100;

                // As an integer: a conversion would make a quiet NaN of it.
                MemoryMarshal.Cast<float, int>(logits.AsSpan(At(9, c, classes), 1))[0] = 0x7F800001;
            }

            Compare(classes, logits, targets, 1);
        }
    }

    /// <summary>The position's own loss is NaN; those beside it are computed again, with the maxima that scratch memory holds.</summary>
    [Fact]
    public void NaN_that_hides_a_far_target_does_not_change_other_positions()
    {
        foreach (int classes in ClassCounts)
        {
            // The first sample leaves its maxima, of 100, in scratch memory.
            float[] logits = new float[Positions * classes];
            logits.AsSpan(0, SpatialSize * classes).Fill(100);
            long[] targets = new long[Positions];
            targets[SpatialSize + 3] = 1;
            logits[At(SpatialSize + 3, 1, classes)] = -40;
            MemoryMarshal.Cast<float, int>(logits.AsSpan(At(SpatialSize + 3, 0, classes), 1))[0] = 0x7F800001;

            Compare(classes, logits, targets, 1);
        }
    }

    [Fact]
    public void A_batch_of_ignored_positions_has_no_gradient_and_does_not_change_others()
    {
        foreach (int classes in ClassCounts)
        {
            float[] logits = Logits<float>(classes, 4);
            long[] targets = Data.Targets(Positions, classes, 5, Ignored);
            targets.AsSpan(40, 150).Fill(Ignored);
            foreach (int position in new[] { 60, 61, 189 })
            {
                logits[At(position, classes - 1, classes)] = float.NaN;
            }

            Compare(classes, logits, targets, 1);
        }
    }

    /// <summary>A scale is divided by the sum of a position, which the shift would keep near 1.</summary>
    [Theory]
    [InlineData(1e-32)]
    [InlineData(1e32)]
    [InlineData(0)]
    public void Gradients_of_extreme_scales_have_the_bits_of_the_dynamic_side(double scale)
    {
        foreach (int classes in ClassCounts)
        {
            foreach (double level in new[] { -14.5, 14.5 })
            {
                float[] logits = [.. Logits<float>(classes, 0.4).Select(x => (float)(x + level))];
                Compare(classes, logits, Data.Targets(Positions, classes, 5, Ignored), (float)scale);
            }
        }
    }

    private static void Check<T>(int classes, double outlier, bool isWholePosition)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        long[] targets = Data.Targets(Positions, classes, 5, Ignored);
        targets[130] = Ignored;
        foreach (int position in new[] { 0, 70, 130, 300, Positions - 1 })
        {
            T[] logits = Logits<T>(classes, 4);
            foreach (int c in isWholePosition ? Enumerable.Range(0, classes) : [position % classes])
            {
                logits[At(position, c, classes)] = T.CreateTruncating(double.CreateTruncating(logits[At(position, c, classes)]) + outlier);
            }

            Compare(classes, logits, targets, T.One);
        }
    }

    private static void Compare<T>(int classes, T[] logits, long[] targets, T scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        string name = Name(classes, typeof(T) == typeof(float) ? "float" : "double");
        T[] upstream = [.. Enumerable.Repeat(scale, Positions)];
        T[] losses = new T[Positions], forward = new T[Positions], gradient = new T[logits.Length], fused = new T[logits.Length], inPlace = [.. logits];
        Assembly.Method<Forward<T>>(name)(logits, targets, SpatialSize, forward);
        Assembly.Method<Fused<T>>(name)(logits, targets, SpatialSize, losses, fused);
        Assembly.Method<Backward<T>>(name + "Backward")(logits, targets, SpatialSize, upstream, gradient);
        Assembly.Method<Fused<T>>(name)(inPlace, targets, SpatialSize, losses, inPlace);

        var loss = new CrossEntropyLoss(classes, new CrossEntropyOptions { Reduction = Reduction.None, Layout = ClassLayout.ClassFirst });
        var extras = new CrossEntropyExtras<T> { Losses = new T[Positions], SpatialSize = SpatialSize };
        T[] expected = new T[logits.Length], expectedFused = new T[logits.Length];
        loss.ForwardBackward<T, long>(logits, targets, expectedFused, extras);
        loss.Backward<T, long>(logits, targets, (ReadOnlySpan<T>)upstream, expected, extras);
        Assert.Equal(extras.Losses.ToArray(), forward);
        Assert.Equal(forward, losses);

        // The sign of a zero may be another beside a position for the dynamic kernel.
        Assert.Equal(expectedFused, fused);
        Assert.Equal(fused, inPlace);
        Assert.Equal(expected, gradient);
    }

    private static T[] Logits<T>(int classes, double spread)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => [.. Data.Logits(Positions * classes, 3, spread: spread).Select(T.CreateTruncating)];

    private static int At(int position, int c, int classes) => (((position / SpatialSize * classes) + c) * SpatialSize) + (position % SpatialSize);

    private static string Name(int classes, string element) => $"Loss{classes}_{element}";

    private static string Source() => $$"""
        using System;
        using CeGen;

        public static partial class Losses
        {
        {{string.Join("\n", from c in ClassCounts from e in Elements select $"""
            [CrossEntropy(Classes = {c}, Layout = ClassLayout.ClassFirst, Reduction = Reduction.None)]
            public static partial void {Name(c, e)}(ReadOnlySpan<{e}> logits, ReadOnlySpan<long> targets, int spatialSize, Span<{e}> losses);
        """)}}
        }
        """;
}
