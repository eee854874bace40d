using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

/// <summary>
/// Rows, as many as a vector has lanes, each of which has left a vector of partial maxima or sums: the maximum or the sum of each row, in the row's lane. All rows take a few
/// instructions together, where each by itself would take as many and wait for them.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RowGroups
{
    /// <summary>The largest of each row's parts.</summary>
    /// <param name="parts">The parts: a vector for each row.</param>
    /// <param name="max">The maxima.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Max(ref float parts, out Vector512<float> max) => max = Maxima<RowTree512Single, Simd512<float>, Vector512<float>, float>.Of(ref parts);

    /// <inheritdoc cref="Max(ref float, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Max(ref double parts, out Vector512<double> max) => max = Maxima<RowTree512Double, Simd512<double>, Vector512<double>, double>.Of(ref parts);

    /// <inheritdoc cref="Max(ref float, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Max(ref float parts, out Vector256<float> max) => max = Maxima<RowTree256Single, Simd256<float>, Vector256<float>, float>.Of(ref parts);

    /// <inheritdoc cref="Max(ref float, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Max(ref double parts, out Vector256<double> max) => max = Maxima<RowTree256Double, Simd256<double>, Vector256<double>, double>.Of(ref parts);

    /// <summary>The sum of each row's parts, which carry the rounding errors of their additions beside them.</summary>
    /// <param name="parts">The parts: a vector for each row.</param>
    /// <param name="errors">Their errors.</param>
    /// <param name="sum">The sums.</param>
    /// <param name="error">Their errors.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Sum(ref float parts, ref float errors, out Vector512<float> sum, out Vector512<float> error) => sum = Sums<RowTree512Single, Simd512<float>, Vector512<float>, float, AnySign>.Of(ref parts, ref errors, out error);

    /// <inheritdoc cref="Sum(ref float, ref float, out Vector512{float}, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Sum(ref double parts, ref double errors, out Vector512<double> sum, out Vector512<double> error) => sum = Sums<RowTree512Double, Simd512<double>, Vector512<double>, double, AnySign>.Of(ref parts, ref errors, out error);

    /// <inheritdoc cref="Sum(ref float, ref float, out Vector512{float}, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Sum(ref float parts, ref float errors, out Vector256<float> sum, out Vector256<float> error) => sum = Sums<RowTree256Single, Simd256<float>, Vector256<float>, float, AnySign>.Of(ref parts, ref errors, out error);

    /// <inheritdoc cref="Sum(ref float, ref float, out Vector512{float}, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Sum(ref double parts, ref double errors, out Vector256<double> sum, out Vector256<double> error) => sum = Sums<RowTree256Double, Simd256<double>, Vector256<double>, double, AnySign>.Of(ref parts, ref errors, out error);

    /// <summary>As <see cref="Sum(ref float, ref float, out Vector512{float}, out Vector512{float})"/>, of positive parts.</summary>
    /// <param name="parts">The parts: a vector for each row.</param>
    /// <param name="errors">Their errors.</param>
    /// <param name="sum">The sums.</param>
    /// <param name="error">Their errors.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void SumPositive(ref float parts, ref float errors, out Vector512<float> sum, out Vector512<float> error) => sum = Sums<RowTree512Single, Simd512<float>, Vector512<float>, float, Positive>.Of(ref parts, ref errors, out error);

    /// <inheritdoc cref="SumPositive(ref float, ref float, out Vector512{float}, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void SumPositive(ref double parts, ref double errors, out Vector512<double> sum, out Vector512<double> error) => sum = Sums<RowTree512Double, Simd512<double>, Vector512<double>, double, Positive>.Of(ref parts, ref errors, out error);

    /// <inheritdoc cref="SumPositive(ref float, ref float, out Vector512{float}, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void SumPositive(ref float parts, ref float errors, out Vector256<float> sum, out Vector256<float> error) => sum = Sums<RowTree256Single, Simd256<float>, Vector256<float>, float, Positive>.Of(ref parts, ref errors, out error);

    /// <inheritdoc cref="SumPositive(ref float, ref float, out Vector512{float}, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void SumPositive(ref double parts, ref double errors, out Vector256<double> sum, out Vector256<double> error) => sum = Sums<RowTree256Double, Simd256<double>, Vector256<double>, double, Positive>.Of(ref parts, ref errors, out error);

    /// <summary>The sum of each row's parts, which are positive and come without errors.</summary>
    /// <param name="parts">The parts: a vector for each row.</param>
    /// <param name="sum">The sums.</param>
    /// <param name="error">Their errors.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void SumPositive(ref float parts, out Vector512<float> sum, out Vector512<float> error) => sum = Sums<RowTree512Single, Simd512<float>, Vector512<float>, float, PositiveAlone>.Of(ref parts, ref parts, out error);

    /// <inheritdoc cref="SumPositive(ref float, out Vector512{float}, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void SumPositive(ref double parts, out Vector512<double> sum, out Vector512<double> error) => sum = Sums<RowTree512Double, Simd512<double>, Vector512<double>, double, PositiveAlone>.Of(ref parts, ref parts, out error);

    /// <inheritdoc cref="SumPositive(ref float, out Vector512{float}, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void SumPositive(ref float parts, out Vector256<float> sum, out Vector256<float> error) => sum = Sums<RowTree256Single, Simd256<float>, Vector256<float>, float, PositiveAlone>.Of(ref parts, ref parts, out error);

    /// <inheritdoc cref="SumPositive(ref float, out Vector512{float}, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void SumPositive(ref double parts, out Vector256<double> sum, out Vector256<double> error) => sum = Sums<RowTree256Double, Simd256<double>, Vector256<double>, double, PositiveAlone>.Of(ref parts, ref parts, out error);

    /// <summary>As <see cref="SumPositive(ref float, out Vector512{float}, out Vector512{float})"/>, of the sums of pairs of parts, which are rounded.</summary>
    /// <param name="parts">The parts: a vector for each row.</param>
    /// <param name="sum">The sums.</param>
    /// <param name="error">Their errors.</param>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void SumPairs(ref float parts, out Vector512<float> sum, out Vector512<float> error) => sum = Sums<RowTree512Single, Simd512<float>, Vector512<float>, float, PositivePairs>.Of(ref parts, ref parts, out error);

    /// <inheritdoc cref="SumPairs(ref float, out Vector512{float}, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void SumPairs(ref double parts, out Vector512<double> sum, out Vector512<double> error) => sum = Sums<RowTree512Double, Simd512<double>, Vector512<double>, double, PositivePairs>.Of(ref parts, ref parts, out error);

    /// <inheritdoc cref="SumPairs(ref float, out Vector512{float}, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void SumPairs(ref float parts, out Vector256<float> sum, out Vector256<float> error) => sum = Sums<RowTree256Single, Simd256<float>, Vector256<float>, float, PositivePairs>.Of(ref parts, ref parts, out error);

    /// <inheritdoc cref="SumPairs(ref float, out Vector512{float}, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void SumPairs(ref double parts, out Vector256<double> sum, out Vector256<double> error) => sum = Sums<RowTree256Double, Simd256<double>, Vector256<double>, double, PositivePairs>.Of(ref parts, ref parts, out error);

    // What parts are. Compared by type, so that the JIT never sees the code for others.

    /// <summary>Parts of any sign, with errors beside them.</summary>
    private readonly struct AnySign;

    /// <summary>Positive parts, with errors beside them.</summary>
    private readonly struct Positive;

    /// <summary>Positive parts without errors.</summary>
    private readonly struct PositiveAlone;

    /// <summary>Positive parts without errors, of which pairs are added up first, and rounded.</summary>
    private readonly struct PositivePairs;

    /// <remarks>Each level is a method of its own: what calls itself is not inlined.</remarks>
    private static class Maxima<TTree, TSimd, TVector, T>
        where TTree : struct, IRowTree<TVector>
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of(ref T parts) => TTree.Levels switch
        {
            2 => Four(ref parts, 0),
            3 => Eight(ref parts, 0),
            _ => Join(3, Eight(ref parts, 0), Eight(ref parts, 8)),
        };

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TVector Eight(ref T parts, int row) => Join(2, Four(ref parts, row), Four(ref parts, row + 4));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TVector Four(ref T parts, int row) => Join(1, Two(ref parts, row), Two(ref parts, row + 2));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TVector Two(ref T parts, int row) =>
            Join(0, TSimd.Load(ref parts, row * TSimd.Count), TSimd.Load(ref parts, (row + 1) * TSimd.Count));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TVector Join(int level, TVector left, TVector right)
        {
            TTree.Split(level, left, right, out TVector low, out TVector high);
            return TSimd.Max(low, high);
        }
    }

    /// <remarks>As there.</remarks>
    private static class Sums<TTree, TSimd, TVector, T, TParts>
        where TTree : struct, IRowTree<TVector>
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
        where TParts : struct
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of(ref T parts, ref T errors, out TVector error)
        {
            switch (TTree.Levels)
            {
                case 2:
                    return Four(ref parts, ref errors, 0, out error);
                case 3:
                    return Eight(ref parts, ref errors, 0, out error);
                default:
                    TVector left = Eight(ref parts, ref errors, 0, out TVector leftError);
                    TVector right = Eight(ref parts, ref errors, 8, out TVector rightError);
                    return Join(3, left, leftError, right, rightError, out error);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TVector Eight(ref T parts, ref T errors, int row, out TVector error)
        {
            TVector left = Four(ref parts, ref errors, row, out TVector leftError);
            TVector right = Four(ref parts, ref errors, row + 4, out TVector rightError);
            return Join(2, left, leftError, right, rightError, out error);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TVector Four(ref T parts, ref T errors, int row, out TVector error)
        {
            if (typeof(TParts) == typeof(PositivePairs))
            {
                return First(1, Pairs(ref parts, row), Pairs(ref parts, row + 2), out error);
            }

            TVector left = Two(ref parts, ref errors, row, out TVector leftError);
            TVector right = Two(ref parts, ref errors, row + 2, out TVector rightError);
            return Join(1, left, leftError, right, rightError, out error);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TVector Two(ref T parts, ref T errors, int row, out TVector error)
        {
            int left = row * TSimd.Count;
            int right = (row + 1) * TSimd.Count;
            if (typeof(TParts) == typeof(PositiveAlone))
            {
                return First(0, TSimd.Load(ref parts, left), TSimd.Load(ref parts, right), out error);
            }

            return Join(0, TSimd.Load(ref parts, left), TSimd.Load(ref errors, left), TSimd.Load(ref parts, right), TSimd.Load(ref errors, right), out error);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TVector Pairs(ref T parts, int row)
        {
            TTree.Split(0, TSimd.Load(ref parts, row * TSimd.Count), TSimd.Load(ref parts, (row + 1) * TSimd.Count), out TVector low, out TVector high);
            return TSimd.Add(low, high);
        }

        /// <summary>The first sums of positive parts, and their errors.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TVector First(int level, TVector left, TVector right, out TVector error)
        {
            TTree.Split(level, left, right, out TVector low, out TVector high);
            TVector sum = TSimd.Add(low, high);
            error = TSimd.Subtract(TSimd.Min(low, high), TSimd.Subtract(sum, TSimd.Max(low, high)));
            return sum;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TVector Join(int level, TVector left, TVector leftError, TVector right, TVector rightError, out TVector error)
        {
            TTree.Split(level, left, right, out TVector sum, out TVector high);
            TTree.Split(level, leftError, rightError, out TVector low, out TVector highError);
            error = TSimd.Add(low, highError);
            if (typeof(TParts) != typeof(AnySign))
            {
                VectorMath.AddPositive<TSimd, TVector, T>(ref sum, high, ref error);
            }
            else
            {
                VectorMath.Add<TSimd, TVector, T>(ref sum, high, ref error);
            }

            return sum;
        }
    }
}
