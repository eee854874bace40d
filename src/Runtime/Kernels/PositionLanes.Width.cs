using System.Numerics;
using System.Runtime.CompilerServices;

namespace CeGen.Runtime;

/// <summary><see cref="PositionLanes"/> of one width.</summary>
internal static class PositionLanes<TSimd, TVector, T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc cref="PositionLanes.Park"/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Park(in RowBlock<T> block, ref T parked, int classes, nint batch, nint start, nint count)
    {
        nint stride = block.Stride;
        ref T logits = ref Unsafe.Add(ref block.Logits, start);
        ref T first = ref parked;
        ref T maxima = ref Unsafe.Add(ref parked, classes * batch);
        Copy(ref logits, ref maxima, count);

        // Four classes at a time: their maxima are loaded and stored once.
        nint c = 0;
        for (; c <= classes - 4; c += 4)
        {
            for (nint k = 0; k < 4; k++)
            {
                PositionLanes.PrefetchLater(ref Unsafe.Add(ref logits, k * stride), stride, classes - c - k, count);
            }

            for (nint i = 0; i < count; i += TSimd.Count)
            {
                TVector x0 = TSimd.Load(in logits, i);
                TVector x1 = TSimd.Load(in logits, stride + i);
                TVector x2 = TSimd.Load(in logits, (2 * stride) + i);
                TVector x3 = TSimd.Load(in logits, (3 * stride) + i);
                TSimd.Store(x0, ref parked, i);
                TSimd.Store(x1, ref parked, batch + i);
                TSimd.Store(x2, ref parked, (2 * batch) + i);
                TSimd.Store(x3, ref parked, (3 * batch) + i);
                TVector max = TSimd.Max(TSimd.Max(TSimd.Max(TSimd.Max(TSimd.Load(in maxima, i), x0), x1), x2), x3);
                TSimd.Store(max, ref maxima, i);
            }

            logits = ref Unsafe.Add(ref logits, 4 * stride);
            parked = ref Unsafe.Add(ref parked, 4 * batch);
        }

        for (; c < classes; c++)
        {
            for (nint i = 0; i < count; i += TSimd.Count)
            {
                TVector x = TSimd.Load(in logits, i);
                TSimd.Store(x, ref parked, i);
                TSimd.Store(TSimd.Max(TSimd.Load(in maxima, i), x), ref maxima, i);
            }

            logits = ref Unsafe.Add(ref logits, stride);
            parked = ref Unsafe.Add(ref parked, batch);
        }

        if (!block.HasProbabilities)
        {
            // The maxima lie behind the last class.
            ClearIgnored(in block, ref first, classes + 1, batch, start, count);
        }

        TVector areOrdinary = TSimd.HasInteger(TSimd.Zero, 0);
        for (nint i = 0; i < count; i += TSimd.Count)
        {
            areOrdinary = TSimd.And(areOrdinary, VectorMath.AreOrdinary<TSimd, TVector, T>(TSimd.Load(in maxima, i)));
        }

        return TSimd.HorizontalMax(TSimd.Select(areOrdinary, TSimd.Zero, TSimd.Create(1.0))) == T.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Copy(ref T source, ref T destination, nint count)
    {
        for (nint i = 0; i < count; i += TSimd.Count)
        {
            TSimd.Store(TSimd.Load(in source, i), ref destination, i);
        }
    }

    /// <summary>Fills the class −1 with ones, and the classes of ignored positions with zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PrepareIgnored(in RowBlock<T> block, ref T parked, nint classes, nint batch, nint start, nint count)
    {
        ref T ones = ref Unsafe.Subtract(ref parked, batch);
        for (nint i = 0; i < count; i += TSimd.Count)
        {
            TSimd.Store(TSimd.Create(1.0), ref ones, i);
        }

        ClearIgnored(in block, ref parked, classes, batch, start, count);
    }

    /// <summary>Ignored positions have target −1. Whatever is parked of them, NaN too, counts as zeros.</summary>
    public static void ClearIgnored(in RowBlock<T> block, ref T parked, nint classes, nint batch, nint start, nint count)
    {
        for (nint i = 0; i < count; i += TSimd.Count)
        {
            TVector ignored = TSimd.HasInteger(TSimd.LoadIntegers(ref block.Targets, start + i), -1);
            if (TSimd.HorizontalMax(TSimd.Select(ignored, TSimd.Create(1.0), TSimd.Zero)) == T.Zero)
            {
                continue;
            }

            for (nint c = 0; c < classes; c++)
            {
                ref T lanes = ref Unsafe.Add(ref parked, (c * batch) + i);
                TSimd.Store(TSimd.Select(ignored, TSimd.Zero, TSimd.Load(in lanes, 0)), ref lanes, 0);
            }
        }
    }
}
