using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

/// <content>
/// Logits so near 0 that their exponentials need no shift, and rows no maximum for it. All are normal numbers then, with or without a shift, which is a power of two: the bits are the same. No target lies
/// as far below a maximum as <see cref="AreNear(Vector512{float})"/> would want it to be, but beside NaN, which may hide one: kernels have 0 for the maximum then.
/// </content>
public static partial class VectorMath
{
    /// <summary>How far from 0 such logits may lie.</summary>
    private const float FarthestNarrow = 15;

    /// <summary>Of vrangeps: the number of the larger magnitude, without its sign.</summary>
    private const byte LargerMagnitude = 0b10_11;

    /// <summary>The larger magnitude of two logits of a row. Beside NaN, that of the other may be lost: so it must be of the same row, which needs no shift to become NaN.</summary>
    /// <param name="magnitude">A logit, or the magnitude so far.</param>
    /// <param name="x">Another logit.</param>
    /// <returns>The larger magnitude.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Magnitude(Vector512<float> magnitude, Vector512<float> x) =>
        Avx512DQ.IsSupported ? Avx512DQ.Range(magnitude, x, LargerMagnitude) : Vector512.MaxNative(Vector512.Abs(x), Vector512.Abs(magnitude));

    /// <inheritdoc cref="Magnitude(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Magnitude(Vector512<double> magnitude, Vector512<double> x) =>
        Avx512DQ.IsSupported ? Avx512DQ.Range(magnitude, x, LargerMagnitude) : Vector512.MaxNative(Vector512.Abs(x), Vector512.Abs(magnitude));

    /// <inheritdoc cref="Magnitude(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Magnitude(Vector256<float> magnitude, Vector256<float> x) => Vector256.MaxNative(Vector256.Abs(x), Vector256.Abs(magnitude));

    /// <inheritdoc cref="Magnitude(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Magnitude(Vector256<double> magnitude, Vector256<double> x) => Vector256.MaxNative(Vector256.Abs(x), Vector256.Abs(magnitude));

    /// <summary>The larger magnitude of a row and of those before it, which are kept where the row is NaN.</summary>
    /// <param name="magnitude">The magnitude of the rows before it.</param>
    /// <param name="row">That of the row.</param>
    /// <returns>The larger one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MagnitudeOfRows(Vector512<float> magnitude, Vector512<float> row) => Vector512.MaxNative(row, magnitude);

    /// <inheritdoc cref="MagnitudeOfRows(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> MagnitudeOfRows(Vector512<double> magnitude, Vector512<double> row) => Vector512.MaxNative(row, magnitude);

    /// <inheritdoc cref="MagnitudeOfRows(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MagnitudeOfRows(Vector256<float> magnitude, Vector256<float> row) => Vector256.MaxNative(row, magnitude);

    /// <inheritdoc cref="MagnitudeOfRows(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> MagnitudeOfRows(Vector256<double> magnitude, Vector256<double> row) => Vector256.MaxNative(row, magnitude);

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

    /// <summary>
    /// Whether the scales of gradients are so ordinary that these do not depend on the shift: without it, what a scale is divided by may be as small or as large as the exponential of the farthest logit.
    /// </summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="scales">The first scale.</param>
    /// <param name="rows">How many there are, a multiple of the elements of a vector.</param>
    /// <returns>Whether all are 0 or neither very small nor very large.</returns>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static bool AreOrdinaryScales<T>(ref T scales, int rows)
        where T : unmanaged, IFloatingPoint<T>
    {
        var least = new Vector<T>(T.CreateTruncating(1.0 / (1L << 60)));
        var most = new Vector<T>(T.CreateTruncating((double)(1L << 60)));
        for (int i = 0; i < rows; i += Vector<T>.Count)
        {
            Vector<T> scale = Vector.Abs(Vector.LoadUnsafe(ref scales, (nuint)i));
            if (Vector.GreaterThanAny(scale, most) || Vector.LessThanAny(Vector.ConditionalSelect(Vector.Equals(scale, Vector<T>.Zero), most, scale), least))
            {
                return false;
            }
        }

        return true;
    }
}
