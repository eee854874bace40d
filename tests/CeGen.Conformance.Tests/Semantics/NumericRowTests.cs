using System.Numerics;

namespace CeGen.Conformance.Tests.Semantics;

/// <summary>Sums over many rows.</summary>
public sealed class NumericRowTests
{
    [Fact]
    [SemanticsRow("sums-in-double")]
    public void Sums_in_double()
    {
        // A float of 16 does not see what one of the other rows adds, 1.8e-8; all of them are 0.02.
        const int Rows = 1 << 20;
        float[] logits = [.. Enumerable.Range(0, Rows).SelectMany(row => row == 0 ? new float[] { 0, 16, 0 } : [0, -18.5f, -18.5f])];
        int[] targets = new int[Rows];
        double small = Math.Log(1 + (2 * Math.Exp(-18.5)));
        double expected = (16 + Math.Log(1 + (2 * Math.Exp(-16))) + ((Rows - 1) * small)) / Rows;
        foreach (Calls.Indices<float, int> loss in Sides<float>.Mean())
        {
            Assert.Equal(expected, loss(logits, targets, new float[logits.Length]), expected * 1e-7);
        }
    }

    [Fact]
    [SemanticsRow("same-bits")]
    public void Same_bits()
    {
        Check<float>();
        Check<double>();

        static void Check<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            const int Rows = 1003;
            var random = new Random(5);
            double[] numbers = [.. Enumerable.Range(0, Rows * 3).Select(_ => (random.NextDouble() - 0.5) * 20)];
            int[] targets = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(3))];
            foreach (Calls.Indices<T, int> loss in Sides<T>.Mean())
            {
                T[] gradient = new T[Rows * 3];
                T expected = loss(Numbers.Of<T>(numbers), targets, gradient);
                for (int offset = 1; offset < 9; offset++)
                {
                    T[] memory = new T[(Rows * 3) + 9], result = new T[(Rows * 3) + 9];
                    Numbers.Of<T>(numbers).CopyTo(memory.AsSpan(offset));
                    Assert.Equal(expected, loss(memory.AsSpan(offset, Rows * 3), targets, result.AsSpan(9 - offset, Rows * 3)));
                    Assert.Equal(gradient, result.AsSpan(9 - offset, Rows * 3).ToArray());
                }
            }
        }
    }
}
