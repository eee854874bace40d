using CeGen.Generator.Tests.Harness;
using CeGen.Testing;

namespace CeGen.Generator.Tests;

/// <summary>
/// Whole generated files, to be read by people: they stand beside this file in Snapshots. To accept a change, run the tests once with the
/// environment variable CEGEN_UPDATE_SNAPSHOTS=1 and read the difference before committing it.
/// </summary>
public sealed class SnapshotTests
{
    [Fact]
    public void Few_classes_stay_in_registers() => Compare("FewClasses", """
        using System;
        using CeGen;

        namespace Samples;

        public static partial class Losses
        {
            [CrossEntropy(Classes = 3, Reduction = Reduction.None)]
            public static partial void Colours(ReadOnlySpan<float> logits, ReadOnlySpan<byte> targets, Span<float> losses);
        }
        """);

    [Fact]
    public void Many_classes_are_a_loop_over_the_row() => Compare("ManyClasses", """
        using System;
        using CeGen;

        namespace Samples;

        public static partial class Losses
        {
            [CrossEntropy(Classes = 1000, LabelSmoothing = 0.1f)]
            public static partial float ImageNet(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);
        }
        """);

    [Fact]
    public void Classes_between_are_groups_of_rows() => Compare("Groups", """
        using System;
        using CeGen;

        namespace Samples;

        public static partial class Losses
        {
            [CrossEntropy(Classes = 27)]
            public static partial float Letters(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);
        }
        """);

    [Fact]
    public void Probabilities_take_part_in_lanes() => Compare("Probabilities", """
        using System;
        using CeGen;

        namespace Samples;

        public static partial class Losses
        {
            [CrossEntropy(Classes = 5, Reduction = Reduction.Sum, ClassWeights = new double[] { 1, 2, 0, 0.5, 1 })]
            public static partial double Distilled(ReadOnlySpan<double> logits, ReadOnlySpan<double> targets, Span<double> logSumExp);
        }
        """);

    [Fact]
    public void Few_classes_that_come_first_are_lanes_of_positions() => Compare("Positions", """
        using System;
        using CeGen;

        namespace Samples;

        public static partial class Losses
        {
            [CrossEntropy(Classes = 4, Layout = ClassLayout.ClassFirst, LabelSmoothing = 0.1, ClassWeights = new double[] { 1, 2, 0, 0.5 })]
            public static partial float Pixels(ReadOnlySpan<float> logits, ReadOnlySpan<byte> targets, int spatialSize);
        }
        """);

    [Fact]
    public void Plain_losses_of_classes_that_come_first_take_targets_out() => Compare("PlainPositions", """
        using System;
        using CeGen;

        namespace Samples;

        public static partial class Losses
        {
            [CrossEntropy(Classes = 21, Layout = ClassLayout.ClassFirst)]
            public static partial float Segments(ReadOnlySpan<float> logits, ReadOnlySpan<byte> targets, int spatialSize);
        }
        """);

    [Fact]
    public void Many_classes_of_a_tensor_are_loops_over_positions_or_rows() => Compare("Tensors", """
        using System;
        using System.Numerics.Tensors;
        using CeGen;

        namespace Samples;

        public static partial class Losses
        {
            [CrossEntropy(Classes = 150, FocalGamma = 2)]
            public static partial float Scenes(
                ReadOnlyTensorSpan<float> logits, ReadOnlyTensorSpan<int> targets, ReadOnlySpan<float> weights, Span<int> predictions);
        }
        """);

    [Fact]
    public void Labels_are_a_loop_over_the_elements() => Compare("Labels", """
        using System;
        using CeGen;

        namespace Samples;

        public static partial class Losses
        {
            [BinaryCrossEntropy(Labels = 3, FocalGamma = 2, FocalAlpha = 0.25, PositiveWeights = new double[] { 1, 2.5, 4 })]
            public static partial float Tags(ReadOnlySpan<float> logits, ReadOnlySpan<float> targets);
        }
        """);

    private static void Compare(string name, string source)
    {
        string actual = Generation.Run(source).SingleSource;
        string file = Path.Combine(Repository.Root, "tests", "CeGen.Generator.Tests", "Snapshots", name + ".g.txt");
        if (Environment.GetEnvironmentVariable("CEGEN_UPDATE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(file, actual);
        }

        Assert.Equal(File.ReadAllText(file), actual);
    }
}
