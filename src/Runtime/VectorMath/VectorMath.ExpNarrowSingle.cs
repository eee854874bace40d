using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

public static partial class VectorMath
{
    /// <summary>As <see cref="ExpNarrow(ref Vector512{float}, ref Vector512{float}, ref Vector512{float}, ref Vector512{float})"/>, of one vector.</summary>
    /// <param name="x">The exponents.</param>
    /// <returns>The powers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> ExpNarrow(Vector512<float> x)
    {
        if (!Avx512F.IsSupported)
        {
            return Vector512.Create(ExpNarrow(x.GetLower()), ExpNarrow(x.GetUpper()));
        }

        Vector512<float> powers = Vector512.Create(ExpSingle.P0, ExpSingle.P1, ExpSingle.P2, ExpSingle.P3, ExpSingle.P4, ExpSingle.P5, ExpSingle.P6, ExpSingle.P7, ExpSingle.P8, ExpSingle.P9, ExpSingle.P10, ExpSingle.P11, ExpSingle.P12, ExpSingle.P13, ExpSingle.P14, ExpSingle.P15);
        x = Power(x, powers, out Vector512<float> n);
        return Avx512F.Scale(x, n - Vector512.Create(ExpSingle.Round));
    }

    /// <inheritdoc cref="ExpNarrow(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> ExpNarrow(Vector256<float> x)
    {
        if (Avx512F.VL.IsSupported)
        {
            Vector256<float> low = Vector256.Create(ExpSingle.P0, ExpSingle.P1, ExpSingle.P2, ExpSingle.P3, ExpSingle.P4, ExpSingle.P5, ExpSingle.P6, ExpSingle.P7);
            Vector256<float> high = Vector256.Create(ExpSingle.P8, ExpSingle.P9, ExpSingle.P10, ExpSingle.P11, ExpSingle.P12, ExpSingle.P13, ExpSingle.P14, ExpSingle.P15);
            x = Power(x, low, high, out Vector256<float> n);
            return Avx512F.VL.Scale(x, n - Vector256.Create(ExpSingle.Round));
        }
        else
        {
            x = Power(x, out Vector256<float> n);
            return x * PowerOfTwo(n);
        }
    }

    /// <summary>2^n, a normal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> PowerOfTwo(Vector256<float> n) => ((n + Vector256.Create(FloatBits.RoundSingle + FloatBits.BiasSingle)).AsInt32() << FloatBits.MantissaSingle).AsSingle();
}
