using System.Runtime.CompilerServices;

namespace CeGen.Runtime;

/// <summary>A sum in each lane of a vector that carries the rounding errors of its additions beside it.</summary>
internal struct CompensatedSum<TSimd, TVector, T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    private TVector _sum;
    private TVector _error;

    /// <summary>The sum so far. Where it is infinite or NaN, the error means nothing.</summary>
    public readonly TVector Total
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            TVector isFinite = TSimd.And(
                TSimd.LessThan(TSimd.Create(double.NegativeInfinity), _error), TSimd.LessThan(_error, TSimd.Create(double.PositiveInfinity)));
            return TSimd.Add(_sum, TSimd.And(_error, isFinite));
        }
    }

    /// <summary>Adds to the sum. The error of the addition comes from Knuth's two-sum, which does not ask which of the two is larger.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(TVector value)
    {
        TVector sum = TSimd.Add(_sum, value);
        TVector added = TSimd.Subtract(sum, _sum);
        TVector kept = TSimd.Subtract(sum, added);
        _error = TSimd.Add(_error, TSimd.Add(TSimd.Subtract(_sum, kept), TSimd.Subtract(value, added)));
        _sum = sum;
    }
}
