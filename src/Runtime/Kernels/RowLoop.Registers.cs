using System.Runtime.CompilerServices;

namespace CeGen.Runtime;

/// <content>
/// Rows that generated kernels hold in registers. Their exponentials are added up by fours before they are added to the sum of their row: the rounding errors of that are some 2⁻²⁴ of
/// the sum at most, each way. Here it is done in the same order.
/// </content>
internal static partial class RowLoop<TSimd, TVector, T>
{
    /// <summary>Parks the exponentials of a row.</summary>
    private static void Park(in Sources memory, ref T parked, nint classes, T anchor, T shift)
    {
        RowExponential row = RowExponential.Of(anchor, shift);

        // Taken before anything is parked, since the last vector overlaps the one before and the logits may be the gradient.
        TVector last = row.Of(in memory.Logits, classes - TSimd.Count);
        for (nint i = 0; i <= classes - TSimd.Count; i += TSimd.Count)
        {
            row.Park(in memory.Logits, ref parked, i);
        }

        TSimd.Store(last, ref parked, classes - TSimd.Count);
    }

    /// <summary>The sum of what is parked.</summary>
    /// <param name="parked">Positive numbers.</param>
    /// <param name="classes">How many.</param>
    /// <param name="lanes">The elements of the widest vector.</param>
    /// <param name="sumsByFours">Whether the row has other sums, of fours of neighbouring classes.</param>
    private static T SumInRegisters(ref T parked, int classes, int lanes, bool sumsByFours) =>
        !RowShape.AreGroups(lanes, classes, sumsByFours) ? SumOfNeighbours(ref parked, classes)
        : RowShape.ArePairs(lanes, classes) ? SumOfPairs(ref parked, classes, lanes)
        : SumOfVectors(ref parked, classes);

    /// <summary>In lanes: four neighbouring classes.</summary>
    private static T SumOfNeighbours(ref T parked, int classes)
    {
        RoundedOnce sum = default;
        for (int i = 0; i < classes; i += 4)
        {
            sum.Add((At(ref parked, classes, i) + At(ref parked, classes, i + 1)) + (At(ref parked, classes, i + 2) + At(ref parked, classes, i + 3)));
        }

        return sum.Total;
    }

    /// <summary>In groups of rows of two vectors: two lanes of both vectors, neighbours or the next but one, as the first level of the tree takes them (<see cref="RowGroups"/>).</summary>
    private static T SumOfPairs(ref T parked, int classes, int lanes)
    {
        RoundedOnce sum = default;
        int distance = typeof(T) == typeof(float) ? 2 : 1;
        for (int i = 0; i < lanes; i++)
        {
            if ((i & distance) == 0)
            {
                sum.Add(Pair(ref parked, classes, lanes, i) + Pair(ref parked, classes, lanes, i + distance));
            }
        }

        return sum.Total;
    }

    /// <summary>In groups of longer rows: four vectors.</summary>
    private static T SumOfVectors(ref T parked, nint classes)
    {
        TVector sum = TSimd.Zero, error = TSimd.Zero;
        for (nint i = 0; i < classes; i += 4 * TSimd.Count)
        {
            TVector four = TSimd.Add(
                TSimd.Add(Fresh(ref parked, classes, i), Fresh(ref parked, classes, i + TSimd.Count)),
                TSimd.Add(Fresh(ref parked, classes, i + 2 * TSimd.Count), Fresh(ref parked, classes, i + 3 * TSimd.Count)));
            Add(ref sum, ref error, four);
        }

        return TSimd.HorizontalSum(sum, error);
    }

    /// <summary>A lane of both vectors of a row; the second ends with the row, and counts where the first has not held its class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Pair(ref T parked, int classes, int lanes, int i)
    {
        int second = classes - lanes + i;
        return Unsafe.Add(ref parked, i) + (second >= lanes ? Unsafe.Add(ref parked, second) : T.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T At(ref T parked, int classes, int i) => i < classes ? Unsafe.Add(ref parked, i) : T.Zero;

    /// <summary>A vector of the row; of the last, the lanes that no vector before has held.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Fresh(ref T parked, nint classes, nint i) =>
        i <= classes - TSimd.Count ? TSimd.Load(in parked, i)
        : i < classes ? TSimd.And(TSimd.Load(in parked, classes - TSimd.Count), NotYet(classes - i))
        : TSimd.Zero;

    /// <summary>A sum of a few positive numbers, rounded once: of floats in double, which has the digits for it, of doubles with the rounding errors beside it.</summary>
    private struct RoundedOnce
    {
        private double _wide;
        private T _sum;
        private T _error;

        public readonly T Total => typeof(T) == typeof(float) ? T.CreateTruncating(_wide) : SimdScalar<T>.HorizontalSum(_sum, _error);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(T term)
        {
            if (typeof(T) == typeof(float))
            {
                _wide += double.CreateTruncating(term);
            }
            else
            {
                VectorMath.Add<SimdScalar<T>, T, T>(ref _sum, term, ref _error);
            }
        }
    }
}
