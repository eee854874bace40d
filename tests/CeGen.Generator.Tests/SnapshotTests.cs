using CeGen.Generator.Tests.Harness;

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
