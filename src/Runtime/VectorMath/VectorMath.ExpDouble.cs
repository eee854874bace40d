using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

/// <summary>The constants of the double exponential; their meaning is that of the float one's.</summary>
internal static class ExpDouble
{
    /// <inheritdoc cref="ExpSingle.OrdinaryLimit"/>
    public const double OrdinaryLimit = 1500;

    /// <inheritdoc cref="ExpSingle.RowShiftLimit"/>
    public const double RowShiftLimit = 600;

    /// <summary>As there: e^−760 is less than half of the smallest double.</summary>
    public const double Lowest = -OrdinaryLimit - 760;

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

    /// <summary>1.5·2^49: as there, in eighths.</summary>
    public const double Round = 844424930131968d;

    // t(r), on |r| ≤ ln 2 / 16: 2^−58.3.
    public const double T2 = 0.50000000000002962005;
    public const double T3 = 0.1666666666666372858;
    public const double T4 = 0.041666666570070998807;
    public const double T5 = 0.0083333333710649795168;
    public const double T6 = 0.0013889780682006607795;
    public const double T7 = 0.00019840567903409976628;

    // 2^(j/8).
    public const double P0 = 1d;
    public const double P1 = 1.0905077326652577;
    public const double P2 = 1.189207115002721;
    public const double P3 = 1.2968395546510096;
    public const double P4 = 1.4142135623730951;
    public const double P5 = 1.5422108254079407;
    public const double P6 = 1.681792830507429;
    public const double P7 = 1.8340080864093424;

    public const int Lift = 54;

    public const double ScaleBias = FloatBits.RoundDouble + FloatBits.BiasDouble + Lift;

    /// <inheritdoc cref="ExpSingle.NoFactor"/>
    public const double NoFactor = -(FloatBits.BiasDouble + Lift);

    /// <summary>2^−Lift.</summary>
    public const double Unlift = 1d / (1L << Lift);
}

public static partial class VectorMath
{
    /// <inheritdoc cref="Exp(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exp(Vector512<double> x, Vector512<double> shift)
    {
        if (!Avx512F.IsSupported)
        {
            return Vector512.Create(Exp(x.GetLower(), shift.GetLower()), Exp(x.GetUpper(), shift.GetUpper()));
        }

        Vector512<double> powers = Vector512.Create(ExpDouble.P0, ExpDouble.P1, ExpDouble.P2, ExpDouble.P3, ExpDouble.P4, ExpDouble.P5, ExpDouble.P6, ExpDouble.P7);
        x = Power(x, powers, out Vector512<double> n);
        return Scale(x, n - (Vector512.Create(ExpDouble.Round) + shift));
    }

    /// <inheritdoc cref="Exp(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Exp(Vector256<double> x, Vector256<double> shift)
    {
        if (Avx512F.VL.IsSupported)
        {
            Vector256<double> low = Vector256.Create(ExpDouble.P0, ExpDouble.P1, ExpDouble.P2, ExpDouble.P3);
            Vector256<double> high = Vector256.Create(ExpDouble.P4, ExpDouble.P5, ExpDouble.P6, ExpDouble.P7);
            x = Power(x, low, high, out Vector256<double> n);
            return Scale(x, n - (Vector256.Create(ExpDouble.Round) + shift));
        }
        else
        {
            x = Vector256.MaxNative(Vector256.Create(ExpDouble.Lowest), x);
            x = Power(x, out Vector256<double> n);
            return Scale(x, n - shift);
        }
    }

    /// <inheritdoc cref="Exp(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Exp(Vector128<double> x, Vector128<double> shift)
    {
        if (Avx512F.VL.IsSupported)
        {
            return Exp(x.ToVector256(), shift.ToVector256()).GetLower();
        }

        x = Vector128.MaxNative(Vector128.Create(ExpDouble.Lowest), x);
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
        q = Vector128.FusedMultiplyAdd(q, r, Vector128<double>.One);
        return Scale(Vector128.FusedMultiplyAdd(q, r, Vector128<double>.One), n - shift);
    }

    /// <inheritdoc cref="Exp(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exp(Vector512<double> x) => Exp(x, Vector512<double>.Zero);

    /// <inheritdoc cref="Exp(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Exp(Vector256<double> x) => Exp(x, Vector256<double>.Zero);

    /// <inheritdoc cref="Exp(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<double> Exp(Vector128<double> x) => Exp(x, Vector128<double>.Zero);

    /// <inheritdoc cref="Power(Vector512{float}, Vector512{float}, out Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Power(Vector512<double> x, Vector512<double> powers, out Vector512<double> n)
    {
        n = Vector512.FusedMultiplyAdd(x, Vector512.Create(ExpDouble.Log2E), Vector512.Create(ExpDouble.Round));
        Vector512<double> r = Vector512.FusedMultiplyAdd(n - Vector512.Create(ExpDouble.Round), Vector512.Create(-ExpDouble.Ln2High), x);
        r = Vector512.FusedMultiplyAdd(n - Vector512.Create(ExpDouble.Round), Vector512.Create(-ExpDouble.Ln2Low), r);

        Vector512<double> power = Avx512F.PermuteVar8x64(powers, n.AsInt64());
        Vector512<double> q = Vector512.FusedMultiplyAdd(Vector512.Create(ExpDouble.T7), r, Vector512.Create(ExpDouble.T6));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(ExpDouble.T5));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(ExpDouble.T4));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(ExpDouble.T3));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(ExpDouble.T2));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512<double>.One);
        return Vector512.FusedMultiplyAdd(r * power, q, power);
    }

    /// <inheritdoc cref="Power(Vector256{float}, Vector256{float}, Vector256{float}, out Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Power(Vector256<double> x, Vector256<double> low, Vector256<double> high, out Vector256<double> n)
    {
        n = Vector256.FusedMultiplyAdd(x, Vector256.Create(ExpDouble.Log2E), Vector256.Create(ExpDouble.Round));
        Vector256<double> r = Vector256.FusedMultiplyAdd(n - Vector256.Create(ExpDouble.Round), Vector256.Create(-ExpDouble.Ln2High), x);
        r = Vector256.FusedMultiplyAdd(n - Vector256.Create(ExpDouble.Round), Vector256.Create(-ExpDouble.Ln2Low), r);

        Vector256<double> power = Avx512F.VL.PermuteVar4x64x2(low, n.AsInt64(), high);
        Vector256<double> q = Vector256.FusedMultiplyAdd(Vector256.Create(ExpDouble.T7), r, Vector256.Create(ExpDouble.T6));
        q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpDouble.T5));
        q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpDouble.T4));
        q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpDouble.T3));
        q = Vector256.FusedMultiplyAdd(q, r, Vector256.Create(ExpDouble.T2));
        q = Vector256.FusedMultiplyAdd(q, r, Vector256<double>.One);
        return Vector256.FusedMultiplyAdd(r * power, q, power);
    }

    /// <inheritdoc cref="Power(Vector256{float}, out Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Power(Vector256<double> x, out Vector256<double> n)
    {
        n = Vector256.FusedMultiplyAdd(x, Vector256.Create(ExpDouble.Log2E), Vector256.Create(FloatBits.RoundDouble)) - Vector256.Create(FloatBits.RoundDouble);
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
        q = Vector256.FusedMultiplyAdd(q, r, Vector256<double>.One);
        return Vector256.FusedMultiplyAdd(q, r, Vector256<double>.One);
    }

    /// <inheritdoc cref="Scale(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Scale(Vector512<double> value, Vector512<double> exponent) =>
        Vector512.ConditionalSelect(Avx512F.CompareNotLessThanOrEqual(exponent, Vector512.Create(ExpDouble.Vanished)), Avx512F.Scale(value, exponent), Vector512<double>.Zero);

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
