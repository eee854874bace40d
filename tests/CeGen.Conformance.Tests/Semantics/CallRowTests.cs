using System.Numerics;
using System.Numerics.Tensors;
using CeGen.Testing;

namespace CeGen.Conformance.Tests.Semantics;

/// <summary>Ways to call a loss.</summary>
public sealed class CallRowTests
{
    [Fact]
    [SemanticsRow("all-ignored-option")]
    public void All_ignored_option()
    {
        Check<float>();
        Check<double>();

        static void Check<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>, IConvertible
        {
            foreach (Calls.Indices<T, int> loss in Sides<T>.Mean(AllIgnored.Zero))
            {
                T[] gradient = Numbers.Untouched<T>(6);
                Numbers.Equal([0], loss(new T[6], [-100, -100], gradient));
                Assert.All(gradient, g => Assert.Equal(T.Zero, g));
                Numbers.Equal([double.NaN], loss([], [], []));
            }

            foreach (Calls.Indices<T, int> loss in Sides<T>.Mean(AllIgnored.Throw))
            {
                T[] gradient = Numbers.Untouched<T>(6);
                Numbers.Refused<InvalidOperationException, T>(null, gradient, () => loss(new T[6], [-100, -100], gradient));
                Numbers.Equal([double.NaN], loss([], [], []));
            }
        }
    }

    [Fact]
    [SemanticsRow("unbatched-target")]
    public void Unbatched_target()
    {
        Check<float>();
        Check<double>();

        static void Check<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>, IConvertible
        {
            foreach (Calls.Single<T> loss in Sides<T>.Single)
            {
                T[] gradient = Numbers.Untouched<T>(3);
                Numbers.Equal([Inputs.Log2], loss(Numbers.Of<T>(0, 0, Inputs.Log2), 2, gradient));
                Numbers.Equal([0.25, 0.25, -0.5], gradient);
                Numbers.Equal([double.NaN], loss(new T[3], -100, gradient));
                Assert.All(gradient, g => Assert.Equal(T.Zero, g));
            }
        }
    }

    [Fact]
    [SemanticsRow("in-place")]
    public void In_place()
    {
        Check<float>();
        Check<double>();

        static void Check<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>, IConvertible
        {
            foreach (Calls.Indices<T, int> loss in Sides<T>.Mean())
            {
                T[] logits = Numbers.Of<T>(0, 0, Inputs.Log2, 3, 1, 2), gradient = Numbers.Untouched<T>(6);
                T apart = loss(logits, [2, 1], gradient);
                Assert.Equal(apart, loss(logits, [2, 1], logits));
                Assert.Equal(gradient, logits);
                Numbers.Equal([0.125, 0.125, -0.25], logits[..3]);
            }
        }
    }

    [Fact]
    [SemanticsRow("ignore-index-outside-type")]
    public void Ignore_index_outside_type()
    {
        Check<float>();
        Check<double>();

        static void Check<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>, IConvertible
        {
            foreach (Calls.Indices<T, byte> loss in Sides<T>.Bytes)
            {
                T[] gradient = Numbers.Untouched<T>(6);

                // −100 has the bits of 156.
                Numbers.Refused<ArgumentOutOfRangeException, T>("targets", gradient, () => loss(new T[6], [0, 156], gradient));
                Numbers.Equal([Inputs.Log3], loss(new T[6], [0, 2], gradient));
            }
        }
    }

    [Fact]
    [SemanticsRow("probabilities-ignore-index")]
    public void Probabilities_ignore_index()
    {
        Check<float>();
        Check<double>();

        static void Check<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>, IConvertible
        {
            (Calls.Probabilities<T> generated, Calls.Probabilities<T> dynamic) = Sides<T>.Probabilities;
            T[] gradient = Numbers.Untouched<T>(3);
            Numbers.Equal([Inputs.Log3], dynamic(new T[3], Numbers.Of<T>(0, 1, 0), gradient));
            Numbers.Equal([1 / 3.0, -2 / 3.0, 1 / 3.0], gradient);

            // What cannot be built has a body that says why.
            Exception refused = Assert.Throws<InvalidOperationException>(() => generated(new T[3], Numbers.Of<T>(0, 1, 0), gradient));
            Assert.StartsWith("CEGEN027: ", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    [SemanticsRow("tensor-not-dense")]
    public void Tensor_not_dense()
    {
        Check<float>();
        Check<double>();

        static void Check<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            foreach (Calls.Tensors<T> loss in Sides<T>.Tensors)
            {
                // The transpose of (3, 2), and rows with a gap between them.
                foreach (nint[] strides in new nint[][] { [1, 2], [4, 1] })
                {
                    T[] gradient = Numbers.Untouched<T>(6);
                    Numbers.Refused<ArgumentException, T>("logits", gradient, () => loss(
                        new ReadOnlyTensorSpan<T>(new T[8], [2, 3], strides),
                        new ReadOnlyTensorSpan<int>(new int[2], [2]),
                        new TensorSpan<T>(gradient, [2, 3])));
                }
            }
        }
    }

    [Fact]
    [SemanticsRow("tensor-shape")]
    public void Tensor_shape()
    {
        Check<float>();
        Check<double>();

        static void Check<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            foreach (Calls.Tensors<T> loss in Sides<T>.Tensors)
            {
                T[] gradient = Numbers.Untouched<T>(6);
                Numbers.Refused<ArgumentException, T>("logits", gradient, () => Run([3, 2], [3], [3, 2]));
                Numbers.Refused<ArgumentException, T>("targets", gradient, () => Run([2, 3], [1, 2], [2, 3]));
                Numbers.Refused<ArgumentException, T>("gradient", gradient, () => Run([2, 3], [2], [6]));

                void Run(nint[] logits, nint[] targets, nint[] shape) => loss(
                    new ReadOnlyTensorSpan<T>(new T[6], logits), new ReadOnlyTensorSpan<int>(new int[targets[^1]], targets), new TensorSpan<T>(gradient, shape));
            }
        }
    }
}
