using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

public static partial class VectorMath
{
    /// <inheritdoc cref="RowShift512{TDistance}(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowShift<Vector512<double>, TDistance> RowShift512<TDistance>(double shift)
        where TDistance : struct, IRowDistance
    {
        if (!Avx512F.IsSupported || TDistance.IsFar)
        {
            return new(Vector512.Create(shift));
        }

        Vector512<double> powers = Vector512.Create(ExpDouble.P0, ExpDouble.P1, ExpDouble.P2, ExpDouble.P3, ExpDouble.P4, ExpDouble.P5, ExpDouble.P6, ExpDouble.P7);
        return new(default, Avx512F.Scale(powers, Vector512.Create(-shift)), default, Vector512.Create(ExpDouble.Vanished + shift));
    }

    /// <inheritdoc cref="RowShift512{TDistance}(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowShift<Vector256<double>, TDistance> RowShift256<TDistance>(double shift)
        where TDistance : struct, IRowDistance
    {
        if (!Avx512F.VL.IsSupported || TDistance.IsFar)
        {
            return new(Vector256.Create(shift));
        }

        Vector256<double> low = Vector256.Create(ExpDouble.P0, ExpDouble.P1, ExpDouble.P2, ExpDouble.P3);
        Vector256<double> high = Vector256.Create(ExpDouble.P4, ExpDouble.P5, ExpDouble.P6, ExpDouble.P7);
        return new(default, Avx512F.VL.Scale(low, Vector256.Create(-shift)), Avx512F.VL.Scale(high, Vector256.Create(-shift)), Vector256.Create(ExpDouble.Vanished + shift));
    }

    /// <inheritdoc cref="Exp{TDistance}(Vector512{float}, RowShift{Vector512{float}, TDistance})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exp<TDistance>(Vector512<double> x, RowShift<Vector512<double>, TDistance> shift)
        where TDistance : struct, IRowDistance
    {
        if (!Avx512F.IsSupported || TDistance.IsFar)
        {
            return Exp(x, shift.Shift);
        }

        x = Power(x, shift.Powers, out Vector512<double> n);
        return Scale(x, n - Vector512.Create(ExpDouble.Round), shift.Vanished);
    }

    /// <inheritdoc cref="Exp{TDistance}(Vector512{float}, RowShift{Vector512{float}, TDistance})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Exp<TDistance>(Vector256<double> x, RowShift<Vector256<double>, TDistance> shift)
        where TDistance : struct, IRowDistance
    {
        if (!Avx512F.VL.IsSupported || TDistance.IsFar)
        {
            return Exp(x, shift.Shift);
        }

        x = Power(x, shift.Powers, shift.MorePowers, out Vector256<double> n);
        return Scale(x, n - Vector256.Create(ExpDouble.Round), shift.Vanished);
    }

    /// <inheritdoc cref="Scale(Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Scale(Vector512<double> value, Vector512<double> exponent, Vector512<double> vanished) =>
        Vector512.ConditionalSelect(Avx512F.CompareNotLessThanOrEqual(exponent, vanished), Avx512F.Scale(value, exponent), Vector512<double>.Zero);

    /// <inheritdoc cref="Scale(Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Scale(Vector256<double> value, Vector256<double> exponent, Vector256<double> vanished) =>
        Vector256.ConditionalSelect(Avx512F.VL.CompareNotLessThanOrEqual(exponent, vanished), Avx512F.VL.Scale(value, exponent), Vector256<double>.Zero);
}
