using System.Runtime.CompilerServices;

namespace CeGen.Runtime;

public static partial class VectorMath
{
    /// <summary>The number that softmax takes from all logits of a row before the exponential.</summary>
    /// <param name="max">The largest logit of the row.</param>
    /// <returns>0 where <paramref name="max"/> lies in (−2, 48), else <paramref name="max"/>.</returns>
    /// <remarks>
    /// With 0 nothing is rounded, and no sum of exponentials overflows or loses terms that count. The losses use <see cref="Shift{T}"/>, which has no such
    /// window, but gives exponentials that are not those of x − anchor.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector Anchor<TSimd, TVector, T>(TVector max)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        TVector inside = TSimd.And(TSimd.LessThan(TSimd.Create(-2.0), max), TSimd.LessThan(max, TSimd.Create(48.0)));
        return TSimd.Select(inside, TSimd.Zero, max);
    }
}
