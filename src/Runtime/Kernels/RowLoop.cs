using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CeGen.Runtime;

/// <summary>
/// One row after the other, four vectors at a time: the maximum; the exponentials, which are parked where the gradient goes; the gradient.
/// One exponential per logit. A row is at least a vector long; what is left of it at the end is a last vector that overlaps the one before.
/// </summary>
internal static class RowLoop<TSimd, TVector, T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The steps of four vectors whose terms a partial sum takes.</summary>
    private const int StepsOfPartialSum = 4;

    public static void Compute<TPass>(int classes, T smoothing, in RowBlock<T> block)
        where TPass : struct, IPass
    {
        T share = smoothing / T.CreateTruncating(classes);
        for (int row = 0; row < block.Rows; row++)
        {
            ref T logits = ref Unsafe.Add(ref block.Logits, (nint)row * classes);
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
            T max = Max(ref logits, classes);
            bool isOrdinary = VectorMath.IsOrdinary(max);
            T anchor = isOrdinary ? T.Zero : max;
            T shift = isOrdinary ? VectorMath.Shift(max) : T.Zero;
            T difference = Unsafe.Add(ref logits, target) - max;
            T total = smoothing == T.Zero ? T.Zero : Sum<Difference>(ref logits, ref logits, classes, max, share);

            T sum = Sum<Exponential>(ref logits, ref parked, classes, anchor, shift, VectorMath.Lowest<SimdScalar<T>, T, T>(max - anchor));
            T own = Unsafe.Add(ref parked, target);
            T rest = sum - own;
            if (own > rest)
            {
                // The difference has lost digits: sum again, without the target.
                Unsafe.Add(ref parked, target) = T.Zero;
                rest = Sum<Parked>(ref parked, ref parked, classes);
            }

            loss = smoothing == T.Zero
                ? VectorMath.Loss(rest, own, difference, max - anchor, shift)
                : VectorMath.SmoothedLoss(rest, own, difference, max - anchor, shift, total, smoothing);

            if (TPass.Backward)
            {
                T scale = Unsafe.Add(ref block.Scales, row);
                T factor = scale / (rest + own);
                Gradient(ref parked, classes, factor, -share * scale);
                Unsafe.Add(ref parked, target) = smoothing == T.Zero
                    ? -rest * factor
                    : VectorMath.SmoothedTargetGradient(rest, own, scale, factor, smoothing, share);
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
    /// <param name="source">What the terms are made of.</param>
    /// <param name="parked">Where they are parked.</param>
    /// <param name="classes">The length of the row.</param>
    /// <param name="first">The first number that the terms depend on.</param>
    /// <param name="second">The second.</param>
    /// <param name="third">The third.</param>
    private static T Sum<TTerm>(ref T source, ref T parked, nint classes, T first = default, T second = default, T third = default)
        where TTerm : struct, ITerm
    {
        TVector a = TSimd.Create(first);
        TVector b = TSimd.Create(second);
        TVector c = TSimd.Create(third);

        // Taken before anything is parked, since the last vector overlaps the one before and the source may be the gradient.
        TVector last = TTerm.Of(TSimd.Load(in source, classes - TSimd.Count), a, b, c);

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
                s0 = TSimd.Add(s0, Term<TTerm>(ref source, ref parked, i, a, b, c));
                s1 = TSimd.Add(s1, Term<TTerm>(ref source, ref parked, i + TSimd.Count, a, b, c));
                s2 = TSimd.Add(s2, Term<TTerm>(ref source, ref parked, i + 2 * TSimd.Count, a, b, c));
                s3 = TSimd.Add(s3, Term<TTerm>(ref source, ref parked, i + 3 * TSimd.Count, a, b, c));
            }

            TVector next = TSimd.Subtract(TSimd.Add(TSimd.Add(s0, s1), TSimd.Add(s2, s3)), error);
            TVector before = sum;
            sum = TSimd.Add(sum, next);

            // Kahan's sum: the rounding error is carried to the next addition. Of an infinite sum it is NaN, and must not be.
            error = TSimd.Subtract(TSimd.Subtract(sum, before), next);
            error = TSimd.Select(TSimd.LessThan(error, TSimd.Create(double.PositiveInfinity)), error, TSimd.Zero);
        }

        for (; i <= classes - TSimd.Count; i += TSimd.Count)
        {
            sum = TSimd.Add(sum, Term<TTerm>(ref source, ref parked, i, a, b, c));
        }

        if (i < classes)
        {
            if (TTerm.Parks)
            {
                TSimd.Store(last, ref parked, classes - TSimd.Count);
            }

            sum = TSimd.Add(sum, TSimd.And(last, NotYet(classes - i)));
        }

        return TSimd.HorizontalSum(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Term<TTerm>(ref T source, ref T parked, nint i, TVector a, TVector b, TVector c)
        where TTerm : struct, ITerm
    {
        TVector term = TTerm.Of(TSimd.Load(in source, i), a, b, c);
        if (TTerm.Parks)
        {
            TSimd.Store(term, ref parked, i);
        }

        return term;
    }

    /// <summary>parked · factor + addend, in place.</summary>
    private static void Gradient(ref T parked, nint classes, T factor, T addend)
    {
        TVector factors = TSimd.Create(factor);
        TVector addends = TSimd.Create(addend);
        TVector last = TSimd.Load(in parked, classes - TSimd.Count);
        nint i = 0;
        for (; i <= classes - TSimd.Count; i += TSimd.Count)
        {
            TSimd.Store(TSimd.MultiplyAdd(TSimd.Load(in parked, i), factors, addends), ref parked, i);
        }

        TSimd.Store(TSimd.MultiplyAdd(last, factors, addends), ref parked, classes - TSimd.Count);
    }

    /// <summary>The lanes of the last vector that no vector before it has held, where <paramref name="left"/> elements are left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector NotYet(nint left) => TSimd.LanesFrom(TSimd.Count - (int)left);

    /// <summary>What is summed.</summary>
    private interface ITerm
    {
        /// <summary>Whether the terms are parked.</summary>
        static abstract bool Parks { get; }

        static abstract TVector Of(TVector x, TVector a, TVector b, TVector c);
    }

    /// <summary>exp(x − a) / 2^b, 0 at and below c.</summary>
    private readonly struct Exponential : ITerm
    {
        public static bool Parks => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of(TVector x, TVector a, TVector b, TVector c) => TSimd.Exp(TSimd.Subtract(x, a), b, c);
    }

    /// <summary>b · (x − a).</summary>
    private readonly struct Difference : ITerm
    {
        public static bool Parks => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of(TVector x, TVector a, TVector b, TVector c) => TSimd.Multiply(TSimd.Subtract(x, a), b);
    }

    /// <summary>What has been parked.</summary>
    private readonly struct Parked : ITerm
    {
        public static bool Parks => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of(TVector x, TVector a, TVector b, TVector c) => x;
    }
}
