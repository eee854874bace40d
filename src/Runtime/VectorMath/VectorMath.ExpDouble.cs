using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

/// <summary>The constants of the double exponential; their meaning is that of the float one's.</summary>
internal static class ExpDouble
{
    /// <summary>Below it the result is 0: e^−760 is less than half of the smallest double.</summary>
    public const double Lowest = -760;

    /// <inheritdoc cref="ExpSingle.Vanished"/>
    public const double Vanished = -1076d;

    public const double Log2E = 1.4426950408889634;

    /// <summary>The first bits of ln 2, so few that n times them is exact.</summary>
    public const double Ln2High = 6.93147180369123816490e-01;

    /// <summary>The rest of ln 2.</summary>
    public const double Ln2Low = 1.90821492927058770002e-10;

    // q(r): 2^−57.9.
    public const double Q0 = 0.50000000000000106278;
    public const double Q1 = 0.16666666666666412796;
    public const double Q2 = 0.041666666666530158293;
    public const double Q3 = 0.0083333333334942748444;
    public const double Q4 = 0.0013888888943629427701;
    public const double Q5 = 0.00019841269506999064567;
    public const double Q6 = 0.000024801493100114355208;
    public const double Q7 = 2.7557585988446180701e-6;
    public const double Q8 = 2.7630247838213993627e-7;
    public const double Q9 = 2.5000185829691876827e-8;

    public const int Lift = 54;

    public const double ScaleBias = FloatBits.RoundDouble + FloatBits.BiasDouble + Lift;

    /// <inheritdoc cref="ExpSingle.NoFactor"/>
    public const double NoFactor = -(FloatBits.BiasDouble + Lift);

    /// <summary>2^−Lift.</summary>
    public const double Unlift = 1d / (1L << Lift);
}

public static partial class VectorMath
{
    /// <inheritdoc cref="Exp(Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exp(Vector512<double> x, Vector512<double> shift, Vector512<double> lowest)
    {
        Vector512<double> n = Vector512.FusedMultiplyAdd(x, Vector512.Create(ExpDouble.Log2E), Vector512.Create(FloatBits.RoundDouble)) - Vector512.Create(FloatBits.RoundDouble);
        Vector512<double> r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-ExpDouble.Ln2High), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-ExpDouble.Ln2Low), r);

        Vector512<double> q = Vector512.FusedMultiplyAdd(Vector512.Create(ExpDouble.Q9), r, Vector512.Create(ExpDouble.Q8));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(ExpDouble.Q7));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(ExpDouble.Q6));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(ExpDouble.Q5));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(ExpDouble.Q4));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(ExpDouble.Q3));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(ExpDouble.Q2));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(ExpDouble.Q1));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(ExpDouble.Q0));
        return Scale(Vector512.FusedMultiplyAdd(r * r, q, r) + Vector512<double>.One, n - shift);
    }

    /// <inheritdoc cref="Exp(Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Exp(Vector256<double> x, Vector256<double> shift, Vector256<double> lowest)
    {
        x = Vector256.MaxNative(lowest, x);
        Vector256<double> n = Vector256.FusedMultiplyAdd(x, Vector256.Create(ExpDouble.Log2E), Vector256.Create(FloatBits.RoundDouble)) - Vector256.Create(FloatBits.RoundDouble);
        Vector256<double> r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-ExpDouble.Ln2High), x);
        r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-ExpDouble.Ln2Low), r);

        Vector256<double> q = Vector256.FusedMultiplyAdd(Vector256.Create(ExpDouble.Q9), r, Vector256.Create(ExpDouble.Q8));
        q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpDouble.Q7));
        q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpDouble.Q6));
        q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpDouble.Q5));
        q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpDouble.Q4));
        q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpDouble.Q3));
        q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpDouble.Q2));
        q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpDouble.Q1));
        q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpDouble.Q0));
        return Scale(Vector256.FusedMultiplyAdd(r * r, q, r) + Vector256<double>.One, n - shift);
    }

    /// <inheritdoc cref="Exp(Vector512{float}, Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Exp(Vector128<double> x, Vector128<double> shift, Vector128<double> lowest)
    {
        x = Vector128.MaxNative(lowest, x);
        Vector128<double> n = Vector128.FusedMultiplyAdd(x, Vector128.Create(ExpDouble.Log2E), Vector128.Create(FloatBits.RoundDouble)) - Vector128.Create(FloatBits.RoundDouble);
        Vector128<double> r = Vector128.FusedMultiplyAdd(n, Vector128.Create(-ExpDouble.Ln2High), x);
        r = Vector128.FusedMultiplyAdd(n, Vector128.Create(-ExpDouble.Ln2Low), r);

        Vector128<double> q = Vector128.FusedMultiplyAdd(Vector128.Create(ExpDouble.Q9), r, Vector128.Create(ExpDouble.Q8));
        q = Vector128.FusedMultiplyAdd(q, r, Vector128.Create(ExpDouble.Q7));
        q = Vector128.FusedMultiplyAdd(q, r, Vector128.Create(ExpDouble.Q6));
        q = Vector128.FusedMultiplyAdd(q, r, Vector128.Create(ExpDouble.Q5));
        q = Vector128.FusedMultiplyAdd(q, r, Vector128.Create(ExpDouble.Q4));
        q = Vector128.FusedMultiplyAdd(q, r, Vector128.Create(ExpDouble.Q3));
        q = Vector128.FusedMultiplyAdd(q, r, Vector128.Create(ExpDouble.Q2));
        q = Vector128.FusedMultiplyAdd(q, r, Vector128.Create(ExpDouble.Q1));
        q = Vector128.FusedMultiplyAdd(q, r, Vector128.Create(ExpDouble.Q0));
        return Scale(Vector128.FusedMultiplyAdd(r * r, q, r) + Vector128<double>.One, n - shift);
    }

    /// <inheritdoc cref="Exp(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exp(Vector512<double> x) => Exp(x, Vector512<double>.Zero, Vector512.Create(ExpDouble.Lowest));

    /// <inheritdoc cref="Exp(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Exp(Vector256<double> x) => Exp(x, Vector256<double>.Zero, Vector256.Create(ExpDouble.Lowest));

    /// <inheritdoc cref="Exp(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Exp(Vector128<double> x) => Exp(x, Vector128<double>.Zero, Vector128.Create(ExpDouble.Lowest));

    /// <inheritdoc cref="Scale(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Scale(Vector512<double> value, Vector512<double> exponent)
    {
        if (Avx512F.IsSupported)
        {
            return Vector512.ConditionalSelect(Avx512F.CompareNotLessThanOrEqual(exponent, Vector512.Create(ExpDouble.Vanished)), Avx512F.Scale(value, exponent), Vector512<double>.Zero);
        }

        Vector512<long> bits = (exponent + Vector512.Create(ExpDouble.ScaleBias)).AsInt64() << FloatBits.MantissaDouble;
        return Vector512.ConditionalSelect(Vector512.LessThanOrEqual(exponent, Vector512.Create(ExpDouble.Vanished)), Vector512<double>.Zero, value * bits.AsDouble() * Vector512.Create(ExpDouble.Unlift));
    }

    /// <inheritdoc cref="Scale(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Scale(Vector256<double> value, Vector256<double> exponent)
    {
        if (Avx512F.VL.IsSupported)
        {
            return Vector256.ConditionalSelect(Avx512F.VL.CompareNotLessThanOrEqual(exponent, Vector256.Create(ExpDouble.Vanished)), Avx512F.VL.Scale(value, exponent), Vector256<double>.Zero);
        }

        exponent = Vector256.MaxNative(Vector256.Create(ExpDouble.NoFactor), exponent);
        Vector256<long> bits = (exponent + Vector256.Create(ExpDouble.ScaleBias)).AsInt64() << FloatBits.MantissaDouble;
        return value * bits.AsDouble() * Vector256.Create(ExpDouble.Unlift);
    }

    /// <inheritdoc cref="Scale(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Scale(Vector128<double> value, Vector128<double> exponent)
    {
        exponent = Vector128.MaxNative(Vector128.Create(ExpDouble.NoFactor), exponent);
        Vector128<long> bits = (exponent + Vector128.Create(ExpDouble.ScaleBias)).AsInt64() << FloatBits.MantissaDouble;
        return value * bits.AsDouble() * Vector128.Create(ExpDouble.Unlift);
    }
}
