using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

/// <summary>
/// The sum of the losses, in double and always in the same order: sixteen partial sums in a block of rows, added in a tree; block after block with
/// the rounding error carried along.
/// </summary>
/// <remarks>The order depends on the position of the rows alone: not on the width of the vectors, the memory's alignment or threads.</remarks>
internal struct LossSum
{
    /// <summary>The partial sums.</summary>
    public const int Lanes = 16;

    private double _sum;
    private double _error;

    /// <summary>The sum so far.</summary>
    public readonly double Total => double.IsFinite(_sum) ? _sum + _error : _sum;

    /// <summary>Adds one block.</summary>
    public void Add(double block)
    {
        // Neumaier's variant of Kahan's sum. Once the sum is infinite or NaN, the error means nothing.
        double sum = _sum + block;
        _error += Math.Abs(_sum) >= Math.Abs(block) ? _sum - sum + block : block - sum + _sum;
        _sum = sum;
    }

    /// <summary>The sum of all losses, in blocks of so many.</summary>
    public static double Of<T>(ReadOnlySpan<T> losses, int blockLength)
        where T : unmanaged, INumberBase<T>
    {
        LossSum sum = default;
        for (; losses.Length > blockLength; losses = losses[blockLength..])
        {
            sum.Add(Block(losses[..blockLength]));
        }

        if (!losses.IsEmpty)
        {
            sum.Add(Block(losses));
        }

        return sum.Total;
    }

    /// <summary>The sum of one block.</summary>
    public static double Block<T>(ReadOnlySpan<T> losses)
        where T : unmanaged, INumberBase<T>
    {
        // Sixteen partial sums as four vectors, or as two that hold the same: the same additions everywhere.
        Vector256<double> s0 = default, s1 = default, s2 = default, s3 = default;
        int i = 0;
        if (Avx512F.IsSupported)
        {
            ref T first = ref MemoryMarshal.GetReference(losses);
            Vector512<double> lower = default, upper = default;
            for (; i <= losses.Length - Lanes; i += Lanes)
            {
                lower += Eight(ref first, (nuint)i);
                upper += Eight(ref first, (nuint)i + (Lanes / 2));
            }

            (s0, s1, s2, s3) = (lower.GetLower(), lower.GetUpper(), upper.GetLower(), upper.GetUpper());
        }

        for (; i <= losses.Length - Lanes; i += Lanes)
        {
            s0 += Four(losses[i..]);
            s1 += Four(losses[(i + 4)..]);
            s2 += Four(losses[(i + 8)..]);
            s3 += Four(losses[(i + 12)..]);
        }

        double total = Tree(s0, s1, s2, s3);
        for (; i < losses.Length; i++)
        {
            total += Scalar.ToDouble(losses[i]);
        }

        return total;
    }

    /// <summary>The sum of sixteen partial sums, as of a block.</summary>
    public static double Tree(Vector512<double> lower, Vector512<double> upper) => Tree(lower.GetLower(), lower.GetUpper(), upper.GetLower(), upper.GetUpper());

    private static double Tree(Vector256<double> s0, Vector256<double> s1, Vector256<double> s2, Vector256<double> s3)
    {
        Vector256<double> sum = (s0 + s1) + (s2 + s3);
        return (sum[0] + sum[2]) + (sum[1] + sum[3]);
    }

    /// <summary>Eight numbers as doubles.</summary>
    internal static Vector512<double> Eight<T>(ref T losses, nuint offset)
        where T : unmanaged
        => typeof(T) == typeof(float)
            ? Avx512F.ConvertToVector512Double(Vector256.LoadUnsafe(ref losses, offset).As<T, float>())
            : Vector512.LoadUnsafe(ref losses, offset).As<T, double>();

    /// <summary>The first four numbers as doubles.</summary>
    internal static Vector256<double> Four<T>(ReadOnlySpan<T> losses)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            Vector128<float> four = Vector128.Create(losses).As<T, float>();
            if (Avx.IsSupported)
            {
                return Avx.ConvertToVector256Double(four);
            }

            (Vector128<double> lower, Vector128<double> upper) = Vector128.Widen(four);
            return Vector256.Create(lower, upper);
        }

        return Vector256.Create(losses).As<T, double>();
    }
}
