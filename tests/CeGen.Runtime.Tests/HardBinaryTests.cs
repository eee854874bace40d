using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>Sums of binary losses whose targets are all 0 or 1: they are read as bits, and every factor of a product may be large.</summary>
public abstract class HardBinaryTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Labels = 7;

    /// <summary>Enough for several threads, runs that are not full, nor is a group of bits, and a rest that fills no step.</summary>
    private const int Rows = 9_403;

    /// <summary>Logits that contradict their targets, and how many of them stand in one four, or in one place of every four.</summary>
    public static TheoryData<double, int> Far => new()
    {
        { 15, 4 },
        { 20, 4 },
        { 69, 1 },
        { 70, 1 },
        { 89, 1 },
        { 1e4, 2 },
        { 1e30, 3 },
        { double.PositiveInfinity, 1 },
        { 12, BlockElements },
        { 5, BlockElements },
    };

    /// <summary>The most elements of a block, and the blocks of a run.</summary>
    private const int BlockElements = 2048;
    private const int Blocks = 16;

    public static TheoryData<bool> Ends => [false, true];

    [Fact]
    public void Every_width_gives_the_same_bits()
    {
        // A group and a half of double, three of float.
        BinaryBatch batch = Hard(BinaryBatch.Random(4, 96, 16, spread: 20));
        (T[] Bits, T[] Products, T[] Gradient) scalar = Run<SimdScalar<T>, T>(batch);
        Compare(Run<Simd128<T>, Vector128<T>>(batch));
        Compare(Run<Simd256<T>, Vector256<T>>(batch));
        Compare(Run<Simd512<T>, Vector512<T>>(batch));

        void Compare((T[] Bits, T[] Products, T[] Gradient) other)
        {
            Bits.Equal(scalar.Bits, other.Bits, "targets");
            Bits.Equal(scalar.Products, other.Products, "products");
            Bits.Equal(scalar.Gradient, other.Gradient, "gradient");
        }
    }

    [Fact]
    public void Gradients_are_those_of_losses_that_are_not_summed_where_the_target_agrees()
    {
        BinaryBatch batch = Hard(BinaryBatch.Random(5, Rows, Labels, spread: 5));
        BinaryBatch.Outcome<T> each = batch.Fused<T>(BinaryBatch.Loss(Labels, Reduction.None));
        (T _, T[] gradient) = batch.Summed<T>(BinaryBatch.Loss(Labels, Reduction.Sum));
        int differ = 0;
        for (int i = 0; i < batch.Length; i++)
        {
            if (batch.Logits[i] > 0 == batch.Targets[i] > 0)
            {
                Bits.Equal(each.Gradient[i], gradient[i], $"gradient {i}");
            }
            else
            {
                Assert.True(Ulp.Error<T>(double.CreateTruncating(gradient[i]), double.CreateTruncating(each.Gradient[i])) <= 2, $"{gradient[i]} and {each.Gradient[i]}");
                differ += gradient[i] == each.Gradient[i] ? 0 : 1;
            }
        }

        // It is another loop.
        Assert.True(differ > 100);
    }

    [Theory]
    [MemberData(nameof(Far))]
    public void What_contradicts_its_target_by_far_counts_in_full(double z, int count)
    {
        foreach (int at in new[] { 0, 40_001, BlockElements, (Rows * Labels) - 70 })
        {
            BinaryBatch batch = Hard(BinaryBatch.Random(6, Rows, Labels, spread: 1));
            for (int i = 0; i < count && at + (count > 4 ? i : 16 * i) < batch.Length; i++)
            {
                int element = at + (count > 4 ? i : 16 * i);
                batch.Logits[element] = batch.Targets[element] == 0 ? z : -z;
            }

            double expected = batch.Logits.Zip(batch.Targets, (x, t) => Math.Max(t == 0 ? x : -x, 0) + double.LogP1(Math.Exp(-Math.Abs(x)))).Sum();
            (T reduced, T[] gradient) = batch.Summed<T>(BinaryBatch.Loss(Labels, Reduction.Sum));
            double sum = double.CreateTruncating(reduced);
            Assert.True(sum == expected || Math.Abs(sum - expected) <= expected * (typeof(T) == typeof(float) ? 2e-7 : 1e-12), $"{sum}, not {expected}, at {at}");

            BinaryBatch.Outcome<T> each = batch.Fused<T>(BinaryBatch.Loss(Labels, Reduction.None));
            for (int i = 0; i < batch.Length; i++)
            {
                Assert.True(Ulp.Error<T>(double.CreateTruncating(gradient[i]), double.CreateTruncating(each.Gradient[i])) <= 2, $"{gradient[i]} and {each.Gradient[i]} at {i}");
            }

            EveryCallAgrees(batch, reduced, gradient);
        }
    }

    [Theory]
    [InlineData(double.NegativeInfinity, 0, false)]
    [InlineData(double.PositiveInfinity, 1, false)]
    [InlineData(double.NegativeInfinity, 1, true)]
    [InlineData(double.NaN, 0, true)]
    [InlineData(double.NaN, 1, true)]
    public void An_element_without_a_finite_logit_counts_as_it_does_alone(double logit, double target, bool spoilsTheSum)
    {
        BinaryBatch batch = Hard(BinaryBatch.Random(8, Rows, Labels));
        (batch.Logits[5_000], batch.Targets[5_000]) = (logit, target);
        (T reduced, T[] gradient) = batch.Summed<T>(BinaryBatch.Loss(Labels, Reduction.Sum));
        BinaryBatch.Outcome<T> each = batch.Fused<T>(BinaryBatch.Loss(Labels, Reduction.None));
        Bits.Equal(each.Gradient[5_000], gradient[5_000]);
        Assert.Equal(spoilsTheSum, !T.IsFinite(reduced));
        Assert.Equal(double.IsNaN(logit), T.IsNaN(reduced));
        EveryCallAgrees(batch, reduced, gradient);
    }

    [Fact]
    public void Large_products_have_the_digits_of_the_sum_of_logarithms()
    {
        var random = new Random(7);
        const int products = 512;
        foreach (double magnitude in new[] { 1e-9, 1, 1e3, 1e8 })
        {
            T[] numbers = [.. Enumerable.Range(0, Blocks * products).Select(_ => T.CreateTruncating(magnitude * random.NextDouble()))];
            BigNumber exact = BigNumber.Sum([]);
            foreach (T number in numbers)
            {
                exact += BigNumber.Log1P(double.CreateTruncating(number));
            }

            double[] carried = new double[SoftplusSum.Carried];
            double[] fours = new double[SoftplusSum.Carried];
            for (int block = 0; block < Blocks; block++)
            {
                Assert.True(SoftplusSum.AddProducts<T>(numbers.AsSpan(block * products, products), carried));
                Assert.True(SoftplusSum.AddFours<T>(numbers.AsSpan(block * products, products), default, fours));
            }

            Bits.Equal<double>(carried, fours, "eight and four at a time");
            double error = exact.UlpError<double>(SoftplusSum.Total(carried));
            Assert.True(error <= 4, $"{error} ulp of {magnitude}");
        }
    }

    [Fact]
    public void Products_that_are_none_or_too_large_are_left_out()
    {
        var limit = T.CreateTruncating(SoftplusSum.LargestProduct);
        double[] carried = new double[SoftplusSum.Carried];
        foreach (T far in new[] { T.BitIncrement(limit), T.PositiveInfinity, T.NegativeInfinity, T.NaN, -T.One })
        {
            for (int i = 0; i < 512; i += 17)
            {
                // Blocks that are full, and the last.
                foreach (int length in new[] { 512, ((i / 16) + 1) * 16 })
                {
                    T[] products = new T[length];
                    products[i] = far;
                    Assert.False(SoftplusSum.AddProducts<T>(products, carried));
                    Assert.All(carried, c => Assert.Equal(0, c));
                    products[i] = limit;
                    Assert.True(SoftplusSum.AddProducts<T>(products, new double[SoftplusSum.Carried]));
                }
            }
        }

        // Ten are 2^1000. 1 divided by 2^1023 is no normal number any more.
        for (int lane = 0; lane < 16; lane++)
        {
            foreach ((int exponent, bool isTaken) in new[] { (21, true), (23, false), (100, false) })
            {
                T[] products = new T[512];
                for (int i = 0; i <= 10; i++)
                {
                    products[lane + (16 * i)] = i < 10 ? limit : T.ScaleB(T.One, exponent);
                }

                double[] sum = new double[SoftplusSum.Carried];
                Assert.Equal(isTaken, SoftplusSum.AddFours<T>(products, default, new double[SoftplusSum.Carried]));
                Assert.Equal(isTaken, SoftplusSum.AddProducts<T>(products, sum));
                Assert.Equal(isTaken ? (1_000 + exponent) * Math.Log(2) : 0, SoftplusSum.Total(sum), 1e-6);
            }
        }
    }

    [Fact]
    public void Targets_are_bits_until_one_is_neither_0_nor_1()
    {
        var random = new Random(3);
        T[] soft = [T.CreateTruncating(0.5), T.Epsilon, T.BitDecrement(T.One), T.BitIncrement(T.One), -T.One, T.NaN, T.PositiveInfinity, T.NegativeInfinity, T.One + T.One, -T.Epsilon];
        foreach (int length in new[] { 0, 1, 16, 63, 64, 65, 500, 512, 1_024, 1_100, 2_048, 2_049, 5_000, 3 * 2_048 })
        {
            T[] targets = [.. Enumerable.Range(0, length).Select(i => random.Next(4) switch { 0 => T.One, 1 => T.NegativeZero, _ => T.Zero })];
            T[] bits = Poison.Array<T>(LabelBits.Numbers<T>(length));
            Assert.Equal(length, LabelBits.Write<T>(targets, bits));
            for (int i = 0; i < bits.Length * Width; i++)
            {
                Assert.Equal(i < length && targets[i] == T.One, IsSet(bits, i));
            }

            for (int i = 0; i < length; i += 1 + (length / 300))
            {
                T old = targets[i];
                targets[i] = soft[i % soft.Length];
                int written = LabelBits.Write<T>(targets, bits);
                Assert.True(written <= i && i - written < BlockElements, $"{written} for {i}");
                targets[i] = old;
            }
        }
    }

    [Fact]
    public void A_wrong_target_behind_labels_is_named()
    {
        foreach (int soft in new[] { -1, 0, 3_000, 19_000 })
        {
            foreach (int at in new[] { 0, 1, 2_047, 2_048, 2_500, 9_999, (Rows * Labels) - 1 })
            {
                BinaryBatch batch = Hard(BinaryBatch.Random(9, Rows, Labels));
                if (soft >= 0)
                {
                    batch.Targets[soft] = 0.25;
                }

                batch.Targets[at] = 1.5;
                T[] gradient = Poison.Array<T>(batch.Length);
                ArgumentOutOfRangeException error = Assert.Throws<ArgumentOutOfRangeException>(
                    () => BinaryBatch.Loss(Labels, Reduction.Mean).ForwardBackward<T>(Batch.As<T>(batch.Logits), Batch.As<T>(batch.Targets), gradient.AsSpan()));
                Assert.Contains($"Target 1.5 at row {at / Labels}, column {at % Labels} ", error.Message, StringComparison.Ordinal);
                Poison.IsUntouched<T>(gradient);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Ends))]
    public void A_sum_keeps_to_its_arguments(bool atEnd)
    {
        foreach (int length in new[] { 1, 15, 64, 65, 130, 511, 512, 513, 1_030, 2_047, 2_048, 2_200 })
        {
            BinaryBatch batch = Hard(BinaryBatch.Random(length, length, 1));
            using var logits = new GuardedMemory<T>(length, atEnd);
            using var targets = new GuardedMemory<T>(length, atEnd);
            using var gradient = new GuardedMemory<T>(length, atEnd);
            Batch.As<T>(batch.Logits).CopyTo(logits.Span);
            Batch.As<T>(batch.Targets).CopyTo(targets.Span);
            BinaryCrossEntropyLoss loss = BinaryBatch.Loss(1, Reduction.Sum);
            (T expected, T[] expectedGradient) = batch.Summed<T>(loss);
            Bits.Equal(expected, loss.ForwardBackward<T>(logits.Span, targets.Span, gradient.Span));
            Bits.Equal(expectedGradient, gradient.Span, "gradient");
        }
    }

    /// <summary>The bits of a number.</summary>
    private static int Width => typeof(T) == typeof(float) ? 32 : 64;

    private static bool IsSet(T[] bits, int target)
    {
        (int group, int element) = int.DivRem(target, 16 * Width);
        T number = bits[(group * 16) + (element % 16)];
        ulong word = number is float single ? BitConverter.SingleToUInt32Bits(single) : BitConverter.DoubleToUInt64Bits(double.CreateTruncating(number));
        return ((word >> (Width - 1 - (element / 16))) & 1) != 0;
    }

    private static BinaryBatch Hard(BinaryBatch batch) => batch with { Targets = [.. batch.Targets.Select(t => Math.Round(t))] };

    /// <summary>Forward alone, in place and on several threads: the same bits.</summary>
    private static void EveryCallAgrees(BinaryBatch batch, T expected, T[] expectedGradient)
    {
        T[] logits = Batch.As<T>(batch.Logits), targets = Batch.As<T>(batch.Targets);
        foreach (int degree in new[] { 1, 2, 3, 8 })
        {
            var loss = new BinaryCrossEntropyLoss(Labels, new BinaryCrossEntropyOptions { Reduction = Reduction.Sum, MaxDegreeOfParallelism = degree });
            T[] gradient = Poison.Array<T>(logits.Length);
            Bits.Equal(expected, loss.ForwardBackward<T>(logits, targets, gradient.AsSpan()), "fused");
            Bits.Equal(expectedGradient, gradient, "gradient");
            Bits.Equal(expected, loss.Forward<T>(logits, targets), "forward");
            T[] inPlace = [.. logits];
            Bits.Equal(expected, loss.ForwardBackward<T>(inPlace, targets, inPlace.AsSpan()), "in place");
            Bits.Equal(expectedGradient, inPlace, "gradient in place");
        }
    }

    private static (T[] Bits, T[] Products, T[] Gradient) Run<TSimd, TVector>(BinaryBatch batch)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        T[] logits = Batch.As<T>(batch.Logits);
        int group = LabelBits.GroupElements<T>();
        T[] targets = new T[(logits.Length + group - 1) / group * group];
        Batch.As<T>(batch.Targets).CopyTo(targets, 0);
        T[] bits = new T[LabelBits.Numbers<T>(targets.Length)];
        Assert.True(LabelBits.Groups<BackwardPass, TSimd, TVector, T>(ref targets[0], targets.Length, ref bits[0]));

        T[] products = new T[logits.Length / 4];
        T[] gradient = new T[logits.Length];
        var block = new PlainBinaryBlock<T>
        {
            Count = logits.Length,
            Logits = ref logits[0],
            Labels = ref bits[0],
            Products = ref products[0],
            Slopes = ref gradient[0],
            Scale = T.CreateTruncating(0.3),
        };
        HardBinaryLoop<TSimd, TVector, T>.Compute<BackwardPass>(in block);
        return (bits, products, gradient);
    }
}

public sealed class HardBinarySingleTests : HardBinaryTests<float>
{
    /// <summary>What the loop does not hold below the range of the exponential shows by its product.</summary>
    [Fact]
    public void Every_exponential_beyond_the_largest_product_is_refused()
    {
        if (!Avx512F.VL.IsSupported)
        {
            return;
        }

        EveryExponentialIsRefused<Simd256<float>, Vector256<float>>();
        if (Vector512.IsHardwareAccelerated)
        {
            EveryExponentialIsRefused<Simd512<float>, Vector512<float>>();
        }
    }

    /// <summary>Four vectors at once, as the loop has them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EveryExponentialIsRefused<TSimd, TVector>()
        where TSimd : struct, ISimd<TVector, float>
        where TVector : struct
    {
        int least = BitConverter.SingleToInt32Bits((float)(100 * Math.Log(2)) + 1e-4f);
        int[] x = [.. Enumerable.Range(least, 4 * TSimd.Count)];
        TVector beyond = TSimd.Create(float.BitIncrement((float)SoftplusSum.LargestProduct));
        while (x[0] <= BitConverter.SingleToInt32Bits(float.PositiveInfinity))
        {
            TVector u0 = TSimd.LoadIntegers(ref x[0], 0);
            TVector u1 = TSimd.LoadIntegers(ref x[0], TSimd.Count);
            TVector u2 = TSimd.LoadIntegers(ref x[0], 2 * TSimd.Count);
            TVector u3 = TSimd.LoadIntegers(ref x[0], 3 * TSimd.Count);
            TSimd.Exp(ref u0, ref u1, ref u2, ref u3);
            TVector fits = TSimd.Or(TSimd.Or(Fits(u0), Fits(u1)), TSimd.Or(Fits(u2), Fits(u3)));
            if (TSimd.HorizontalMax(TSimd.Select(fits, TSimd.Create(1.0), TSimd.Zero)) != 0)
            {
                Assert.Fail($"An exponential of {BitConverter.Int32BitsToSingle(x[0])} and the {x.Length} numbers from there on fits.");
            }

            for (int i = 0; i < x.Length; i++)
            {
                x[i] += x.Length;
            }
        }

        TVector Fits(TVector u) => TSimd.Select(TSimd.IsNegative(u), TSimd.Zero, TSimd.LessThan(u, beyond));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void A_gradient_past_the_caches_has_the_same_bits(int offset)
    {
        int length = (int)(Streaming.LeastBytes / sizeof(float)) + 1_003;
        var random = new Random(5);
        float[] logits = [.. Enumerable.Range(0, length).Select(_ => (random.NextSingle() - 0.5f) * 8)];
        float[] targets = [.. Enumerable.Range(0, length).Select(_ => (float)random.Next(2))];
        float[] gradient = Poison.Array<float>(length + 16);
        BinaryCrossEntropyLoss loss = BinaryBatch.Loss(1, Reduction.Sum);
        float inPlace = loss.ForwardBackward<float>(logits, targets, gradient.AsSpan(offset, length));
        Bits.Equal(inPlace, loss.ForwardBackward<float>(logits, targets, logits.AsSpan()));
        Bits.Equal<float>(logits, gradient.AsSpan(offset, length));
        Poison.IsUntouched(gradient.AsSpan(0, offset).ToArray());
        Poison.IsUntouched(gradient.AsSpan(offset + length).ToArray());
    }
}

public sealed class HardBinaryDoubleTests : HardBinaryTests<double>;
