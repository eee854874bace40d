using System.Numerics;
using CeGen.Generator.Testing;

namespace CeGen.Conformance.Tests.Semantics;

/// <summary>Arguments that are refused, on both sides and in both types, with every output untouched.</summary>
public sealed class ArgumentRowTests
{
    [Fact]
    [SemanticsRow("target-out-of-range")]
    public void Target_out_of_range()
    {
        Check<float>();
        Check<double>();

        static void Check<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            foreach (Calls.Indices<T, int> loss in Sides<T>.Mean())
            {
                foreach (int target in new[] { 3, -1, int.MaxValue, int.MinValue })
                {
                    T[] gradient = Numbers.Untouched<T>(6);
                    ArgumentOutOfRangeException thrown = Numbers.Refused<ArgumentOutOfRangeException, T>(
                        "targets", gradient, () => loss(new T[6], [0, target], gradient));
                    Assert.StartsWith($"Target {target} at row 1 is out of range: expected 0 ≤ target < 3, or the ignore index -100.", thrown.Message, StringComparison.Ordinal);
                }
            }
        }
    }

    [Fact]
    [SemanticsRow("wrong-length")]
    public void Wrong_length()
    {
        Check<float>();
        Check<double>();

        static void Check<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            foreach (Calls.Weighted<T> loss in Sides<T>.Weighted)
            {
                T[] gradient = Numbers.Untouched<T>(6);
                T[] weights = Numbers.Of<T>(1, 1, 1);
                Numbers.Refused<ArgumentException, T>("logits", gradient, () => loss(new T[5], [0, 1], weights, gradient));
                Numbers.Refused<ArgumentException, T>("targets", gradient, () => loss(new T[6], [0], weights, gradient));
                Numbers.Refused<ArgumentException, T>("weights", gradient, () => loss(new T[6], [0, 1], [T.One, T.One], gradient));
                Numbers.Refused<ArgumentException, T>("gradient", gradient, () => loss(new T[6], [0, 1], weights, gradient.AsSpan(0, 5)));
            }
        }
    }

    [Fact]
    [SemanticsRow("weight-out-of-range")]
    public void Weight_out_of_range()
    {
        Check<float>();
        Check<double>();

        static void Check<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            foreach (Calls.Weighted<T> loss in Sides<T>.Weighted)
            {
                foreach (double weight in new[] { -1, double.NaN, double.PositiveInfinity })
                {
                    T[] gradient = Numbers.Untouched<T>(6);
                    Numbers.Refused<ArgumentOutOfRangeException, T>("weights", gradient, () => loss(new T[6], [0, 1], Numbers.Of<T>(1, 1, weight), gradient));
                }
            }
        }
    }

    [Fact]
    [SemanticsRow("gradient-overlaps")]
    public void Gradient_overlaps()
    {
        Check<float>();
        Check<double>();

        static void Check<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            foreach (Calls.Indices<T, int> loss in Sides<T>.Mean())
            {
                T[] memory = Numbers.Untouched<T>(7);
                Numbers.Refused<ArgumentException, T>("gradient", memory, () => loss(memory.AsSpan(0, 6), [0, 1], memory.AsSpan(1, 6)));
            }
        }
    }

    [Fact]
    [SemanticsRow("binary-target-out-of-range")]
    public void Binary_target_out_of_range()
    {
        Check<float>();
        Check<double>();

        static void Check<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            foreach (Calls.Binary<T> loss in Sides<T>.Binary)
            {
                foreach (double target in new[] { -0.25, 1.5, double.NaN })
                {
                    T[] gradient = Numbers.Untouched<T>(2);
                    Numbers.Refused<ArgumentOutOfRangeException, T>(
                        "targets", gradient, () => loss(new T[2], Numbers.Of<T>(1, target), Numbers.Of<T>(1, 1), Numbers.Of<T>(1, 1), gradient));
                }
            }
        }
    }

    [Fact]
    [SemanticsRow("binary-weight-out-of-range")]
    public void Binary_weight_out_of_range()
    {
        Check<float>();
        Check<double>();

        static void Check<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            foreach (Calls.Binary<T> loss in Sides<T>.Binary)
            {
                foreach (double weight in new[] { -1, double.NaN, double.PositiveInfinity })
                {
                    T[] gradient = Numbers.Untouched<T>(2);
                    T[] ones = Numbers.Of<T>(1, 1);
                    Numbers.Refused<ArgumentOutOfRangeException, T>("labelWeights", gradient, () => loss(new T[2], ones, Numbers.Of<T>(1, weight), ones, gradient));
                    Numbers.Refused<ArgumentOutOfRangeException, T>("positiveWeights", gradient, () => loss(new T[2], ones, ones, Numbers.Of<T>(weight, 1), gradient));
                }
            }
        }
    }
}
