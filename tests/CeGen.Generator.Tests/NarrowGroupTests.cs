using System.Numerics;
using System.Runtime.InteropServices;
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

    /// <summary>One vector of a row, two, whole and not, up to four, more than four: in one of the widths at least.</summary>
    private static readonly int[] ClassCounts = [8, 15, 16, 27, 32, 60, 100, 180];

    private static readonly string[] Elements = ["float", "double"];

    private static readonly LoadedAssembly Assembly = Generation.Run(Kernel.Source(from c in ClassCounts from e in Elements select Of(c, e))).Load();

    [Theory]
    [MemberData(nameof(FarLogits.Outliers), MemberType = typeof(FarLogits))]
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

    /// <summary>Beside a signalling NaN, an instruction for the larger magnitude gives the other operand, and beside the quiet NaN that came of it forgets what was before.</summary>
    [Fact]
    public void No_NaN_of_another_row_hides_a_far_logit()
    {
        foreach (int classes in ClassCounts)
        {
            float[] logits = Data.Logits(Rows * classes, 3, spread: 4).As<float>();
            long[] targets = Data.Targets(Rows, classes, 5, Ignored);
            targets[9] = Ignored;
            for (int c = 0; c < classes; c++)
            {
                logits[(4 * classes) + c] += 100;
            }

            // As integers: a conversion would make a quiet NaN of it.
            MemoryMarshal.Cast<float, int>(logits.AsSpan(9 * classes, classes)).Fill(0x7F800001);

            Compare(Of(classes, "float"), logits, targets, 1);
        }
    }

    /// <summary>A scale is divided by the sum of a row, which the shift would keep near 1.</summary>
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
                float[] logits = [.. Data.Logits(Rows * classes, 3, spread: 0.4).Select(x => (float)(x + level))];
                Compare(Of(classes, "float"), logits, Data.Targets(Rows, classes, 5, Ignored), (float)scale);
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

            Compare(kernel, [.. all.Select(T.CreateTruncating)], targets, T.One);
        }
    }

    private static void Compare<T>(Kernel kernel, T[] logits, long[] targets, T scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] upstream = [.. Enumerable.Repeat(scale, Rows)];
        (T[] losses, T[] gradient) = kernel.Run(Assembly, logits, targets, upstream);

        var loss = new CrossEntropyLoss(kernel.Classes, new CrossEntropyOptions { Reduction = Reduction.None });
        var extras = new CrossEntropyExtras<T> { Losses = new T[Rows] };
        T[] expectedGradient = new T[logits.Length];
        loss.Forward<T, long>(logits, targets, extras);
        loss.Backward<T, long>(logits, targets, (ReadOnlySpan<T>)upstream, expectedGradient, extras);
        Assert.Equal(extras.Losses.ToArray(), losses);

        // The sign of a zero may be another beside a row for the dynamic kernel.
        Assert.Equal(expectedGradient, gradient);
    }

    private static Kernel Of(int classes, string element) => new($"Loss{classes}_{element}", element, classes, Reduction.None);
}
