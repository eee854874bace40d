using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

/// <summary>
/// The sum of the losses of a run of elements, from what <see cref="PlainBinaryLoop{TSimd, TVector, T}"/> leaves of its blocks: Σ c·x, and log Π(1 + e), one logarithm for thousands of elements.
/// </summary>
/// <remarks>
/// Sixteen partial sums and products, always of the same elements and in the same order, on every width. A product holds the 64 elements of a block at each place, 2^64 at most, and the four blocks of a run 2^256; two of
/// them, the most that are multiplied before the logarithm, 2^512.
/// </remarks>
internal static class SoftplusSum
{
    /// <summary>The blocks of a run.</summary>
    public const int BlocksOfRun = 4;

    /// <summary>The numbers that are carried from block to block: sixteen products without their 1, and sixteen sums.</summary>
    public const int Carried = 2 * LossSum.Lanes;

    /// <summary>Adds a block to a run.</summary>
    /// <param name="products">Sixteen products of four elements, less 1, of each step.</param>
    /// <param name="sums">The sums of the same elements.</param>
    /// <param name="carried">The run, in <see cref="Carried"/> numbers; at its start zeros.</param>
    /// <returns>Whether it was added. Not if a sum is infinite or NaN: its elements then have to be looked at one by one.</returns>
    public static bool Add<T>(ReadOnlySpan<T> products, ReadOnlySpan<T> sums, Span<double> carried)
        where T : unmanaged
        => Avx512F.IsSupported ? AddEights(products, sums, carried) : AddFours(products, sums, carried);

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
        for (nuint i = 0; i < (nuint)products.Length; i += LossSum.Lanes)
        {
            q0 = Times(q0, LossSum.Eight(ref product, i));
            q1 = Times(q1, LossSum.Eight(ref product, i + 8));
            s0 += LossSum.Eight(ref sum, i);
            s1 += LossSum.Eight(ref sum, i + 8);
        }

        // Below the largest number also says: not NaN.
        if (!Vector512.LessThanOrEqualAll(s0, Vector512.Create(double.MaxValue)) || !Vector512.LessThanOrEqualAll(s1, Vector512.Create(double.MaxValue)))
        {
            return false;
        }

        Times(Vector512.Create(carried), q0).CopyTo(carried);
        Times(Vector512.Create(carried[8..]), q1).CopyTo(carried[8..]);
        (Vector512.Create(carried[16..]) + s0).CopyTo(carried[16..]);
        (Vector512.Create(carried[24..]) + s1).CopyTo(carried[24..]);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool AddFours<T>(ReadOnlySpan<T> products, ReadOnlySpan<T> sums, Span<double> carried)
        where T : unmanaged
    {
        Span<double> block = stackalloc double[Carried];
        for (int lane = 0; lane < LossSum.Lanes; lane += 4)
        {
            Vector256<double> q = default, s = default;
            for (int i = lane; i < products.Length; i += LossSum.Lanes)
            {
                q = Times(q, LossSum.Four(products[i..]));
                s += LossSum.Four(sums[i..]);
            }

            if (!Vector256.LessThanOrEqualAll(s, Vector256.Create(double.MaxValue)))
            {
                return false;
            }

            q.CopyTo(block[lane..]);
            s.CopyTo(block[(LossSum.Lanes + lane)..]);
        }

        for (int lane = 0; lane < LossSum.Lanes; lane += 4)
        {
            Times(Vector256.Create<double>(carried[lane..]), Vector256.Create<double>(block[lane..])).CopyTo(carried[lane..]);
            Span<double> sum = carried[(LossSum.Lanes + lane)..];
            (Vector256.Create<double>(sum) + Vector256.Create<double>(block[(LossSum.Lanes + lane)..])).CopyTo(sum);
        }

        return true;
    }

    /// <summary>(1 + left)·(1 + right) − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Times(Vector512<double> left, Vector512<double> right) => Vector512.FusedMultiplyAdd(left, right, left + right);

    /// <inheritdoc cref="Times(Vector512{double}, Vector512{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Times(Vector256<double> left, Vector256<double> right) => Vector256.FusedMultiplyAdd(left, right, left + right);
}
