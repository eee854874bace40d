using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

/// <summary>Plain sums over the lanes of doubles, halves first: half the instructions that <see cref="Vector512.Sum{T}"/> takes.</summary>
internal static class DoubleLanes
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector512<double> lanes) => Sum(lanes.GetLower() + lanes.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector256<double> lanes) => Sum(lanes.GetLower() + lanes.GetUpper());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Vector128<double> lanes) => lanes.ToScalar() + Vector128.Shuffle(lanes, Vector128.Create(1L, 0)).ToScalar();
}
