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
    /// <summary>The share of the others from which on the target's own exponential is too large to be taken from the sum of all: an eighth.</summary>
    private static readonly T Heavy = T.CreateTruncating(8);

    /// <summary>The steps of four vectors whose terms a partial sum takes.</summary>
    private const int StepsOfPartialSum = 2;

    public static void Compute<TPass>(RowFormula<T> formula, in RowBlock<T> block)
        where TPass : struct, IPass
    {
        if (block.HasProbabilities)
        {
            Probabilities<TPass>(formula, in block);
        }
        else
        {
            Indices<TPass>(formula, in block);
        }
    }

    private static void Indices<TPass>(RowFormula<T> formula, in RowBlock<T> block)
        where TPass : struct, IPass
    {
        int classes = formula.Classes;
        T smoothing = formula.Smoothing;
        T share = smoothing / T.CreateTruncating(classes);
        bool isSmooth = smoothing != T.Zero;
        bool isWeighted = isSmooth && block.HasShares;
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
            T max = Max(ref memory.Logits, classes);
            bool isOrdinary = VectorMath.IsOrdinary(max);
            T anchor = isOrdinary ? T.Zero : max;
            T shift = isOrdinary ? VectorMath.Shift(max) : T.Zero;
            T difference = Unsafe.Add(ref memory.Logits, target) - max;
            T total = isWeighted ? Sum<WeightedDifference>(in memory, ref parked, classes, max)
                : isSmooth ? Sum<Difference>(in memory, ref parked, classes, max, share)
                : T.Zero;

            T sum = Sum<Exponential>(in memory, ref parked, classes, anchor, shift, VectorMath.Lowest<SimdScalar<T>, T, T>(max - anchor));
            T own = Unsafe.Add(ref parked, target);
            T rest = sum - own;
            if (own * Heavy > rest)
            {
                // The difference has lost digits: sum again, without the target.
                Unsafe.Add(ref parked, target) = T.Zero;
                rest = Sum<Parked>(new Sources(ref parked, ref parked, ref parked, ref parked), ref parked, classes);
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
                    Gradient<WeightedEntry>(in memory, ref parked, classes, factor, scale);
                }
                else
                {
                    Gradient<Entry>(in memory, ref parked, classes, factor, -share * scale);
                }

                Unsafe.Add(ref parked, target) = isWeighted
                    ? VectorMath.WeightedTargetGradient(rest, own, scale, factor, held, block.Pull, Unsafe.Add(ref block.Shares, target))
                    : isSmooth ? VectorMath.SmoothedTargetGradient(rest, own, scale, factor, smoothing, share)
                    : -rest * factor;
            }
        }
    }

    /// <summary>Rows whose targets are a probability for each class: u_c = w_c·((1−ε)·t_c + ε/C) is what each class counts for.</summary>
    private static void Probabilities<TPass>(RowFormula<T> formula, in RowBlock<T> block)
        where TPass : struct, IPass
    {
        if (block.HasWeights)
        {
            Probabilities<TPass, WeightedTarget>(formula, in block);
        }
        else
        {
            Probabilities<TPass, Target>(formula, in block);
        }
    }

    private static void Probabilities<TPass, TTarget>(RowFormula<T> formula, in RowBlock<T> block)
        where TPass : struct, IPass
        where TTarget : struct, ITarget
    {
        int classes = formula.Classes;
        T held = T.One - formula.Smoothing;
        T share = formula.Smoothing / T.CreateTruncating(classes);

        // Weights without label smoothing leave no shares: a factor of 0 takes them from weights again.
        ref T shares = ref block.HasShares ? ref block.Shares : ref block.Held;
        T sharesFactor = block.HasShares ? T.One : T.Zero;
        for (int row = 0; row < block.Rows; row++)
        {
            nint start = (nint)row * classes;
            var memory = new Sources(ref Unsafe.Add(ref block.Logits, start), ref Unsafe.Add(ref block.Probabilities, start), ref block.Held, ref shares);
            ref T parked = ref TPass.Backward ? ref Unsafe.Add(ref block.Gradient, start) : ref block.Scratch;
            T max = Max(ref memory.Logits, classes);
            bool isOrdinary = VectorMath.IsOrdinary(max);
            T anchor = isOrdinary ? T.Zero : max;
            T shift = isOrdinary ? VectorMath.Shift(max) : T.Zero;
            T second = TTarget.IsWeighted ? sharesFactor : share;
            T wanted = Sum<Wanted<TTarget>>(in memory, ref parked, classes, held, second);
            T total = Sum<WantedDifference<TTarget>>(in memory, ref parked, classes, held, second, max);
            T sum = Sum<Exponential>(in memory, ref parked, classes, anchor, shift, VectorMath.Lowest<SimdScalar<T>, T, T>(max - anchor));

            Unsafe.Add(ref block.Losses, row) = VectorMath.ProbabilityLoss(sum, max - anchor, shift, wanted, total);
            if (block.HasLogSums)
            {
                Unsafe.Add(ref block.LogSums, row) = anchor + VectorMath.LogSum(sum, shift);
            }

            if (TPass.Backward)
            {
                T scale = Unsafe.Add(ref block.Scales, row);
                Gradient<ProbabilityEntry<TTarget>>(in memory, ref parked, classes, scale * wanted / sum, scale, held, second);
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

    /// <summary>Sums a term over the row. A partial sum takes a limited number of terms before it is added to the others: long rows lose no digits.</summary>
    /// <param name="memory">What the terms are made of.</param>
    /// <param name="parked">Where they are parked.</param>
    /// <param name="classes">The length of the row.</param>
    /// <param name="first">The first number that the terms depend on.</param>
    /// <param name="second">The second.</param>
    /// <param name="third">The third.</param>
    private static T Sum<TTerm>(in Sources memory, ref T parked, nint classes, T first = default, T second = default, T third = default)
        where TTerm : struct, ITerm
    {
        TVector a = TSimd.Create(first);
        TVector b = TSimd.Create(second);
        TVector c = TSimd.Create(third);

        // Taken before anything is parked, since the last vector overlaps the one before and the source may be the gradient.
        TVector last = TTerm.Of(in memory, classes - TSimd.Count, a, b, c);

        TVector sum = TSimd.Zero;
        TVector error = TSimd.Zero;
        nint step = 4 * TSimd.Count;
        nint stepsEnd = classes - classes % step;
        nint i = 0;
        while (i < stepsEnd)
        {
            TVector s0 = TSimd.Zero, s1 = s0, s2 = s0, s3 = s0;
            nint end = nint.Min(stepsEnd, i + StepsOfPartialSum * step);
            for (; i < end; i += step)
            {
                s0 = TSimd.Add(s0, Term<TTerm>(in memory, ref parked, i, a, b, c));
                s1 = TSimd.Add(s1, Term<TTerm>(in memory, ref parked, i + TSimd.Count, a, b, c));
                s2 = TSimd.Add(s2, Term<TTerm>(in memory, ref parked, i + 2 * TSimd.Count, a, b, c));
                s3 = TSimd.Add(s3, Term<TTerm>(in memory, ref parked, i + 3 * TSimd.Count, a, b, c));
            }

            Add(ref sum, ref error, TSimd.Add(TSimd.Add(s0, s1), TSimd.Add(s2, s3)));
        }

        for (; i <= classes - TSimd.Count; i += TSimd.Count)
        {
            Add(ref sum, ref error, Term<TTerm>(in memory, ref parked, i, a, b, c));
        }

        if (i < classes)
        {
            if (TTerm.Parks)
            {
                TSimd.Store(last, ref parked, classes - TSimd.Count);
            }

            Add(ref sum, ref error, TSimd.And(last, NotYet(classes - i)));
        }

        return TSimd.HorizontalSum(TSimd.Subtract(sum, error));
    }

    /// <summary>Kahan's sum: the rounding error is carried to the next addition. Of an infinite sum it is NaN, and must not be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref TVector sum, ref TVector error, TVector term)
    {
        TVector next = TSimd.Subtract(term, error);
        TVector before = sum;
        sum = TSimd.Add(sum, next);
        error = TSimd.Subtract(TSimd.Subtract(sum, before), next);
        error = TSimd.Select(TSimd.LessThan(error, TSimd.Create(double.PositiveInfinity)), error, TSimd.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Term<TTerm>(in Sources memory, ref T parked, nint i, TVector a, TVector b, TVector c)
        where TTerm : struct, ITerm
    {
        TVector term = TTerm.Of(in memory, i, a, b, c);
        if (TTerm.Parks)
        {
            TSimd.Store(term, ref parked, i);
        }

        return term;
    }

    /// <summary>Makes gradients of what is parked, in place.</summary>
    private static void Gradient<TEntry>(in Sources memory, ref T parked, nint classes, T first, T second, T third = default, T fourth = default)
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
