using System.Runtime.CompilerServices;

namespace CeGen.Runtime;

/// <summary>p_c = exp(x_c − a) / Σ exp(x_j − a), and its gradient p_c·(u_c − Σ p_j·u_j) for the upstream gradient u.</summary>
/// <remarks>The division is one for each entry, not a product with 1/Σ: so that a single class, and one that is all of the sum, gets exactly 1.</remarks>
internal readonly struct SoftmaxForm : ISoftmaxForm
{
    public static bool Parks => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Normalizer<TSimd, TVector, T>(TVector rest, TVector own)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
        => TSimd.Add(rest, own);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TSimd, TVector, T>(TVector source, TVector max, TVector normalizer)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
        => TSimd.Divide(source, normalizer);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Term<TSimd, TVector, T>(TVector result, TVector upstream)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
        => TSimd.Multiply(result, upstream);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient<TSimd, TVector, T>(TVector result, TVector upstream, TVector total)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
        => TSimd.Multiply(result, TSimd.Subtract(upstream, total));
}
