using CeGen.Generator.Tests.Harness;
using CeGen.Testing;

namespace CeGen.Generator.Tests;

/// <summary>
/// Gradients of binary losses that are so large that they are written past the caches: every element has the bits that it has in a small batch, wherever the first line begins.
/// </summary>
public sealed class BinaryStreamingTests
{
    private static readonly BinaryLoss[] Losses =
    [
        new BinaryLoss("Plain", "float", 80, Reduction.Sum),
        new BinaryLoss("Upstreams", "float", 5, Reduction.None),
        new BinaryLoss("Same", "float", 16, Reduction.Sum, LabelWeights: [.. Enumerable.Range(1, 16).Select(i => i / 4.0)], PositiveWeights: [.. Enumerable.Range(1, 16).Select(i => i / 3.0)]),
        new BinaryLoss("Short", "float", 4, Reduction.Sum, PositiveWeights: [1, 2, 3, 4]),
        new BinaryLoss("Passed", "float", 48, Reduction.Sum, PassesLabelWeights: true, PassesPositiveWeights: true),
        new BinaryLoss("Power", "float", 7, Reduction.Sum, 2, 0.25),
        new BinaryLoss("Double", "double", 3, Reduction.Sum),
    ];

    private static readonly LoadedAssembly Assembly = Generation.Run(BinaryLoss.Source(Losses)).Load();

    public static TheoryData<string> Names => [.. Losses.Select(l => l.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_element_has_the_bits_of_a_small_batch(string name)
    {
        BinaryLoss loss = Losses.Single(l => l.Name == name);
        if (loss.Element == "float")
        {
            Check<float>(loss, (3 << 20) + 1000);
        }
        else
        {
            Check<double>(loss, (3 << 19) + 1000);
        }
    }

    private static void Check<T>(BinaryLoss loss, int atLeast)
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        int rows = (atLeast / loss.Labels) + 1;
        int length = rows * loss.Labels;
        T[] logits = Data.Logits(length, 3, 6).As<T>();
        var random = new Random(4);

        // Not 0 and 1 alone: without losses of elements, sums of those have a loop of their own, whose gradient may differ in the last digit (docs/numerics.md).
        T[] targets = Enumerable.Range(0, length).Select(_ => random.Next(3) / 2.0).As<T>();
        T[] upstream = Data.Logits(loss.Reduction == Reduction.None ? length : 1, 5).As<T>();
        T[]? weights = loss.PassesLabelWeights ? Data.Logits(loss.Labels, 6).Select(Math.Abs).As<T>() : null;
        BinaryLoss.Outcome<T> all = loss.Run(Assembly, logits, targets, upstream, weights, weights);

        int part = 1000 * loss.Labels;
        for (int start = 0; start < length; start += part)
        {
            int end = Math.Min(length, start + part);
            BinaryLoss.Outcome<T> some = loss.Run(
                Assembly, logits[start..end], targets[start..end], loss.Reduction == Reduction.None ? upstream[start..end] : upstream, weights, weights);
            Assert.True(some.Gradient.AsSpan().SequenceEqual(all.Gradient.AsSpan(start, end - start)));
            Assert.True(some.Losses.AsSpan().SequenceEqual(all.Losses.AsSpan(start, end - start)));
        }
    }
}
