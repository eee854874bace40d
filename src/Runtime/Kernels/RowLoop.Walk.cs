using System.Runtime.CompilerServices;

namespace CeGen.Runtime;

internal static partial class RowLoop<TSimd, TVector, T>
{
    /// <summary>How the steps of a row go over it.</summary>
    private interface IWalk
    {
        /// <summary>The largest logit; NaN if one is.</summary>
        T Max(ref T logits, nint classes);

        /// <summary>Parks the exponentials and sums them, in lanes, with the rounding errors of the additions.</summary>
        (TVector Sum, TVector Error) Exponentials(in Sources memory, ref T parked, nint classes, T anchor, T shift);

        /// <summary>The sum of a term that depends on up to three numbers.</summary>
        T Sum<TTerm>(in Sources memory, nint classes, T first = default, T second = default, T third = default)
            where TTerm : struct, ITerm;

        /// <summary>Makes gradients of what is parked, in place.</summary>
        void Gradient<TEntry>(in Sources memory, ref T parked, nint classes, T first, T second, T third = default, T fourth = default)
            where TEntry : struct, IEntry;
    }

    /// <summary>From the first class to the last.</summary>
    private readonly struct Whole : IWalk
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Max(ref T logits, nint classes) => RowLoop<TSimd, TVector, T>.Max(ref logits, classes);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public (TVector Sum, TVector Error) Exponentials(in Sources memory, ref T parked, nint classes, T anchor, T shift) =>
            RowLoop<TSimd, TVector, T>.Exponentials(in memory, ref parked, classes, anchor, shift);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Sum<TTerm>(in Sources memory, nint classes, T first = default, T second = default, T third = default)
            where TTerm : struct, ITerm
        {
            (TVector sum, TVector error) = RowLoop<TSimd, TVector, T>.Sum<TTerm>(in memory, classes, first, second, third);
            return TSimd.HorizontalSum(sum, error);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Gradient<TEntry>(in Sources memory, ref T parked, nint classes, T first, T second, T third = default, T fourth = default)
            where TEntry : struct, IEntry
            => RowLoop<TSimd, TVector, T>.Gradient<TEntry>(in memory, ref parked, classes, first, second, third, fourth);
    }
}
