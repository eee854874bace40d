using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

/// <summary>
/// The sum of the losses of a run of elements, from what <see cref="PlainBinaryLoop{TSimd, TVector, T}"/> and <see cref="HardBinaryLoop{TSimd, TVector, T}"/> leave of its blocks: Σ c·x, and log Π(1 + e), one
/// logarithm for thousands of elements.
/// </summary>
/// <remarks>
/// Sixteen partial sums and products, always of the same elements and in the same order, on every width. A product holds the elements of a block at each place. Its power of two goes to the sums, and what is left, below
/// 2, is multiplied with that of the run, which may have hundreds of blocks; two of its products are multiplied before the logarithm.
/// </remarks>
internal static class SoftplusSum
{
    /// <summary>The numbers that are carried from block to block: sixteen products without their 1, and sixteen sums.</summary>
    public const int Carried = 2 * LossSum.Lanes;

    /// <summary>The largest product of four elements that <see cref="AddProducts"/> takes: 2^100, which is e^69.3.</summary>
    public const double LargestProduct = (1L << 50) * (double)(1L << 50);

    /// <summary>The largest product of a block: 1 divided by its power of two is a normal number.</summary>
    private const double LargestOfBlock = double.MaxValue / 4;

    private const double Ln2 = 0.69314718055994531;

    /// <summary>Adds a block to a run.</summary>
    /// <param name="products">Sixteen products of four elements, less 1, of each step: at least 0, or NaN.</param>
    /// <param name="sums">The sums of the same elements, or nothing.</param>
    /// <param name="carried">The run, in <see cref="Carried"/> numbers; at its start zeros.</param>
    /// <returns>Whether it was added. Not if a sum is infinite or NaN: its elements then have to be looked at one by one.</returns>
    public static bool Add<T>(ReadOnlySpan<T> products, ReadOnlySpan<T> sums, Span<double> carried)
        where T : unmanaged
        => Avx512F.IsSupported ? AddEights(products, sums, carried) : AddFours(products, sums, carried);

    /// <summary>Adds a block that has no sums, and any products.</summary>
    /// <param name="products">Sixteen products of four elements, less 1, of each step.</param>
    /// <param name="carried">As there.</param>
    /// <returns>Whether it was added. Not if a product is negative, NaN or larger than <see cref="LargestProduct"/>, nor if all of them are too large together.</returns>
    public static bool AddProducts<T>(ReadOnlySpan<T> products, Span<double> carried)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => RangeScan.AreWithin(products, T.CreateTruncating(LargestProduct)) && Add(products, default, carried);

    /// <summary>The sum of the losses of a run.</summary>
    /// <param name="carried">What <see cref="Add"/> has carried.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Total(ReadOnlySpan<double> carried)
    {
        Vector512<double> lower = Vector512.Create(carried);
        Vector512<double> upper = Vector512.Create(carried[8..]);
        Vector512<double> product = Vector512.FusedMultiplyAdd(lower, upper, lower + upper);
        Vector512<double> logs = Vector512.IsHardwareAccelerated
            ? VectorMath.Log1P(product)
            : Vector512.Create(VectorMath.Log1P(product.GetLower()), VectorMath.Log1P(product.GetUpper()));
        return LossSum.Tree(Vector512.Create(carried[16..]), Vector512.Create(carried[24..])) + LossSum.Tree(logs, default);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool AddEights<T>(ReadOnlySpan<T> products, ReadOnlySpan<T> sums, Span<double> carried)
        where T : unmanaged
    {
        ref T product = ref MemoryMarshal.GetReference(products);
        ref T sum = ref MemoryMarshal.GetReference(sums);
        Vector512<double> q0 = default, q1 = default, s0 = default, s1 = default;
        nuint i = 0;
        for (; i + LossSum.Lanes < (nuint)products.Length; i += 2 * LossSum.Lanes)
        {
            q0 = Multiply(q0, Multiply(LossSum.Eight(ref product, i), LossSum.Eight(ref product, i + LossSum.Lanes)));
            q1 = Multiply(q1, Multiply(LossSum.Eight(ref product, i + 8), LossSum.Eight(ref product, i + 8 + LossSum.Lanes)));
        }

        if (i < (nuint)products.Length)
        {
            q0 = Multiply(q0, LossSum.Eight(ref product, i));
            q1 = Multiply(q1, LossSum.Eight(ref product, i + 8));
        }

        for (i = 0; i < (nuint)sums.Length; i += LossSum.Lanes)
        {
            s0 += LossSum.Eight(ref sum, i);
            s1 += LossSum.Eight(ref sum, i + 8);
        }

        if (!Fit(q0, s0) || !Fit(q1, s1))
        {
            return false;
        }

        Carry(q0, s0, carried);
        Carry(q1, s1, carried[8..]);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool AddFours<T>(ReadOnlySpan<T> products, ReadOnlySpan<T> sums, Span<double> carried)
        where T : unmanaged
    {
        Vector256<double> q0 = default, q1 = default, q2 = default, q3 = default, s0 = default, s1 = default, s2 = default, s3 = default;
        int i = 0;
        for (; i + LossSum.Lanes < products.Length; i += 2 * LossSum.Lanes)
        {
            ReadOnlySpan<T> first = products.Slice(i, LossSum.Lanes);
            ReadOnlySpan<T> second = products.Slice(i + LossSum.Lanes, LossSum.Lanes);
            q0 = Multiply(q0, Multiply(LossSum.Four(first), LossSum.Four(second)));
            q1 = Multiply(q1, Multiply(LossSum.Four(first[4..]), LossSum.Four(second[4..])));
            q2 = Multiply(q2, Multiply(LossSum.Four(first[8..]), LossSum.Four(second[8..])));
            q3 = Multiply(q3, Multiply(LossSum.Four(first[12..]), LossSum.Four(second[12..])));
        }

        if (i < products.Length)
        {
            ReadOnlySpan<T> last = products[i..];
            q0 = Multiply(q0, LossSum.Four(last));
            q1 = Multiply(q1, LossSum.Four(last[4..]));
            q2 = Multiply(q2, LossSum.Four(last[8..]));
            q3 = Multiply(q3, LossSum.Four(last[12..]));
        }

        for (i = 0; i < sums.Length; i += LossSum.Lanes)
        {
            ReadOnlySpan<T> next = sums.Slice(i, LossSum.Lanes);
            s0 += LossSum.Four(next);
            s1 += LossSum.Four(next[4..]);
            s2 += LossSum.Four(next[8..]);
            s3 += LossSum.Four(next[12..]);
        }

        Vector512<double> lower = Vector512.Create(q0, q1), upper = Vector512.Create(q2, q3);
        Vector512<double> lowerSum = Vector512.Create(s0, s1), upperSum = Vector512.Create(s2, s3);
        if (!Fit(lower, lowerSum) || !Fit(upper, upperSum))
        {
            return false;
        }

        Carry(lower, lowerSum, carried);
        Carry(upper, upperSum, carried[8..]);
        return true;
    }

    /// <summary>(1 + p)·(1 + q) − 1.</summary>
    private static Vector512<double> Multiply(Vector512<double> p, Vector512<double> q) => Vector512.FusedMultiplyAdd(p, Vector512<double>.One + q, q);

    /// <inheritdoc cref="Multiply(Vector512{double}, Vector512{double})"/>
    private static Vector256<double> Multiply(Vector256<double> p, Vector256<double> q) => Vector256.FusedMultiplyAdd(p, Vector256<double>.One + q, q);

    /// <summary>Whether a block can be added. Below the largest number also says: not NaN.</summary>
    private static bool Fit(Vector512<double> products, Vector512<double> sums) =>
        Vector512.LessThanOrEqualAll(sums, Vector512.Create(double.MaxValue)) && Vector512.LessThanOrEqualAll(products, Vector512.Create(LargestOfBlock));

    /// <summary>Adds a block to eight of the products and sums that are carried.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Carry(Vector512<double> products, Vector512<double> sums, Span<double> carried)
    {
        // 1 + q = 2^k·(1 + p), 1 ≤ 1 + p < 2. For k = 0 p is q, with all its digits.
        Vector512<ulong> exponent = (Vector512<double>.One + products).AsUInt64() & Vector512.Create(FloatBits.ExponentDouble);
        Vector512<double> inverse = (Vector512.Create((2ul * FloatBits.BiasDouble) << FloatBits.MantissaDouble) - exponent).AsDouble();
        Vector512<double> k = ((exponent >> FloatBits.MantissaDouble) + Vector512.Create(FloatBits.RoundDoubleBits)).AsDouble() - Vector512.Create(FloatBits.RoundDouble + FloatBits.BiasDouble);
        Vector512<double> p = Vector512.FusedMultiplyAdd(products, inverse, inverse - Vector512<double>.One);

        var run = Vector512.Create<double>(carried);
        Vector512.FusedMultiplyAdd(run, Vector512<double>.One + p, p).CopyTo(carried);
        (Vector512.Create<double>(carried[LossSum.Lanes..]) + Vector512.FusedMultiplyAdd(k, Vector512.Create(Ln2), sums)).CopyTo(carried[LossSum.Lanes..]);
    }
}
