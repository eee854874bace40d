using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

public static partial class VectorMath
{
    /// <inheritdoc cref="ExpNarrow(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> ExpNarrow(Vector512<double> x)
    {
        if (!Avx512F.IsSupported)
        {
            return Vector512.Create(ExpNarrow(x.GetLower()), ExpNarrow(x.GetUpper()));
        }

        Vector512<double> powers = Vector512.Create(ExpDouble.P0, ExpDouble.P1, ExpDouble.P2, ExpDouble.P3, ExpDouble.P4, ExpDouble.P5, ExpDouble.P6, ExpDouble.P7);
        x = Power(x, powers, out Vector512<double> n);
        return Avx512F.Scale(x, n - Vector512.Create(ExpDouble.Round));
    }

    /// <inheritdoc cref="ExpNarrow(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> ExpNarrow(Vector256<double> x)
    {
        if (Avx512F.VL.IsSupported)
        {
            Vector256<double> low = Vector256.Create(ExpDouble.P0, ExpDouble.P1, ExpDouble.P2, ExpDouble.P3);
            Vector256<double> high = Vector256.Create(ExpDouble.P4, ExpDouble.P5, ExpDouble.P6, ExpDouble.P7);
            x = Power(x, low, high, out Vector256<double> n);
            return Avx512F.VL.Scale(x, n - Vector256.Create(ExpDouble.Round));
        }
        else
        {
            x = Power(x, out Vector256<double> n);
            return x * PowerOfTwo(n);
        }
    }

    /// <inheritdoc cref="PowerOfTwo(Vector256{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> PowerOfTwo(Vector256<double> n) => ((n + Vector256.Create(FloatBits.RoundDouble + FloatBits.BiasDouble)).AsInt64() << FloatBits.MantissaDouble).AsDouble();
}
