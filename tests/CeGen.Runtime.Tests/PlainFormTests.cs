using System.Numerics;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime.Tests;

/// <summary>What is written out beside the trait of vectors gives the bits of what is written with it.</summary>
public class PlainFormTests
{
    private const int Count = 4096;

    [Fact]
    public void Logarithms_are_those_of_the_trait()
    {
        AreSame(
            Arguments<float>().Select(z => (VectorMath.Log1P(Vector256.Create(z)).ToScalar(), VectorMath.Log1P<Simd128<float>, Vector128<float>, float>(Vector128.Create(z)).ToScalar())));
        AreSame(
            Arguments<double>().Select(z => (VectorMath.Log1P(Vector256.Create(z)).ToScalar(), VectorMath.Log1P<Simd128<double>, Vector128<double>, double>(Vector128.Create(z)).ToScalar())));
    }

    [Fact]
    public void Shifts_are_those_of_the_trait()
    {
        foreach (float max in Numbers<float>(1, 250))
        {
            float expected = VectorMath.Shift<Simd128<float>, Vector128<float>, float>(Vector128.Create(max)).ToScalar();
            AreSame([(VectorMath.Shift(max), expected), (VectorMath.Shift(Vector256.Create(max))[1], expected), (VectorMath.Shift(Vector512.Create(max))[9], expected)]);
        }

        foreach (double max in Numbers<double>(2, 1600))
        {
            double expected = VectorMath.Shift<Simd128<double>, Vector128<double>, double>(Vector128.Create(max)).ToScalar();
            AreSame([(VectorMath.Shift(max), expected), (VectorMath.Shift(Vector256.Create(max))[1], expected), (VectorMath.Shift(Vector512.Create(max))[5], expected)]);
        }
    }

    [Fact]
    public void Sums_are_those_of_the_trait()
    {
        SumsAreSame<float>();
        SumsAreSame<double>();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Sums_without_a_term_are_those_of_the_trait(bool inFours)
    {
        float[] singles = [.. Numbers<float>(3, 1).Select(float.Abs)];
        double[] doubles = [.. Numbers<double>(4, 1).Select(double.Abs)];
        for (int own = 0; own < 200; own++)
        {
            nint end = inFours ? 256 : own / 64 * 64;
            AreSame(
            [
                (VectorMath.SumWithout(ref singles[0], own, end, Lanes512(singles, 256), Lanes512(singles, 512)),
                    VectorMath.SumWithout<Simd512<float>, Vector512<float>, float>(ref singles[0], own, end, Lanes512(singles, 256), Lanes512(singles, 512))),
                (VectorMath.SumWithout(ref singles[0], own, end, Lanes256(singles, 256), Lanes256(singles, 512)),
                    VectorMath.SumWithout<Simd256<float>, Vector256<float>, float>(ref singles[0], own, end, Lanes256(singles, 256), Lanes256(singles, 512))),
            ]);
            AreSame(
            [
                (VectorMath.SumWithout(ref doubles[0], own, end, Lanes512(doubles, 256), Lanes512(doubles, 512)),
                    VectorMath.SumWithout<Simd512<double>, Vector512<double>, double>(ref doubles[0], own, end, Lanes512(doubles, 256), Lanes512(doubles, 512))),
                (VectorMath.SumWithout(ref doubles[0], own, end, Lanes256(doubles, 256), Lanes256(doubles, 512)),
                    VectorMath.SumWithout<Simd256<double>, Vector256<double>, double>(ref doubles[0], own, end, Lanes256(doubles, 256), Lanes256(doubles, 512))),
            ]);
        }
    }

    [Fact]
    public void Losses_of_rows_are_those_of_the_trait()
    {
        RowsAreSame<float>(40);
        RowsAreSame<double>(700);
    }

    private static void RowsAreSame<T>(double range)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Rows = RowBlock<float>.MostRows - 3;
        T smoothing = T.CreateTruncating(0.1), pull = T.CreateTruncating(0.02);
        T[] max = Numbers<T>(5, 60), total = Numbers<T>(6, 3);
        T[] held = [.. Numbers<T>(7, 1).Select((h, i) => i % 5 == 0 ? T.Zero : T.Abs(h))];
        T[] difference = [.. Numbers<T>(8, range).Select((d, i) => i % 31 == 0 ? T.NegativeInfinity : -T.Abs(d))];
        T[] own = [.. difference.Select((d, i) => i % 37 == 0 ? T.NaN : T.Exp(d))];
        T[] rest = [.. Numbers<T>(9, 3).Select((r, i) => i % 7 == 0 ? T.Zero : T.Abs(r) + T.Exp(-T.Abs(r)))];
        T[] memory = new T[RowLosses<T>.Length], losses = new T[Rows];

        Check(
            (in RowLosses<T> kept, int row) => kept.Add(row, max[row], difference[row], rest[row], own[row]),
            (in RowLosses<T> kept, in RowBlock<T> block) => kept.Write(in block),
            row => VectorMath.Loss(rest[row], own[row], difference[row], max[row], VectorMath.Shift(max[row])));
        Check(
            (in RowLosses<T> kept, int row) => kept.Add(row, max[row], difference[row], rest[row], own[row], total[row]),
            (in RowLosses<T> kept, in RowBlock<T> block) => kept.WriteSmoothed(in block, smoothing),
            row => VectorMath.SmoothedLoss(rest[row], own[row], difference[row], max[row], VectorMath.Shift(max[row]), total[row], smoothing));
        Check(
            (in RowLosses<T> kept, int row) => kept.Add(row, max[row], difference[row], rest[row], own[row], total[row], held[row]),
            (in RowLosses<T> kept, in RowBlock<T> block) => kept.WriteWeighted(in block),
            row => VectorMath.WeightedLoss(rest[row], own[row], difference[row], max[row], VectorMath.Shift(max[row]), total[row], held[row], pull));
        Check(
            (in RowLosses<T> kept, int row) => kept.AddProbabilities(row, max[row], rest[row] + T.One, held[row], total[row]),
            (in RowLosses<T> kept, in RowBlock<T> block) => kept.WriteProbabilities(in block),
            row => VectorMath.ProbabilityLoss(rest[row] + T.One, max[row], VectorMath.Shift(max[row]), held[row], total[row]));
        Check(
            (in RowLosses<T> kept, int row) => kept.Add(row, max[row], difference[row], rest[row], own[row]),
            (in RowLosses<T> kept, in RowBlock<T> block) => kept.WriteLogSums(in block),
            row => VectorMath.LogSum(rest[row] + own[row], VectorMath.Shift(max[row])));

        void Check(Keep<T> keep, Write<T> write, Func<int, T> expected)
        {
            var kept = new RowLosses<T>(ref memory[0]);
            for (int row = 0; row < Rows; row++)
            {
                keep(in kept, row);
            }

            var block = new RowBlock<T> { Rows = Rows, Pull = pull, LossesStart = ref losses[0], LogSumsStart = ref losses[0] };
            write(in kept, in block);
            AreSame(losses.Select((loss, row) => (loss, expected(row))));
        }
    }

    private delegate void Keep<T>(in RowLosses<T> kept, int row)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    private delegate void Write<T>(in RowLosses<T> kept, in RowBlock<T> block)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>;

    private static void SumsAreSame<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] terms = Numbers<T>(10, 1e6);
        Vector512<T> sum = default, error = default, traitSum = default, traitError = default;
        Vector512<T> positive = default, positiveError = default, traitPositive = default, traitPositiveError = default;
        Vector512<T> grown = Vector512.Create(T.CreateTruncating(4e9)), grownError = default, traitGrown = grown, traitGrownError = default;
        Vector256<T> half = default, halfError = default, traitHalf = default, traitHalfError = default;
        Vector256<T> halfPositive = default, halfPositiveError = default, traitHalfPositive = default, traitHalfPositiveError = default;
        Vector256<T> halfGrown = grown.GetLower(), halfGrownError = default, traitHalfGrown = halfGrown, traitHalfGrownError = default;
        for (int i = 0; i < Count; i += Vector512<T>.Count)
        {
            Vector512<T> term = Vector512.Create<T>(terms.AsSpan(i));
            VectorMath.Add(ref sum, term, ref error);
            VectorMath.Add<Simd512<T>, Vector512<T>, T>(ref traitSum, term, ref traitError);
            VectorMath.AddPositive(ref positive, Vector512.Abs(term), ref positiveError);
            VectorMath.AddPositive<Simd512<T>, Vector512<T>, T>(ref traitPositive, Vector512.Abs(term), ref traitPositiveError);
            VectorMath.Grow(ref grown, term, ref grownError);
            VectorMath.Grow<Simd512<T>, Vector512<T>, T>(ref traitGrown, term, ref traitGrownError);

            VectorMath.Add(ref half, term.GetUpper(), ref halfError);
            VectorMath.Add<Simd256<T>, Vector256<T>, T>(ref traitHalf, term.GetUpper(), ref traitHalfError);
            VectorMath.AddPositive(ref halfPositive, Vector256.Abs(term.GetUpper()), ref halfPositiveError);
            VectorMath.AddPositive<Simd256<T>, Vector256<T>, T>(ref traitHalfPositive, Vector256.Abs(term.GetUpper()), ref traitHalfPositiveError);
            VectorMath.Grow(ref halfGrown, term.GetUpper(), ref halfGrownError);
            VectorMath.Grow<Simd256<T>, Vector256<T>, T>(ref traitHalfGrown, term.GetUpper(), ref traitHalfGrownError);
        }

        Assert.NotEqual(default, error);
        Assert.NotEqual(default, halfPositiveError);
        Assert.Equal([traitSum, traitError, traitPositive, traitPositiveError, traitGrown, traitGrownError], new[] { sum, error, positive, positiveError, grown, grownError });
        Assert.Equal(
            [traitHalf, traitHalfError, traitHalfPositive, traitHalfPositiveError, traitHalfGrown, traitHalfGrownError],
            new[] { half, halfError, halfPositive, halfPositiveError, halfGrown, halfGrownError });
    }

    private static void AreSame<T>(IEnumerable<(T Actual, T Expected)> pairs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (T Actual, T Expected)[] all = [.. pairs];
        Bits.Equal([.. all.Select(p => p.Expected)], [.. all.Select(p => p.Actual)], "beside the trait");
    }

    /// <summary>Around 0, and over all magnitudes.</summary>
    private static IEnumerable<T> Arguments<T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Enumerable.Range(0, Count)
            .SelectMany(i => new[] { -0.9 + (i * 0.002), Math.Pow(10, -30 + (i * 0.015)) })
            .Append(double.NaN)
            .Select(T.CreateTruncating);

    private static T[] Numbers<T>(int seed, double range)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Count).Select(_ => T.CreateTruncating(((2 * random.NextDouble()) - 1) * range))];
    }

    private static Vector512<T> Lanes512<T>(T[] numbers, int start) => Vector512.Create<T>(numbers.AsSpan(start));

    private static Vector256<T> Lanes256<T>(T[] numbers, int start) => Vector256.Create<T>(numbers.AsSpan(start));
}
