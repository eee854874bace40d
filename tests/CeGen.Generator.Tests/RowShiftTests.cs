using System.Numerics;
using CeGen.Generator.Tests.Harness;
using CeGen.Testing;

namespace CeGen.Generator.Tests;

/// <summary>
/// Rows that are walked over divide the table of powers by their shift, if their maximum lies near enough to 0; blocks whose first row lies further off have no such table. All have the bits of the dynamic side,
/// whose kernels never have one.
/// </summary>
public sealed class RowShiftTests
{
    /// <summary>More than a block of the driver.</summary>
    private const int Rows = 263;

    private const long Ignored = -100;

    /// <summary>Whole steps; steps and vectors; a last vector that overlaps; longer rows, which are parked where their gradient goes.</summary>
    private static readonly int[] ClassCounts = [256, 272, 333, 1000, 1024, 1056, 1500];

    private static readonly string[] Elements = ["float", "double"];

    private static readonly LoadedAssembly Assembly = Generation.Run(Kernel.Source(from c in ClassCounts from e in Elements select Of(c, e))).Load();

    public static TheoryData<double> Levels => [0, 30, -60, 63.9, 64.1, -63.9, -64.1, 199, -199, 201, 599.9, -599.9, 600.1, -600.1, 1499, 1501, double.NegativeInfinity, double.NaN];

    [Theory]
    [MemberData(nameof(Levels))]
    public void Rows_of_any_level_have_the_bits_of_the_dynamic_side(double level)
    {
        foreach (int classes in ClassCounts)
        {
            Check<float>(Of(classes, "float"), level);
            Check<double>(Of(classes, "double"), level);
        }
    }

    private static void Check<T>(Kernel kernel, double level)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int classes = kernel.Classes;
        double[] logits = Data.Logits(Rows * classes, 3, spread: 6);
        long[] targets = Data.Targets(Rows, classes, 5, Ignored);

        // The largest logit of every third row lies at the level, and the others below it, some so far that they vanish; its neighbours stay what they are.
        for (int row = 0; row < Rows; row += 3)
        {
            for (int c = 0; c < classes; c++)
            {
                ref double x = ref logits[(row * classes) + c];
                x = level - (c == row % classes ? 0 : Math.Abs(x) * (c % 7 == 0 ? 30 : 1));
            }
        }

        Compare(kernel, [.. logits.Select(T.CreateTruncating)], targets);
    }

    private static void Compare<T>(Kernel kernel, T[] logits, long[] targets)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] upstream = [.. Enumerable.Repeat(T.One, Rows)];
        (T[] losses, T[] gradient) = kernel.Run(Assembly, logits, targets, upstream);

        var loss = new CrossEntropyLoss(kernel.Classes, new CrossEntropyOptions { Reduction = Reduction.None });
        var extras = new CrossEntropyExtras<T> { Losses = new T[Rows] };
        T[] expectedGradient = new T[logits.Length];
        loss.Forward<T, long>(logits, targets, extras);
        loss.Backward<T, long>(logits, targets, (ReadOnlySpan<T>)upstream, expectedGradient, extras);
        Assert.Equal(extras.Losses.ToArray(), losses);
        Assert.Equal(expectedGradient, gradient);
    }

    private static Kernel Of(int classes, string element) => new($"Loss{classes}_{element}", element, classes, Reduction.None);
}
