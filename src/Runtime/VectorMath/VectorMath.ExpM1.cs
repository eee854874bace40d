using System.Runtime.CompilerServices;

namespace CeGen.Runtime;

public static partial class VectorMath
{
    /// <summary>e^x − 1 for |x| ≤ ln 2, with all digits also where x is tiny.</summary>
    /// <remarks>
    /// With t = e^(x/2) − 1, e^x − 1 = t·(t + 2). For r = x/2, |r| ≤ ½·ln 2, t is the Taylor series r + r²·(1/2! + r/3! + …), cut where the first
    /// term left out is below 2^−30 of t (float, after r^8/8!) or 2^−55 (double, after r^13/13!).
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TVector ExpM1<TSimd, TVector, T>(TVector x)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        TVector r = TSimd.Multiply(x, TSimd.Create(0.5));
        TVector q;
        if (typeof(T) == typeof(float))
        {
            q = TSimd.MultiplyAdd(TSimd.Create(1.0 / 40_320), r, TSimd.Create(1.0 / 5_040));
        }
        else
        {
            q = TSimd.MultiplyAdd(TSimd.Create(1.0 / 6_227_020_800), r, TSimd.Create(1.0 / 479_001_600));
            q = TSimd.MultiplyAdd(q, r, TSimd.Create(1.0 / 39_916_800));
            q = TSimd.MultiplyAdd(q, r, TSimd.Create(1.0 / 3_628_800));
            q = TSimd.MultiplyAdd(q, r, TSimd.Create(1.0 / 362_880));
            q = TSimd.MultiplyAdd(q, r, TSimd.Create(1.0 / 40_320));
            q = TSimd.MultiplyAdd(q, r, TSimd.Create(1.0 / 5_040));
        }

        q = TSimd.MultiplyAdd(q, r, TSimd.Create(1.0 / 720));
        q = TSimd.MultiplyAdd(q, r, TSimd.Create(1.0 / 120));
        q = TSimd.MultiplyAdd(q, r, TSimd.Create(1.0 / 24));
        q = TSimd.MultiplyAdd(q, r, TSimd.Create(1.0 / 6));
        q = TSimd.MultiplyAdd(q, r, TSimd.Create(0.5));

        TVector t = TSimd.MultiplyAdd(TSimd.Multiply(r, r), q, r);
        return TSimd.MultiplyAdd(t, t, TSimd.Add(t, t));
    }
}
