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

            T anchor = VectorMath.Anchor(Max(ref logits, classes));
            T difference = Unsafe.Add(ref logits, target) - anchor;
            T total = smoothing == T.Zero ? T.Zero : Total(ref logits, classes, anchor);

            T sum = Exponentials(ref logits, ref parked, classes, anchor);
            T own = Unsafe.Add(ref parked, target);
            T rest = sum - own;
            if (own > rest)
            {
                // The difference has lost digits: sum again, without the target.
                Unsafe.Add(ref parked, target) = T.Zero;
                rest = Sum(ref parked, classes);
            }

            loss = smoothing == T.Zero
                ? VectorMath.Loss(rest, own, difference)
                : VectorMath.SmoothedLoss(rest, own, difference, total, smoothing, share);

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

    /// <summary>Σ (x − anchor).</summary>
    private static T Total(ref T logits, nint classes, T anchor)
    {
        TVector anchors = TSimd.Create(anchor);
        TVector s0 = TSimd.Zero;
        nint i = 0;
        for (; i <= classes - TSimd.Count; i += TSimd.Count)
        {
            s0 = TSimd.Add(s0, TSimd.Subtract(TSimd.Load(in logits, i), anchors));
        }

        TVector last = TSimd.Subtract(TSimd.Load(in logits, classes - TSimd.Count), anchors);
        return TSimd.HorizontalSum(TSimd.Add(s0, TSimd.And(last, NotYet(classes - i))));
    }

    /// <summary>Parks exp(x − anchor) and returns the sum.</summary>
    private static T Exponentials(ref T logits, ref T parked, nint classes, T anchor)
    {
        TVector anchors = TSimd.Create(anchor);

        // Taken before anything is parked, since the last vector overlaps the one before and the logits may be the gradient.
        TVector last = TSimd.Load(in logits, classes - TSimd.Count);

        TVector s0 = TSimd.Zero, s1 = s0, s2 = s0, s3 = s0;
        nint i = 0;
        for (; i <= classes - 4 * TSimd.Count; i += 4 * TSimd.Count)
        {
            s0 = TSimd.Add(s0, Park(ref logits, ref parked, i, anchors));
            s1 = TSimd.Add(s1, Park(ref logits, ref parked, i + TSimd.Count, anchors));
            s2 = TSimd.Add(s2, Park(ref logits, ref parked, i + 2 * TSimd.Count, anchors));
            s3 = TSimd.Add(s3, Park(ref logits, ref parked, i + 3 * TSimd.Count, anchors));
        }

        for (; i <= classes - TSimd.Count; i += TSimd.Count)
        {
            s0 = TSimd.Add(s0, Park(ref logits, ref parked, i, anchors));
        }

        if (i < classes)
        {
            last = TSimd.Exp(TSimd.Subtract(last, anchors));
            TSimd.Store(last, ref parked, classes - TSimd.Count);
            s1 = TSimd.Add(s1, TSimd.And(last, NotYet(classes - i)));
        }

        return TSimd.HorizontalSum(TSimd.Add(TSimd.Add(s0, s1), TSimd.Add(s2, s3)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Park(ref T logits, ref T parked, nint i, TVector anchors)
    {
        TVector e = TSimd.Exp(TSimd.Subtract(TSimd.Load(in logits, i), anchors));
        TSimd.Store(e, ref parked, i);
        return e;
    }

    private static T Sum(ref T parked, nint classes)
    {
        TVector s0 = TSimd.Zero, s1 = s0, s2 = s0, s3 = s0;
        nint i = 0;
        for (; i <= classes - 4 * TSimd.Count; i += 4 * TSimd.Count)
        {
            s0 = TSimd.Add(s0, TSimd.Load(in parked, i));
            s1 = TSimd.Add(s1, TSimd.Load(in parked, i + TSimd.Count));
            s2 = TSimd.Add(s2, TSimd.Load(in parked, i + 2 * TSimd.Count));
            s3 = TSimd.Add(s3, TSimd.Load(in parked, i + 3 * TSimd.Count));
        }

        for (; i <= classes - TSimd.Count; i += TSimd.Count)
        {
            s0 = TSimd.Add(s0, TSimd.Load(in parked, i));
        }

        s1 = TSimd.Add(s1, TSimd.And(TSimd.Load(in parked, classes - TSimd.Count), NotYet(classes - i)));
        return TSimd.HorizontalSum(TSimd.Add(TSimd.Add(s0, s1), TSimd.Add(s2, s3)));
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
}
