using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

/// <content>
/// Logits so near 0 that their exponentials need no shift, and rows no maximum for it. All are normal numbers then, with or without a shift, which is a power of two: the bits are the same. No target lies
/// as far below a maximum as <see cref="AreNear(Vector512{float})"/> would want it to be.
/// </content>
public static partial class VectorMath
{
    /// <summary>How far from 0 such logits may lie.</summary>
    private const float FarthestNarrow = 15;

    /// <summary>Of vrangeps: the number of the larger magnitude, without its sign.</summary>
    private const byte LargerMagnitude = 0b10_11;

    /// <summary>The magnitude of a logit, or a larger one before it. NaN may be left out: it needs no shift to become NaN.</summary>
    /// <param name="magnitude">The magnitude so far.</param>
    /// <param name="x">The logits.</param>
    /// <returns>The larger of both.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Magnitude(Vector512<float> magnitude, Vector512<float> x) =>
        Avx512DQ.IsSupported ? Avx512DQ.Range(magnitude, x, LargerMagnitude) : Vector512.MaxNative(Vector512.Abs(x), magnitude);

    /// <inheritdoc cref="Magnitude(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Magnitude(Vector512<double> magnitude, Vector512<double> x) =>
        Avx512DQ.IsSupported ? Avx512DQ.Range(magnitude, x, LargerMagnitude) : Vector512.MaxNative(Vector512.Abs(x), magnitude);

    /// <inheritdoc cref="Magnitude(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Magnitude(Vector256<float> magnitude, Vector256<float> x) => Vector256.MaxNative(Vector256.Abs(x), magnitude);

    /// <inheritdoc cref="Magnitude(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Magnitude(Vector256<double> magnitude, Vector256<double> x) => Vector256.MaxNative(Vector256.Abs(x), magnitude);

    /// <summary>Whether logits need no shift.</summary>
    /// <param name="magnitude">Their largest magnitudes.</param>
    /// <returns>Whether none lies too far from 0.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreNarrow(Vector512<float> magnitude) => !Vector512.GreaterThanAny(magnitude, Vector512.Create(FarthestNarrow));

    /// <inheritdoc cref="AreNarrow(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreNarrow(Vector512<double> magnitude) => !Vector512.GreaterThanAny(magnitude, Vector512.Create((double)FarthestNarrow));

    /// <inheritdoc cref="AreNarrow(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreNarrow(Vector256<float> magnitude) => !Vector256.GreaterThanAny(magnitude, Vector256.Create(FarthestNarrow));

    /// <inheritdoc cref="AreNarrow(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AreNarrow(Vector256<double> magnitude) => !Vector256.GreaterThanAny(magnitude, Vector256.Create((double)FarthestNarrow));
}
