using CeGen.Generator.Tests.Harness;
using CeGen.Testing;

namespace CeGen.Generator.Tests;

/// <summary>Generated kernels against plain loops in double, for every small class count and many larger ones.</summary>
public sealed class ReferenceTests
{
    private const int Rows = 37;

    /// <summary>The element, the smoothing, and of how many class counts one is taken: the random setups meet the others.</summary>
    public static TheoryData<string, double, int> Variants => new()
    {
        { "float", 0, 1 },
        { "float", 0.1, 2 },
        { "double", 0, 2 },
        { "double", 0.1, 3 },
        { "float", 1, 3 },
    };

    [Theory]
    [MemberData(nameof(Variants))]
    public void Kernels_agree_with_the_reference_for_every_class_count(string element, double smoothing, int stride)
    {
        int[] counts = [.. Enumerable.Range(1, 70), 100, 127, 128, 129, 191, 192, 193, 250, 256, 1000, 1003];
        Kernel[] kernels = [.. counts.Where((_, i) => i % stride == 0).Select((c, i) => new Kernel($"Loss{c}", element, c, (Reduction)(i % 3), smoothing))];
        LoadedAssembly assembly = Generation.Run(Kernel.Source(kernels)).Load();

        foreach (Kernel kernel in kernels)
        {
            if (element == "float")
            {
                Check<float>(kernel, assembly);
            }
            else
            {
                Check<double>(kernel, assembly);
            }
        }
    }

    /// <summary>Rows that fill no step, exactly one, and one more; and more than one block of the driver.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(33)]
    public void Kernels_agree_with_the_reference_for_every_batch_size(int classes)
    {
        var kernel = new Kernel("Loss", "float", classes, Reduction.Sum);
        LoadedAssembly assembly = Generation.Run(Kernel.Source([kernel])).Load();
        foreach (int rows in (int[])[.. Enumerable.Range(0, 36), 255, 256, 257, 271, 272, 273, 600])
        {
            Check<float>(kernel, assembly, rows);
        }
    }

    private static void Check<T>(Kernel kernel, LoadedAssembly assembly, int rows = Rows)
        where T : struct, IConvertible
    {
        double[] logits = Data.Logits(rows * kernel.Classes, kernel.Classes + rows);
        long[] targets = Data.Targets(rows, kernel.Classes, kernel.Classes, kernel.IgnoreIndex);
        double[] upstream = kernel.Reduction == Reduction.None ? Data.Logits(rows, 5, 1) : [-1.5];
        ReferenceCrossEntropy.Result expected = ReferenceCrossEntropy.Compute(
            logits, targets, kernel.Classes, kernel.Reduction, kernel.LabelSmoothing, kernel.IgnoreIndex, upstream);

        (T[] losses, T[] gradient) = kernel.Run(assembly, logits.As<T>(), targets, upstream.As<T>());

        double[] expectedLosses = kernel.Reduction == Reduction.None ? expected.Losses : [expected.Reduced];
        string about = $"{kernel.Classes} classes, {rows} rows: ";
        Assert.True(Agreement.FirstDifference("loss", expectedLosses, losses, Agreement.AbsoluteLoss<T>()) is null, about + Agreement.FirstDifference("loss", expectedLosses, losses, Agreement.AbsoluteLoss<T>()));
        Assert.True(Agreement.FirstDifference("gradient", expected.Gradient, gradient) is null, about + Agreement.FirstDifference("gradient", expected.Gradient, gradient));
    }
}
