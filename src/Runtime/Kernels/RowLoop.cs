using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CeGen.Runtime;

/// <summary>
/// One row after the other, four vectors at a time: the maximum; the exponentials, which are parked where the gradient goes; the gradient.
/// One exponential per logit. A row is at least a vector long; what is left of it at the end is a last vector that overlaps the one before.
/// </summary>
internal static partial class RowLoop<TSimd, TVector, T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The steps of four vectors after which the rounding errors of a sum of exponentials are added to it: they lose digits of their own if they grow.</summary>
    private const int StepsOfFold = 16;

    public static void Compute<TPass>(RowFormula<T> formula, in RowBlock<T> block)
        where TPass : struct, IPass
        => Compute<TPass, Whole>(default, formula, in block);

    /// <summary>The rows of a few, each so long that it is cut into pieces, which threads share.</summary>
    public static void ComputeInPieces<TPass>(RowFormula<T> formula, in RowBlock<T> block, int threads)
        where TPass : struct, IPass
        => Compute<TPass, Pieces>(new Pieces(threads), formula, in block);

    private static void Compute<TPass, TWalk>(TWalk walk, RowFormula<T> formula, in RowBlock<T> block)
        where TPass : struct, IPass
        where TWalk : struct, IWalk
    {
        if (!block.HasProbabilities)
        {
            Indices<TPass, TWalk>(walk, formula, in block);
        }
        else if (block.HasWeights)
        {
            Probabilities<TPass, TWalk, WeightedTarget>(walk, formula, in block);
        }
        else
        {
            Probabilities<TPass, TWalk, Target>(walk, formula, in block);
        }
    }

    private static void Indices<TPass, TWalk>(TWalk walk, RowFormula<T> formula, in RowBlock<T> block)
        where TPass : struct, IPass
        where TWalk : struct, IWalk
    {
        int classes = formula.Classes;
        T smoothing = formula.Smoothing;
        T share = formula.Share;
        bool isSmooth = smoothing != T.Zero;
        bool isWeighted = isSmooth && block.HasShares;
        int lanes = DynamicRows.WidestLanes<T>();
        bool isInRegisters = RowShape.AreInRegisters(lanes, classes);
        for (int row = 0; row < block.Rows; row++)
        {
            var memory = new Sources(ref Unsafe.Add(ref block.Logits, (nint)row * classes), ref block.Logits, ref block.Held, ref block.Shares);
            ref T parked = ref TPass.Backward ? ref Unsafe.Add(ref block.Gradient, (nint)row * classes) : ref block.Scratch;
            ref T loss = ref Unsafe.Add(ref block.Losses, row);
            int target = Unsafe.Add(ref block.Targets, row);
            if (target < 0)
            {
                loss = T.Zero;
                if (TPass.Backward)
                {
                    MemoryMarshal.CreateSpan(ref parked, classes).Clear();
                }

                continue;
            }

            // Ordinary rows are shifted by a power of two, others by their maximum.
            T max = walk.Max(ref memory.Logits, classes);
            bool isOrdinary = VectorMath.IsOrdinary(max);
            T anchor = isOrdinary ? T.Zero : max;
            T shift = isOrdinary ? VectorMath.Shift(max) : T.Zero;
            T difference = Unsafe.Add(ref memory.Logits, target) - max;
            T total = isWeighted ? walk.Sum<WeightedDifference>(in memory, classes, max)
                : isSmooth ? share * Differences(walk, in memory, classes, max, isOrdinary)
                : T.Zero;

            T own;
            T rest;
            if (isInRegisters)
            {
                Park(in memory, ref parked, classes, anchor, shift);
                own = Unsafe.Add(ref parked, target);
                Unsafe.Add(ref parked, target) = T.Zero;
                rest = SumInRegisters(ref parked, classes, lanes, isSmooth && !isWeighted);
            }
            else
            {
                (TVector sum, TVector error) = walk.Exponentials(in memory, ref parked, classes, anchor, shift);
                own = Unsafe.Add(ref parked, target);
                rest = VectorMath.SumWithout<TSimd, TVector, T>(ref parked, target, FoursEnd(classes), sum, error);
                if (own > rest * T.CreateTruncating(VectorMath.HeavyTarget))
                {
                    // The difference has lost digits: sum again, without the target.
                    Unsafe.Add(ref parked, target) = T.Zero;
                    rest = walk.Sum<Logit>(new Sources(ref parked, ref parked, ref parked, ref parked), classes);
                }
            }

            T held = isWeighted ? Unsafe.Add(ref block.RowWeights, row) : T.One;
            loss = isWeighted ? VectorMath.WeightedLoss(rest, own, difference, max - anchor, shift, total, held, block.Pull)
                : isSmooth ? VectorMath.SmoothedLoss(rest, own, difference, max - anchor, shift, total, smoothing)
                : VectorMath.Loss(rest, own, difference, max - anchor, shift);
            T scale = TPass.Backward ? Unsafe.Add(ref block.Scales, row) : T.Zero;
            if (formula.Gamma != T.Zero)
            {
                VectorMath.Focus(rest, own, formula.Gamma, ref loss, ref scale);
            }

            if (block.HasLogSums)
            {
                Unsafe.Add(ref block.LogSums, row) = anchor + VectorMath.LogSum(rest + own, shift);
            }

            if (TPass.Backward)
            {
                T factor = scale * (isWeighted ? held + block.Pull : T.One) / (rest + own);
                if (isWeighted)
                {
                    walk.Gradient<WeightedEntry>(in memory, ref parked, classes, factor, -scale);
                }
                else
                {
                    walk.Gradient<Entry>(in memory, ref parked, classes, factor, -share * scale);
                }

                Unsafe.Add(ref parked, target) = isWeighted
                    ? VectorMath.WeightedTargetGradient(rest, own, scale, factor, held, block.Pull, Unsafe.Add(ref block.Shares, target))
                    : isSmooth ? VectorMath.SmoothedTargetGradient(rest, own, scale, factor, smoothing, share)
                    : -rest * factor;
            }
        }
    }

    /// <summary>Σ(x − max) over all classes.</summary>
    private static T Differences<TWalk>(TWalk walk, in Sources memory, nint classes, T max, bool isOrdinary)
        where TWalk : struct, IWalk
    {
        if (classes <= RowShape.MostClassesInLanes && TSimd.Count > 1)
        {
            var few = new RowLoop<SimdScalar<T>, T, T>.Sources(ref memory.Logits, ref memory.Probabilities, ref memory.Held, ref memory.Shares);
            return RowLoop<SimdScalar<T>, T, T>.Differences(default(RowLoop<SimdScalar<T>, T, T>.Whole), in few, classes, max, isOrdinary);
        }

        return isOrdinary ? walk.Sum<OrdinaryDifference>(in memory, classes, max) : walk.Sum<Difference>(in memory, classes, max);
    }

    /// <summary>Σu and Σu·(x − max) over all classes, where u = a · t + b.</summary>
    private static (T Wanted, T Total) Totals<TWalk, TTarget>(TWalk walk, in Sources memory, nint classes, T a, T b, T max)
        where TWalk : struct, IWalk
        where TTarget : struct, ITarget
    {
        if (classes <= RowShape.MostClassesInLanes && TSimd.Count > 1 && !TTarget.IsWeighted)
        {
            var few = new RowLoop<SimdScalar<T>, T, T>.Sources(ref memory.Logits, ref memory.Probabilities, ref memory.Held, ref memory.Shares);
            return RowLoop<SimdScalar<T>, T, T>.Totals<RowLoop<SimdScalar<T>, T, T>.Whole, RowLoop<SimdScalar<T>, T, T>.Target>(default, in few, classes, a, b, max);
        }

        return (walk.Sum<Wanted<TTarget>>(in memory, classes, a, b), walk.Sum<WantedDifference<TTarget>>(in memory, classes, a, b, max));
    }

    /// <summary>Rows whose targets are a probability for each class: u_c = w_c·((1−ε)·t_c + ε/C) is what each class counts for.</summary>
    private static void Probabilities<TPass, TWalk, TTarget>(TWalk walk, RowFormula<T> formula, in RowBlock<T> block)
        where TPass : struct, IPass
        where TWalk : struct, IWalk
        where TTarget : struct, ITarget
    {
        int classes = formula.Classes;
        T held = formula.Held;
        T share = formula.Share;

        // Weights without label smoothing leave no shares: a factor of 0 takes them from weights again.
        ref T shares = ref block.HasShares ? ref block.Shares : ref block.Held;
        T sharesFactor = block.HasShares ? T.One : T.Zero;
        for (int row = 0; row < block.Rows; row++)
        {
            nint start = (nint)row * classes;
            var memory = new Sources(ref Unsafe.Add(ref block.Logits, start), ref Unsafe.Add(ref block.Probabilities, start), ref block.Held, ref shares);
            ref T parked = ref TPass.Backward ? ref Unsafe.Add(ref block.Gradient, start) : ref block.Scratch;
            T max = walk.Max(ref memory.Logits, classes);
            bool isOrdinary = VectorMath.IsOrdinary(max);
            T anchor = isOrdinary ? T.Zero : max;
            T shift = isOrdinary ? VectorMath.Shift(max) : T.Zero;
            T second = TTarget.IsWeighted ? sharesFactor : share;
            (T wanted, T total) = Totals<TWalk, TTarget>(walk, in memory, classes, held, second, max);
            (TVector exponentials, TVector error) = walk.Exponentials(in memory, ref parked, classes, anchor, shift);
            T sum = TSimd.HorizontalSum(exponentials, error);

            Unsafe.Add(ref block.Losses, row) = VectorMath.ProbabilityLoss(sum, max - anchor, shift, wanted, total);
            if (block.HasLogSums)
            {
                Unsafe.Add(ref block.LogSums, row) = anchor + VectorMath.LogSum(sum, shift);
            }

            if (TPass.Backward)
            {
                T scale = Unsafe.Add(ref block.Scales, row);
                walk.Gradient<ProbabilityEntry<TTarget>>(in memory, ref parked, classes, scale * wanted / sum, -scale, held, second);
            }
        }
    }

    private static T Max(ref T logits, nint classes)
    {
        TVector m0 = TSimd.Load(in logits, 0), m1 = m0, m2 = m0, m3 = m0;
        nint i = 0;
        for (; i <= classes - 4 * TSimd.Count; i += 4 * TSimd.Count)
        {
            m0 = TSimd.Max(m0, TSimd.Load(in logits, i));
            m1 = TSimd.Max(m1, TSimd.Load(in logits, i + TSimd.Count));
            m2 = TSimd.Max(m2, TSimd.Load(in logits, i + 2 * TSimd.Count));
            m3 = TSimd.Max(m3, TSimd.Load(in logits, i + 3 * TSimd.Count));
        }

        for (; i <= classes - TSimd.Count; i += TSimd.Count)
        {
            m0 = TSimd.Max(m0, TSimd.Load(in logits, i));
        }

        m0 = TSimd.Max(m0, TSimd.Load(in logits, classes - TSimd.Count));
        return TSimd.HorizontalMax(TSimd.Max(TSimd.Max(m0, m1), TSimd.Max(m2, m3)));
    }

    /// <summary>Where the exponentials of a row end that are added up by fours of vectors: none of a row that generated kernels hold in registers, whose class probabilities have no such fours.</summary>
    private static nint FoursEnd(nint classes) =>
        RowShape.AreInRegisters(DynamicRows.WidestLanes<T>(), (int)classes) ? 0 : RowShape.StepsEnd(TSimd.Count, (int)classes);

    /// <summary>Parks the exponentials and sums them, in lanes, by fours of vectors, with the rounding errors of the additions to the sum.</summary>
    private static (TVector Sum, TVector Error) Exponentials(in Sources memory, ref T parked, nint classes, T anchor, T shift)
    {
        RowExponential row = RowExponential.Of(anchor, shift);

        // Taken before anything is parked, since the last vector overlaps the one before and the logits may be the gradient.
        TVector last = row.Of(in memory.Logits, classes - TSimd.Count);

        TVector start = TSimd.Create(VectorMath.ExponentialsStart);
        TVector sum = start;
        TVector error = TSimd.Zero;
        nint step = RowShape.VectorsOfStep * TSimd.Count;
        nint foursEnd = FoursEnd(classes);
        nint i = 0;
        while (i < foursEnd)
        {
            nint end = nint.Min(foursEnd, i + StepsOfFold * step);
            for (; i < end; i += step)
            {
                TVector e0 = row.Park(in memory.Logits, ref parked, i), e1 = row.Park(in memory.Logits, ref parked, i + TSimd.Count);
                TVector e2 = row.Park(in memory.Logits, ref parked, i + 2 * TSimd.Count), e3 = row.Park(in memory.Logits, ref parked, i + 3 * TSimd.Count);
                Grow(ref sum, ref error, TSimd.Add(TSimd.Add(e0, e1), TSimd.Add(e2, e3)));
            }

            TVector carried = error;
            error = TSimd.Zero;
            Grow(ref sum, ref error, carried);
        }

        for (; i <= classes - TSimd.Count; i += TSimd.Count)
        {
            Grow(ref sum, ref error, row.Park(in memory.Logits, ref parked, i));
        }

        if (i < classes)
        {
            TSimd.Store(last, ref parked, classes - TSimd.Count);
            Grow(ref sum, ref error, TSimd.And(last, NotYet(classes - i)));
        }

        return (TSimd.Subtract(sum, start), error);
    }

    /// <summary>
    /// Sums a term over the row, with the rounding errors of the additions. Terms of one sign are added up by fours first in longer rows, a vector of each, and of few classes by fours of neighbours: the rounding errors of that are
    /// some 2⁻²⁴ of the terms, each way, and do not grow with the row. Generated kernels do the same, and have the same bits for it.
    /// </summary>
    /// <param name="memory">What the terms are made of.</param>
    /// <param name="classes">The length of the row.</param>
    /// <param name="first">The first number that the terms depend on.</param>
    /// <param name="second">The second.</param>
    /// <param name="third">The third.</param>
    private static (TVector Sum, TVector Error) Sum<TTerm>(in Sources memory, nint classes, T first, T second, T third)
        where TTerm : struct, ITerm
    {
        TVector a = TSimd.Create(first);
        TVector b = TSimd.Create(second);
        TVector c = TSimd.Create(third);
        TVector s0 = TSimd.Zero, s1 = s0, s2 = s0, s3 = s0, error = s0;
        nint i = 0;
        if (TTerm.HasOneSign && (TSimd.Count == 1 || classes > RowShape.MostVectorsOfGroup * TSimd.Count))
        {
            if (RowShape.IsShort(TSimd.Count, classes))
            {
                return (PlainSum<TTerm>(in memory, classes, a, b, c), TSimd.Zero);
            }

            for (; i <= classes - 4 * TSimd.Count; i += 4 * TSimd.Count)
            {
                Add(ref s0, ref error, TTerm.Four(in memory, i, a, b, c));
            }
        }

        for (; i <= classes - 4 * TSimd.Count; i += 4 * TSimd.Count)
        {
            Add(ref s0, ref error, TTerm.Of(in memory, i, a, b, c));
            Add(ref s1, ref error, TTerm.Of(in memory, i + TSimd.Count, a, b, c));
            Add(ref s2, ref error, TTerm.Of(in memory, i + 2 * TSimd.Count, a, b, c));
            Add(ref s3, ref error, TTerm.Of(in memory, i + 3 * TSimd.Count, a, b, c));
        }

        for (; i <= classes - TSimd.Count; i += TSimd.Count)
        {
            Add(ref s0, ref error, TTerm.Of(in memory, i, a, b, c));
        }

        if (i < classes)
        {
            Add(ref s0, ref error, TSimd.And(TTerm.Of(in memory, classes - TSimd.Count, a, b, c), NotYet(classes - i)));
        }

        return Combine(s0, s1, s2, s3, error);
    }

    /// <summary>As there, over a short row, without rounding errors. What the fours leave comes first or last, as in generated kernels.</summary>
    private static TVector PlainSum<TTerm>(in Sources memory, nint classes, TVector a, TVector b, TVector c)
        where TTerm : struct, ITerm
    {
        nint foursEnd = RowShape.StepsEnd(TSimd.Count, (int)classes);
        bool beginsWithRest = RowShape.BeginsWithRest(TSimd.Count * Unsafe.SizeOf<T>());
        TVector sum = TSimd.Zero;
        if (beginsWithRest)
        {
            sum = AddRest<TTerm>(sum, in memory, foursEnd, classes, a, b, c);
        }

        for (nint i = 0; i < foursEnd; i += RowShape.VectorsOfStep * TSimd.Count)
        {
            sum = TSimd.Add(sum, TTerm.Four(in memory, i, a, b, c));
        }

        return beginsWithRest ? sum : AddRest<TTerm>(sum, in memory, foursEnd, classes, a, b, c);
    }

    /// <summary>Adds the terms from <paramref name="i"/> on, vector by vector.</summary>
    private static TVector AddRest<TTerm>(TVector sum, in Sources memory, nint i, nint classes, TVector a, TVector b, TVector c)
        where TTerm : struct, ITerm
    {
        for (; i <= classes - TSimd.Count; i += TSimd.Count)
        {
            sum = TSimd.Add(sum, TTerm.Of(in memory, i, a, b, c));
        }

        return i < classes ? TSimd.Add(sum, TSimd.And(TTerm.Of(in memory, classes - TSimd.Count, a, b, c), NotYet(classes - i))) : sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TVector Sum, TVector Error) Combine(TVector s0, TVector s1, TVector s2, TVector s3, TVector error)
    {
        Add(ref s0, ref error, s1);
        Add(ref s2, ref error, s3);
        Add(ref s0, ref error, s2);
        return (s0, error);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref TVector sum, ref TVector error, TVector term) => VectorMath.Add<TSimd, TVector, T>(ref sum, term, ref error);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Grow(ref TVector sum, ref TVector error, TVector term) => VectorMath.Grow<TSimd, TVector, T>(ref sum, term, ref error);

    /// <summary>Makes gradients of what is parked, in place.</summary>
    private static void Gradient<TEntry>(in Sources memory, ref T parked, nint classes, T first, T second, T third, T fourth)
        where TEntry : struct, IEntry
    {
        TVector a = TSimd.Create(first);
        TVector b = TSimd.Create(second);
        TVector c = TSimd.Create(third);
        TVector d = TSimd.Create(fourth);
        TVector last = TEntry.Of(TSimd.Load(in parked, classes - TSimd.Count), in memory, classes - TSimd.Count, a, b, c, d);
        nint i = 0;
        for (; i <= classes - TSimd.Count; i += TSimd.Count)
        {
            TSimd.Store(TEntry.Of(TSimd.Load(in parked, i), in memory, i, a, b, c, d), ref parked, i);
        }

        TSimd.Store(last, ref parked, classes - TSimd.Count);
    }

    /// <summary>The lanes of the last vector that no vector before it has held, where <paramref name="left"/> elements are left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector NotYet(nint left) => TSimd.LanesFrom(TSimd.Count - (int)left);
}
