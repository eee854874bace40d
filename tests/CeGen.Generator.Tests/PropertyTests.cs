using System.Numerics;
using CeGen.Generator.Testing;
using CeGen.Generator.Tests.Harness;
using CeGen.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace CeGen.Generator.Tests;

/// <summary>What holds of every batch, for generated kernels: random batches, the same ones in every run.</summary>
public sealed class PropertyTests(PropertyTests.Kernels kernels) : IClassFixture<PropertyTests.Kernels>
{
    private const int Runs = 400;

    private static readonly int[] ClassCounts = [1, 2, 3, 10, 32, 33, 100, 259];

    /// <summary>A random batch.</summary>
    /// <param name="Seed">The seed of its numbers.</param>
    /// <param name="Rows">The number of rows.</param>
    /// <param name="Classes">The number of classes.</param>
    /// <param name="Spread">How far the logits spread.</param>
    private sealed record Shape(int Seed, int Rows, int Classes, int Spread)
    {
        public double[] Logits => Data.Logits(Rows * Classes, Seed, Spread);

        public long[] Targets => Data.Targets(Rows, Classes, Seed + 1, ignoreIndex: Seed % 3 == 0 ? -100 : null);
    }

    private static readonly Gen<Shape> Shapes =
        from seed in Gen.Choose(1, 1_000_000)
        from rows in Gen.Choose(1, 70)
        from classes in Gen.Elements(ClassCounts)
        from spread in Gen.Elements(1, 8, 30, 180)
        select new Shape(seed, rows, classes, spread);

    [Fact]
    public void Float_kernels_are_within_2_ulp_of_the_dynamic_side() => Holds(IsNearDynamic<float>);

    [Fact]
    public void Double_kernels_are_within_2_ulp_of_the_dynamic_side() => Holds(IsNearDynamic<double>);

    [Fact]
    public void Parts_of_a_batch_have_the_bits_of_the_whole() => Holds(shape =>
    {
        float[] logits = shape.Logits.As<float>();
        (float[] losses, float[] gradient) = Run(shape.Classes, logits, shape.Targets);
        int rows = shape.Rows / 3;
        int entries = rows * shape.Classes;
        (float[] firstLosses, float[] first) = Run(shape.Classes, logits[..entries], shape.Targets[..rows]);
        (float[] secondLosses, float[] second) = Run(shape.Classes, logits[entries..], shape.Targets[rows..]);
        Assert.Equal(losses, firstLosses.Concat(secondLosses));
        Assert.Equal(gradient, first.Concat(second));
    });

    [Fact]
    public void Rows_in_another_order_have_the_same_bits() => Holds(shape =>
    {
        double[] logits = shape.Logits;
        (double[] losses, double[] gradient) = Run(shape.Classes, logits, shape.Targets);
        int[] order = [.. Enumerable.Range(0, shape.Rows)];
        new Random(shape.Seed).Shuffle(order);
        (double[] moved, double[] movedGradient) = Run(
            shape.Classes, [.. order.SelectMany(r => Row(logits, r, shape.Classes))], [.. order.Select(r => shape.Targets[r])]);
        Assert.Equal(order.Select(r => losses[r]), moved);
        Assert.Equal(order.SelectMany(r => Row(gradient, r, shape.Classes)), movedGradient);
    });

    [Fact]
    public void A_gradient_row_sums_to_0() => Holds(shape =>
    {
        (_, double[] gradient) = Run(shape.Classes, shape.Logits, shape.Targets);
        for (int row = 0; row < shape.Rows; row++)
        {
            Assert.Equal(0, Row(gradient, row, shape.Classes).Sum(), 1e-14);
        }
    });

    [Fact]
    public void A_shift_of_a_row_changes_nothing() => Holds(shape =>
    {
        // Powers of two, so that the sums are exact.
        double[] logits = [.. shape.Logits.Select(x => Math.Round(x * 1024) / 1024)];
        (double[] losses, double[] gradient) = Run(shape.Classes, logits, shape.Targets);
        (double[] shifted, double[] shiftedGradient) = Run(shape.Classes, [.. logits.Select(x => x + 256)], shape.Targets);
        for (int row = 0; row < shape.Rows; row++)
        {
            Assert.InRange(Ulp.Error<double>(shifted[row], losses[row]), 0, 8);
        }

        Assert.Null(Agreement.FirstDifference("gradient", gradient, shiftedGradient));
    });

    [Fact]
    public void Classes_in_another_order_are_the_same_loss() => Holds(shape =>
    {
        double[] logits = shape.Logits;
        (double[] losses, double[] gradient) = Run(shape.Classes, logits, shape.Targets);
        int[] order = [.. Enumerable.Range(0, shape.Classes)];
        new Random(shape.Seed).Shuffle(order);
        double[] moved = [.. Enumerable.Range(0, shape.Rows).SelectMany(r => order.Select(c => logits[(r * shape.Classes) + c]))];
        (double[] movedLosses, double[] movedGradient) = Run(shape.Classes, moved, [.. shape.Targets.Select(t => t < 0 ? t : Array.IndexOf(order, (int)t))]);
        for (int row = 0; row < shape.Rows; row++)
        {
            Assert.InRange(Ulp.Error<double>(movedLosses[row], losses[row]), 0, 8);
        }

        double[] expected = [.. Enumerable.Range(0, shape.Rows).SelectMany(r => order.Select(c => gradient[(r * shape.Classes) + c]))];
        Assert.Null(Agreement.FirstDifference("gradient", expected, movedGradient));
    });

    /// <summary>A unit is an ulp of the dynamic side's loss, and of the largest entry of its row of the gradient.</summary>
    private void IsNearDynamic<T>(Shape shape)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] logits = shape.Logits.As<T>();
        (T[] losses, T[] gradient) = Run(shape.Classes, logits, shape.Targets);
        var loss = new CrossEntropyLoss(shape.Classes, new CrossEntropyOptions { Reduction = Reduction.None });
        T[] expectedLosses = new T[shape.Rows], expected = new T[logits.Length];
        loss.ForwardBackward<T, long>(logits, shape.Targets, expectedLosses, expected);
        for (int row = 0; row < shape.Rows; row++)
        {
            Near(losses[row], expectedLosses[row], double.CreateTruncating(expectedLosses[row]));
            double largest = double.CreateTruncating(Row(expected, row, shape.Classes).Max(T.Abs));
            for (int c = 0; c < shape.Classes; c++)
            {
                Near(gradient[(row * shape.Classes) + c], expected[(row * shape.Classes) + c], largest);
            }
        }
    }

    private static void Near<T>(T actual, T expected, double scale)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Assert.InRange(Ulp.Error<T>(double.CreateTruncating(actual), double.CreateTruncating(expected), scale), 0, 2);

    private static T[] Row<T>(T[] values, int row, int classes) => values[(row * classes)..((row + 1) * classes)];

    private (T[] Losses, T[] Gradient) Run<T>(int classes, T[] logits, long[] targets)
    {
        T[] losses = new T[targets.Length], gradient = new T[logits.Length];
        kernels.Assembly.Method<FusedNone<T, long>>(Name(classes, typeof(T) == typeof(float) ? "float" : "double"))(logits, targets, losses, gradient);
        return (losses, gradient);
    }

    private static void Holds(Action<Shape> property) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(Runs).WithReplay(new Replay(new Rnd(31_415UL, 926_535UL), null)), Prop.ForAll(Arb.From(Shapes), property));

    private static string Name(int classes, string element) => $"Of{classes}_{element}";

    /// <summary>All kernels, compiled together.</summary>
    public sealed class Kernels
    {
        internal LoadedAssembly Assembly { get; } = Generation.Run(Kernel.Source(
            ClassCounts.SelectMany(c => new[] { "float", "double" }.Select(e => new Kernel(Name(c, e), e, c, Reduction.None))))).Load();
    }
}
