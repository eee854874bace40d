using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

/// <content>
/// Exponentials of a row, which have one shift. Without AVX-512, exponents are held where they vanish once, with the limit of the row, and raised with the shift in one addition. With AVX-512 the powers of the table are divided by 2^shift, which is exact, once a row, and the shift costs no instruction of an exponential: the bits are those of
/// <see cref="Exp(Vector512{float}, Vector512{float})"/>.
/// </content>
public static partial class VectorMath
{
    /// <summary>The shift of a row.</summary>
    /// <param name="shift">The <see cref="Shift(float)"/> of a maximum that <see cref="HasRowShift{TDistance}(float)"/>.</param>
    /// <returns>What the exponentials of the row have in common.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowShift<Vector512<float>, TDistance> RowShift512<TDistance>(float shift)
        where TDistance : struct, IRowDistance
    {
        if (!Avx512F.IsSupported || TDistance.IsFar)
        {
            return new(Vector512.Create(shift));
        }

        Vector512<float> powers = Vector512.Create(ExpSingle.P0, ExpSingle.P1, ExpSingle.P2, ExpSingle.P3, ExpSingle.P4, ExpSingle.P5, ExpSingle.P6, ExpSingle.P7, ExpSingle.P8, ExpSingle.P9, ExpSingle.P10, ExpSingle.P11, ExpSingle.P12, ExpSingle.P13, ExpSingle.P14, ExpSingle.P15);
        return new(default, Avx512F.Scale(powers, Vector512.Create(-shift)), default, Vector512.Create(ExpSingle.Vanished + shift));
    }

    /// <inheritdoc cref="RowShift512{TDistance}(float)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static RowShift<Vector256<float>, TDistance> RowShift256<TDistance>(float shift)
        where TDistance : struct, IRowDistance
    {
        if (!Avx512F.VL.IsSupported)
        {
            return new(Vector256.Create(ExpSingle.ScaleBias - shift), default, default, Vector256.Create((ExpSingle.NoFactor + shift) * (1 / ExpSingle.Log2E)));
        }

        if (TDistance.IsFar)
        {
            return new(Vector256.Create(shift));
        }

        Vector256<float> low = Vector256.Create(ExpSingle.P0, ExpSingle.P1, ExpSingle.P2, ExpSingle.P3, ExpSingle.P4, ExpSingle.P5, ExpSingle.P6, ExpSingle.P7);
        Vector256<float> high = Vector256.Create(ExpSingle.P8, ExpSingle.P9, ExpSingle.P10, ExpSingle.P11, ExpSingle.P12, ExpSingle.P13, ExpSingle.P14, ExpSingle.P15);
        return new(default, Avx512F.VL.Scale(low, Vector256.Create(-shift)), Avx512F.VL.Scale(high, Vector256.Create(-shift)), Vector256.Create(ExpSingle.Vanished + shift));
    }

    /// <summary>e^x / 2^shift, as <see cref="Exp(Vector512{float}, Vector512{float})"/> has it.</summary>
    /// <param name="x">The exponents, none larger than the maximum of the row.</param>
    /// <param name="shift">The row's.</param>
    /// <returns>The powers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp<TDistance>(Vector512<float> x, RowShift<Vector512<float>, TDistance> shift)
        where TDistance : struct, IRowDistance
    {
        if (!Avx512F.IsSupported || TDistance.IsFar)
        {
            return Exp(x, shift.Shift);
        }

        x = Power(x, shift.Powers, out Vector512<float> n);
        return Scale(x, n - Vector512.Create(ExpSingle.Round), shift.Vanished);
    }

    /// <inheritdoc cref="Exp{TDistance}(Vector512{float}, RowShift{Vector512{float}, TDistance})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp<TDistance>(Vector256<float> x, RowShift<Vector256<float>, TDistance> shift)
        where TDistance : struct, IRowDistance
    {
        Vector256<float> n;
        if (!Avx512F.VL.IsSupported)
        {
            x = Power(Vector256.MaxNative(shift.Vanished, x), out n);
            return ScaleRaised(x, n + shift.Shift);
        }

        if (TDistance.IsFar)
        {
            return Exp(x, shift.Shift);
        }

        x = Power(x, shift.Powers, shift.MorePowers, out n);
        return Scale(x, n - Vector256.Create(ExpSingle.Round), shift.Vanished);
    }

    /// <summary>As <see cref="Scale(Vector512{float}, Vector512{float})"/>, where the value has a shift in it, and vanishes with other exponents.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Scale(Vector512<float> value, Vector512<float> exponent, Vector512<float> vanished) =>
        Vector512.ConditionalSelect(Avx512F.CompareNotLessThanOrEqual(exponent, vanished), Avx512F.Scale(value, exponent), Vector512<float>.Zero);

    /// <inheritdoc cref="Scale(Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Scale(Vector256<float> value, Vector256<float> exponent, Vector256<float> vanished) =>
        Vector256.ConditionalSelect(Avx512F.VL.CompareNotLessThanOrEqual(exponent, vanished), Avx512F.VL.Scale(value, exponent), Vector256<float>.Zero);

    /// <summary>As <see cref="Scale(Vector256{float}, Vector256{float})"/>, where the exponent is raised and held already.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ScaleRaised(Vector256<float> value, Vector256<float> exponent) =>
        value * (exponent.AsInt32() << FloatBits.MantissaSingle).AsSingle() * Vector256.Create(ExpSingle.Unlift);
}
