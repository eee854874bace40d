using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

public static partial class VectorMath
{
    /// <summary>The power of two that the exponentials of a row are divided by: its largest then lies between √½ and √2.</summary>
    /// <param name="max">The largest logit of the row, an ordinary one.</param>
    /// <returns>max / ln 2, rounded to an integer.</returns>
    /// <remarks>
    /// The usual choice is to take the maximum from each logit. But x − max is rounded, and half a unit of 25 is 16 ulp of exp(x − max): all digits that a
    /// row has that is sure of its target. A power of two is taken from the exponential's exponent and costs nothing.
    /// </remarks>
    public static Vector512<float> Shift(Vector512<float> max) => Vector512.FusedMultiplyAdd(max, Vector512.Create(ExpSingle.Log2E), Vector512.Create(FloatBits.RoundSingle)) - Vector512.Create(FloatBits.RoundSingle);

    /// <inheritdoc cref="Shift(Vector512{float})"/>
    public static Vector256<float> Shift(Vector256<float> max) => Vector256.FusedMultiplyAdd(max, Vector256.Create(ExpSingle.Log2E), Vector256.Create(FloatBits.RoundSingle)) - Vector256.Create(FloatBits.RoundSingle);

    /// <inheritdoc cref="Shift(Vector512{float})"/>
    public static Vector512<double> Shift(Vector512<double> max) => Vector512.FusedMultiplyAdd(max, Vector512.Create(ExpDouble.Log2E), Vector512.Create(FloatBits.RoundDouble)) - Vector512.Create(FloatBits.RoundDouble);

    /// <inheritdoc cref="Shift(Vector512{float})"/>
    public static Vector256<double> Shift(Vector256<double> max) => Vector256.FusedMultiplyAdd(max, Vector256.Create(ExpDouble.Log2E), Vector256.Create(FloatBits.RoundDouble)) - Vector256.Create(FloatBits.RoundDouble);

    /// <inheritdoc cref="Shift(Vector512{float})"/>
    public static float Shift(float max) => float.FusedMultiplyAdd(max, ExpSingle.Log2E, FloatBits.RoundSingle) - FloatBits.RoundSingle;

    /// <inheritdoc cref="Shift(Vector512{float})"/>
    public static double Shift(double max) => double.FusedMultiplyAdd(max, ExpDouble.Log2E, FloatBits.RoundDouble) - FloatBits.RoundDouble;

    /// <summary>
    /// Whether the rows can be shifted: none has a maximum beyond ±200 (float) or ±1500 (double), an infinite one or NaN. Where a maximum lies beyond, x − max
    /// is exact for every x whose exponential is not 0 (Sterbenz), and the dynamic kernel takes the row.
    /// </summary>
    /// <param name="max">The largest logits of the rows.</param>
    /// <returns>Whether all are ordinary.</returns>
    public static bool AreOrdinary(Vector512<float> max) => Vector512.LessThanAll(Vector512.Abs(max), Vector512.Create(OrdinaryLimit<float>()));

    /// <inheritdoc cref="AreOrdinary(Vector512{float})"/>
    public static bool AreOrdinary(Vector256<float> max) => Vector256.LessThanAll(Vector256.Abs(max), Vector256.Create(OrdinaryLimit<float>()));

    /// <inheritdoc cref="AreOrdinary(Vector512{float})"/>
    public static bool AreOrdinary(Vector512<double> max) => Vector512.LessThanAll(Vector512.Abs(max), Vector512.Create(OrdinaryLimit<double>()));

    /// <inheritdoc cref="AreOrdinary(Vector512{float})"/>
    public static bool AreOrdinary(Vector256<double> max) => Vector256.LessThanAll(Vector256.Abs(max), Vector256.Create(OrdinaryLimit<double>()));

    /// <summary>
    /// Whether a row has a <see cref="RowShift{TVector, TDistance}"/>: its maximum is within ±64 (float) or ±600 (double) where the shift is in the table of powers, and as far from 0 as
    /// <see cref="AreOrdinary(Vector512{float})"/> says where not.
    /// </summary>
    /// <typeparam name="TDistance">The rows that the kernel is compiled for.</typeparam>
    /// <param name="max">The largest logit of the row.</param>
    /// <returns>Whether it is.</returns>
    public static bool HasRowShift<TDistance>(float max)
        where TDistance : struct, IRowDistance
        => float.Abs(max) < (Avx512F.VL.IsSupported && !TDistance.IsFar ? ExpSingle.RowShiftLimit : ExpSingle.OrdinaryLimit);

    /// <inheritdoc cref="HasRowShift{TDistance}(float)"/>
    public static bool HasRowShift<TDistance>(double max)
        where TDistance : struct, IRowDistance
        => double.Abs(max) < (Avx512F.VL.IsSupported && !TDistance.IsFar ? ExpDouble.RowShiftLimit : ExpDouble.OrdinaryLimit);

    /// <summary>Whether rows like this one are <see cref="FarRows"/>: it has a shift, and not one in the table of powers.</summary>
    /// <param name="max">The largest logit of the row.</param>
    /// <returns>Whether they are.</returns>
    public static bool AreFar(float max) => Avx512F.VL.IsSupported && float.Abs(max) >= ExpSingle.RowShiftLimit && float.Abs(max) < ExpSingle.OrdinaryLimit;

    /// <inheritdoc cref="AreFar(float)"/>
    public static bool AreFar(double max) => Avx512F.VL.IsSupported && double.Abs(max) >= ExpDouble.RowShiftLimit && double.Abs(max) < ExpDouble.OrdinaryLimit;

    /// <summary>As <see cref="AreOrdinary(Vector512{float})"/>, for one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsOrdinary<T>(T max)
        where T : unmanaged, INumberBase<T>, IComparisonOperators<T, T, bool>
        => T.Abs(max) < OrdinaryLimit<T>();

    /// <summary>All ones in the lanes whose maximum is ordinary.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector AreOrdinary<TSimd, TVector, T>(TVector max)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged, INumberBase<T>
    {
        TVector limit = TSimd.Create(OrdinaryLimit<T>());
        return TSimd.And(TSimd.LessThan(max, limit), TSimd.LessThan(TSimd.Subtract(TSimd.Zero, limit), max));
    }

    /// <summary>The shift of one row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T Shift<T>(T max)
        where T : unmanaged
        => typeof(T) == typeof(float)
            ? Unsafe.BitCast<float, T>(Shift(Unsafe.BitCast<T, float>(max)))
            : Unsafe.BitCast<double, T>(Shift(Unsafe.BitCast<T, double>(max)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector Shift<TSimd, TVector, T>(TVector max)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        TVector round = TSimd.Create(typeof(T) == typeof(float) ? FloatBits.RoundSingle : FloatBits.RoundDouble);
        return TSimd.Subtract(TSimd.MultiplyAdd(max, TSimd.Create(ExpDouble.Log2E), round), round);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T OrdinaryLimit<T>()
        where T : unmanaged, INumberBase<T>
        => T.CreateTruncating(typeof(T) == typeof(float) ? ExpSingle.OrdinaryLimit : ExpDouble.OrdinaryLimit);
}
