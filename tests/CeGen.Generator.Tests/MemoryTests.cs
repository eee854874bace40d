using CeGen.Generator.Tests.Harness;

namespace CeGen.Generator.Tests;

/// <summary>What kernels do to memory: in place, alignment, ignored rows, and what they must leave alone.</summary>
public sealed class MemoryTests
{
    private const int Rows = 53;

    private static readonly int[] ClassCounts = [1, 2, 3, 4, 5, 8, 10, 16, 27, 32, 33, 40, 64, 65, 100, 129, 1003];

    private static readonly LoadedAssembly Assembly =
        Generation.Run(Kernel.Source(ClassCounts.SelectMany(c => new[] { Of(c, "float"), Of(c, "double") }))).Load();

    public static TheoryData<int> Counts => [.. ClassCounts];

    [Theory]
    [MemberData(nameof(Counts))]
    public void In_place_gives_the_same_bits(int classes)
    {
        Check<float>(classes, (logits, targets, fused) =>
        {
            float[] apart = new float[logits.Length];
            float[] inPlace = [.. logits];
            Assert.Equal(fused(logits, targets, apart), fused(inPlace, targets, inPlace));
            Assert.Equal(apart, inPlace);
        });
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Alignment_and_neighbours_do_not_matter(int classes)
    {
        Check<double>(classes, (logits, targets, fused) =>
        {
            double[] expected = new double[logits.Length];
            double loss = fused(logits, targets, expected);
            for (int shift = 1; shift < 8; shift++)
            {
                double[] moved = [.. Enumerable.Repeat(double.NaN, shift), .. logits, .. Enumerable.Repeat(double.NaN, 16)];
                double[] gradient = [.. Enumerable.Repeat(-7.0, logits.Length + 32)];
                Assert.Equal(loss, fused(moved.AsSpan(shift, logits.Length), targets, gradient.AsSpan(16, logits.Length)));
                Assert.Equal(expected, gradient[16..^16]);
                Assert.All(gradient[..16], g => Assert.Equal(-7.0, g));
                Assert.All(gradient[^16..], g => Assert.Equal(-7.0, g));
            }
        });
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void Ignored_rows_give_exact_zeros_whatever_they_hold(int classes)
    {
        Check<float>(classes, (logits, targets, fused) =>
        {
            float[] clean = new float[logits.Length];
            float loss = fused(logits, targets, clean);
            float[] dirty = [.. logits];
            for (int row = 0; row < Rows; row++)
            {
                if (targets[row] == -100)
                {
                    dirty.AsSpan(row * classes, classes).Fill((row % 3) switch { 0 => float.NaN, 1 => float.PositiveInfinity, _ => float.NegativeInfinity });
                }
            }

            float[] gradient = new float[logits.Length];
            Assert.Equal(loss, fused(dirty, targets, gradient));
            Assert.Equal(clean, gradient);
            for (int row = 3; row < Rows; row += 5)
            {
                Assert.All(gradient[(row * classes)..((row + 1) * classes)], g => Assert.Equal(0, BitConverter.SingleToInt32Bits(g)));
            }
        });
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void A_row_with_NaN_spoils_no_other_row(int classes)
    {
        Check<float>(classes, (logits, targets, fused) =>
        {
            float[] clean = new float[logits.Length];
            fused(logits, targets, clean);
            float[] dirty = [.. logits];
            dirty[7 * classes] = float.NaN;
            float[] gradient = new float[logits.Length];

            Assert.Equal(float.NaN, fused(dirty, targets, gradient));
            Assert.All(gradient[(7 * classes)..(8 * classes)], g => Assert.Equal(float.NaN, g));
            Assert.Equal(clean[..(7 * classes)], gradient[..(7 * classes)]);
            Assert.Equal(clean[(8 * classes)..], gradient[(8 * classes)..]);
        });
    }

    [Theory]
    [MemberData(nameof(Counts))]
    public void A_wrong_call_leaves_the_gradient_alone(int classes)
    {
        Check<float>(classes, (logits, targets, fused) =>
        {
            float[] gradient = [.. Enumerable.Repeat(-7f, logits.Length)];
            long[] wrong = [.. targets];
            wrong[^1] = classes;
            Assert.Throws<ArgumentOutOfRangeException>(() => fused(logits, wrong, gradient));
            Assert.Throws<ArgumentException>(() => fused(logits, targets.AsSpan(1), gradient));
            Assert.Throws<ArgumentException>(() => fused(logits, targets, gradient.AsSpan(1)));
            Assert.All(gradient, g => Assert.Equal(-7f, g));
        });
    }

    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(100)]
    public void A_tiny_upstream_gradient_keeps_its_digits(int classes)
    {
        LoadedAssembly assembly = Generation.Run(Kernel.Source([new Kernel("Loss", "float", classes, Reduction.Sum)])).Load();
        float[] logits = [.. Enumerable.Repeat(47f, classes * 21)];
        float[] gradient = new float[logits.Length];

        assembly.Method<Backward<float, long>>("LossBackward")(logits, new long[21], 1e-25f, gradient);

        for (int row = 0; row < 21; row++)
        {
            Assert.Equal(1, gradient[(row * classes) + 1] / (1e-25f / classes), 1e-6);
        }
    }

    private static Kernel Of(int classes, string element) => new($"Loss_{element}_{classes}", element, classes, Reduction.Sum, classes % 2 == 0 ? 0.1 : 0);

    private static void Check<T>(int classes, Action<T[], long[], Fused<T, long>> check)
        where T : struct
    {
        string element = typeof(T) == typeof(float) ? "float" : "double";
        check(Data.Logits(Rows * classes, classes).As<T>(), Data.Targets(Rows, classes, 1, -100), Assembly.Method<Fused<T, long>>(Of(classes, element).Name));
    }
}
