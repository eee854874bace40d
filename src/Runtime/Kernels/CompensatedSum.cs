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

    /// <summary>The sum so far.</summary>
    public readonly TVector Total
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => VectorMath.Total<TSimd, TVector, T>(_sum, _error);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(TVector value) => VectorMath.Add<TSimd, TVector, T>(ref _sum, value, ref _error);

    /// <summary>After every <paramref name="count"/>th term, a power of two, adds the errors to the sum. All terms so far must be finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void FoldEvery(int count, int term)
    {
        if ((term & (count - 1)) == count - 1)
        {
            TVector error = _error;
            _error = default;
            Add(error);
        }
    }
}
