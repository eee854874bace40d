using System.Numerics;
using System.Runtime.Intrinsics;
using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>Sums of binary losses that are the logarithms of products.</summary>
public abstract class PlainBinaryTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Labels = 7;

    /// <summary>Several runs, and a rest that fills no step.</summary>
    private const int Rows = 2_501;

    private const int Blocks = 32;

    /// <summary>The products of a block.</summary>
    private const int Products = 256;

    /// <summary>The largest of the products' parts beside 1: all of them tiny, some, none.</summary>
    public static TheoryData<double> Magnitudes => [1e-30, 1e-8, 1e-3, 1, 15];

    [Fact]
    public void Every_width_gives_the_same_bits()
    {
        BinaryBatch batch = BinaryBatch.Random(4, 40, 16, spread: 20);
        (T[] Fours, T[] Losses, T[] Gradient) scalar = Run<SimdScalar<T>, T>(batch);
        Compare(Run<Simd128<T>, Vector128<T>>(batch));
        Compare(Run<Simd256<T>, Vector256<T>>(batch));
        Compare(Run<Simd512<T>, Vector512<T>>(batch));

        void Compare((T[] Fours, T[] Losses, T[] Gradient) other)
        {
            Bits.Equal(scalar.Fours, other.Fours, "products and sums");
            Bits.Equal(scalar.Losses, other.Losses, "losses");
            Bits.Equal(scalar.Gradient, other.Gradient, "gradient");
        }
    }

    [Fact]
    public void Losses_and_gradient_are_those_of_losses_that_are_not_summed()
    {
        BinaryBatch batch = BinaryBatch.Random(5, Rows, Labels, spread: 20);
        BinaryBatch.Outcome<T> each = batch.Fused<T>(BinaryBatch.Loss(Labels, Reduction.None));
        BinaryBatch.Outcome<T> summed = batch.Fused<T>(BinaryBatch.Loss(Labels, Reduction.Sum));
        Bits.Equal(each.Losses, summed.Losses, "losses");
        Bits.Equal(each.Gradient, summed.Gradient, "gradient");
    }

    [Theory]
    [MemberData(nameof(Magnitudes))]
    public void A_product_has_the_digits_of_the_sum_of_logarithms(double magnitude)
    {
        var random = new Random(7);
        T[] products = [.. Enumerable.Range(0, Blocks * Products).Select(_ => T.CreateTruncating(magnitude * random.NextDouble()))];
        T[] sums = [.. products.Select((_, i) => T.CreateTruncating(i % 3 == 0 ? magnitude * random.NextDouble() : 0))];
        var exact = BigNumber.Sum(sums.Select(double.CreateTruncating));
        foreach (T product in products)
        {
            exact += BigNumber.Log1P(double.CreateTruncating(product));
        }

        double[] carried = new double[SoftplusSum.Carried];
        double[] fours = new double[SoftplusSum.Carried];
        for (int block = 0; block < Blocks; block++)
        {
            Assert.True(SoftplusSum.Add<T>(products.AsSpan(block * Products, Products), sums.AsSpan(block * Products, Products), carried));
            Assert.True(SoftplusSum.AddFours<T>(products.AsSpan(block * Products, Products), sums.AsSpan(block * Products, Products), fours));
        }

        Bits.Equal<double>(carried, fours, "eight and four at a time");
        double error = exact.UlpError<double>(SoftplusSum.Total(carried));
        Assert.True(error <= 4, $"{error} ulp");
    }

    [Fact]
    public void A_block_that_is_not_finite_is_left_out()
    {
        T[] products = new T[Products];
        double[] carried = new double[SoftplusSum.Carried];
        foreach (T far in new[] { T.PositiveInfinity, T.NaN })
        {
            for (int i = 0; i < Products; i += 17)
            {
                T[] sums = new T[Products];
                sums[i] = far;
                Assert.False(SoftplusSum.Add<T>(products, sums, carried));
                Assert.False(SoftplusSum.AddFours<T>(products, sums, carried));
                Assert.All(carried, c => Assert.Equal(0, c));
            }
        }
    }

    [Fact]
    public void Losses_that_four_of_are_too_many_are_summed_one_by_one()
    {
        double huge = typeof(T) == typeof(float) ? 3e38 : 3e307;
        foreach (int at in new[] { 0, 1_000, 5_000, (Rows * Labels) - 70 })
        {
            BinaryBatch batch = BinaryBatch.Random(6, Rows, Labels);
            for (int i = at; i < at + 64; i += 16)
            {
                batch.Logits[i] = huge;
                batch.Targets[i] = 0;
            }

            BinaryBatch.Outcome<T> outcome = batch.Fused<T>(BinaryBatch.Loss(Labels, Reduction.Mean));
            double expected = 4 * double.CreateTruncating(T.CreateTruncating(huge)) / batch.Length;
            Assert.True(Ulp.Error<T>(double.CreateTruncating(outcome.Reduced), expected) <= 1, $"{outcome.Reduced} at {at}");
            IsTheSameInPlace(batch, outcome);
        }
    }

    [Theory]
    [InlineData(double.PositiveInfinity, 1, false)]
    [InlineData(double.NegativeInfinity, 0, false)]
    [InlineData(double.PositiveInfinity, 0, true)]
    [InlineData(double.NaN, 0.5, true)]
    public void An_element_without_a_finite_logit_counts_as_it_does_alone(double logit, double target, bool spoilsTheSum)
    {
        BinaryBatch batch = BinaryBatch.Random(8, Rows, Labels);
        T without = batch.Fused<T>(BinaryBatch.Loss(Labels, Reduction.Sum)).Reduced;
        (double oldLogit, double oldTarget) = (batch.Logits[5_000], batch.Targets[5_000]);
        T own = new BinaryBatch([oldLogit], [oldTarget], 1).Fused<T>(BinaryBatch.Loss(1, Reduction.Sum)).Reduced;
        (batch.Logits[5_000], batch.Targets[5_000]) = (logit, target);
        BinaryBatch.Outcome<T> outcome = batch.Fused<T>(BinaryBatch.Loss(Labels, Reduction.Sum));
        if (spoilsTheSum)
        {
            Bits.Equal(double.IsNaN(logit) ? T.NaN : T.PositiveInfinity, outcome.Reduced);
        }
        else
        {
            double expected = double.CreateTruncating(without) - double.CreateTruncating(own);
            Assert.True(Ulp.Error<T>(double.CreateTruncating(outcome.Reduced), expected) <= 8, $"{outcome.Reduced}, not {expected}");
        }

        IsTheSameInPlace(batch, outcome);
    }

    private static void IsTheSameInPlace(BinaryBatch batch, BinaryBatch.Outcome<T> expected)
    {
        foreach (Reduction reduction in new[] { Reduction.Mean, Reduction.Sum })
        {
            BinaryCrossEntropyLoss loss = BinaryBatch.Loss(Labels, reduction);
            BinaryBatch.Outcome<T> apart = batch.Fused<T>(loss);
            T[] logits = Batch.As<T>(batch.Logits);
            Bits.Equal(apart.Reduced, loss.ForwardBackward<T>(logits, Batch.As<T>(batch.Targets), logits.AsSpan()), "in place");
            Bits.Equal(apart.Gradient, logits, "gradient in place");
            Bits.Equal(expected.Losses, apart.Losses, "losses");
        }
    }

    private static (T[] Fours, T[] Losses, T[] Gradient) Run<TSimd, TVector>(BinaryBatch batch)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        T[] logits = Batch.As<T>(batch.Logits);
        T[] targets = Batch.As<T>(batch.Targets);
        T[] fours = new T[logits.Length / 2];
        T[] losses = new T[logits.Length];
        T[] gradient = new T[logits.Length];
        var block = new PlainBinaryBlock<T>
        {
            Count = logits.Length,
            Logits = ref logits[0],
            Targets = ref targets[0],
            Products = ref fours[0],
            Sums = ref fours[fours.Length / 2],
            Losses = ref losses[0],
            Slopes = ref gradient[0],
            Scale = T.CreateTruncating(0.3),
        };
        PlainBinaryLoop<TSimd, TVector, T>.Compute<BackwardPass, EachLoss>(in block);
        return (fours, losses, gradient);
    }
}

public sealed class PlainBinarySingleTests : PlainBinaryTests<float>;

public sealed class PlainBinaryDoubleTests : PlainBinaryTests<double>;
