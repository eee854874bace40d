using System.Runtime.CompilerServices;

namespace CeGen.Runtime;

/// <summary>
/// The loops of softmax and log softmax, vector after vector, a stride apart. A row of classes is walked with the stride of a vector: its lanes are
/// then combined. A column of neighbouring positions is walked with the stride of a class: each lane is a sum of its own.
/// </summary>
/// <remarks>All outputs may be the memory of an input: a vector is read before it is written, and never read again as what it was.</remarks>
internal static class SoftmaxSteps<TForm, TSimd, TVector, T>
    where TForm : struct, ISoftmaxForm
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    /// <summary>The terms that a partial sum takes before it is added to the others with its error: long rows lose no digits.</summary>
    private const int TermsOfPartialSum = 16;

    public static TVector Max(ref readonly T logits, nint steps, nint stride)
    {
        TVector m0 = TSimd.Load(in logits, 0), m1 = m0, m2 = m0, m3 = m0;
        nint step = 0;
        for (; step <= steps - 4; step += 4)
        {
            nint i = step * stride;
            m0 = TSimd.Max(m0, TSimd.Load(in logits, i));
            m1 = TSimd.Max(m1, TSimd.Load(in logits, i + stride));
            m2 = TSimd.Max(m2, TSimd.Load(in logits, i + 2 * stride));
            m3 = TSimd.Max(m3, TSimd.Load(in logits, i + 3 * stride));
        }

        for (; step < steps; step++)
        {
            m0 = TSimd.Max(m0, TSimd.Load(in logits, step * stride));
        }

        return TSimd.Max(TSimd.Max(m0, m1), TSimd.Max(m2, m3));
    }

    /// <summary>Sums the exponentials and, where the form wants it, parks them.</summary>
    public static ExponentialSum<TVector> Sum(ref readonly T logits, ref T parked, nint steps, nint stride, TVector max, TVector anchor)
    {
        CompensatedSum<TSimd, TVector, T> below = default, ties = default;
        nint step = 0;
        while (step < steps)
        {
            TVector belowPart = TSimd.Zero, tiesPart = TSimd.Zero;
            nint end = nint.Min(steps, step + TermsOfPartialSum);
            for (; step < end; step++)
            {
                TVector x = TSimd.Load(in logits, step * stride);
                TVector exponential = TSimd.Exp(TSimd.Subtract(x, anchor));
                ExponentialSum<TVector> term = Term(x, exponential, max);
                belowPart = TSimd.Add(belowPart, term.Below);
                tiesPart = TSimd.Add(tiesPart, term.Ties);
                if (TForm.Parks)
                {
                    TSimd.Store(exponential, ref parked, step * stride);
                }
            }

            below.Add(belowPart);
            ties.Add(tiesPart);
        }

        return new ExponentialSum<TVector>(below.Total, ties.Total);
    }

    /// <summary>
    /// What a logit adds to the sum: its exponential if it is below the maximum, else 1 to the number of ties. x − max is 0 there, or the NaN that
    /// a NaN or an infinite maximum makes of the row.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ExponentialSum<TVector> Term(TVector x, TVector exponential, TVector max)
    {
        TVector isBelow = TSimd.LessThan(x, max);
        return new ExponentialSum<TVector>(
            TSimd.Select(isBelow, exponential, TSimd.Subtract(x, max)), TSimd.Select(isBelow, TSimd.Zero, TSimd.Create(1.0)));
    }

    /// <summary>The normalizer of the form, in each lane. One of the ties is the class that is kept apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Normalizer(ExponentialSum<TVector> sum, TVector max, TVector anchor)
    {
        TVector own = TSimd.Exp(TSimd.Subtract(max, anchor));
        TVector rest = TSimd.MultiplyAdd(TSimd.Subtract(sum.Ties, TSimd.Create(1.0)), own, sum.Below);
        return TForm.Normalizer<TSimd, TVector, T>(rest, own);
    }

    public static void Values(ref readonly T source, ref T result, nint steps, nint stride, TVector max, TVector normalizer)
    {
        for (nint step = 0; step < steps; step++)
        {
            nint i = step * stride;
            TSimd.Store(TForm.Value<TSimd, TVector, T>(TSimd.Load(in source, i), max, normalizer), ref result, i);
        }
    }

    /// <summary>The sum of the terms that the gradient needs.</summary>
    public static TVector Total(ref readonly T result, ref readonly T upstream, nint steps, nint stride)
    {
        CompensatedSum<TSimd, TVector, T> total = default;
        nint step = 0;
        while (step < steps)
        {
            TVector part = TSimd.Zero;
            nint end = nint.Min(steps, step + TermsOfPartialSum);
            for (; step < end; step++)
            {
                nint i = step * stride;
                part = TSimd.Add(part, TForm.Term<TSimd, TVector, T>(TSimd.Load(in result, i), TSimd.Load(in upstream, i)));
            }

            total.Add(part);
        }

        return total.Total;
    }

    public static void Gradient(
        ref readonly T result, ref readonly T upstream, ref T gradient, nint steps, nint stride, TVector total)
    {
        for (nint step = 0; step < steps; step++)
        {
            nint i = step * stride;
            TVector entry = TForm.Gradient<TSimd, TVector, T>(TSimd.Load(in result, i), TSimd.Load(in upstream, i), total);
            TSimd.Store(entry, ref gradient, i);
        }
    }
}

/// <summary>The exponentials of a row, summed so that the largest can be kept apart without a subtraction.</summary>
/// <param name="Below">Σ exp(x_j − a) over the classes below the maximum; NaN if the row is.</param>
/// <param name="Ties">The number of classes at the maximum.</param>
internal readonly record struct ExponentialSum<TVector>(TVector Below, TVector Ties)
    where TVector : struct;
