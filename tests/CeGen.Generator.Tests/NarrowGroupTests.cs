using System.Numerics;
using CeGen.Generator.Tests.Harness;
using CeGen.Testing;

namespace CeGen.Generator.Tests;

/// <summary>
/// Groups of rows are computed without maxima while all logits lie near 0, and with them from the first group on in which one does not: the same bits as the dynamic side has, whichever group
/// that is, also where the logit belongs to an ignored row.
/// </summary>
public sealed class NarrowGroupTests
{
    /// <summary>More than a block of the driver, and no multiple of a group.</summary>
    private const int Rows = 419;

    private const long Ignored = -100;

    /// <summary>Two vectors of a row, whole and not, up to four, more than four: in one of the widths at least.</summary>
    private static readonly int[] ClassCounts = [8, 15, 27, 32, 60, 100, 180];

    private static readonly string[] Elements = ["float", "double"];

    private static readonly LoadedAssembly Assembly = Generation.Run(Kernel.Source(from c in ClassCounts from e in Elements select Of(c, e))).Load();

    public static TheoryData<double> Outliers => [0, 14.9, 15.1, -15.1, 29, -60, 90, 250, -1e30, double.NegativeInfinity, double.PositiveInfinity, double.NaN];

    [Theory]
    [MemberData(nameof(Outliers))]
    public void A_group_with_far_logits_has_the_bits_of_the_dynamic_side(double outlier)
    {
        foreach (int classes in ClassCounts)
        {
            foreach (bool isWholeRow in new[] { false, true })
            {
                Check<float>(Of(classes, "float"), outlier, isWholeRow);
                Check<double>(Of(classes, "double"), outlier, isWholeRow);
            }
        }
    }

    private static void Check<T>(Kernel kernel, double outlier, bool isWholeRow)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        long[] targets = Data.Targets(Rows, kernel.Classes, 5, Ignored);
        targets[130] = Ignored;
        foreach (int row in new[] { 0, 70, 130, 300, Rows - 1 })
        {
            double[] all = Data.Logits(Rows * kernel.Classes, 3, spread: 4);
            foreach (int c in isWholeRow ? Enumerable.Range(0, kernel.Classes) : [row % kernel.Classes])
            {
                all[(row * kernel.Classes) + c] += outlier;
            }

            T[] logits = [.. all.Select(T.CreateTruncating)], upstream = [.. Enumerable.Repeat(T.One, Rows)];
            (T[] losses, T[] gradient) = kernel.Run(Assembly, logits, targets, upstream);

            var dynamicLoss = new CrossEntropyLoss(kernel.Classes, new CrossEntropyOptions { Reduction = Reduction.None });
            T[] expected = new T[Rows], expectedGradient = new T[logits.Length];
            dynamicLoss.ForwardBackward<T, long>(logits, targets, expectedGradient, new CrossEntropyExtras<T> { Losses = expected });
            Assert.Equal(expected, losses);

            // The sign of a zero may be another beside a row for the dynamic kernel.
            Assert.Equal(expectedGradient, gradient);
        }
    }

    private static Kernel Of(int classes, string element) => new($"Loss{classes}_{element}", element, classes, Reduction.None);
}
