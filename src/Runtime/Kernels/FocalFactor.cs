using System.Runtime.CompilerServices;

namespace CeGen.Runtime;

/// <summary>Whether the losses are multiplied with (1 − p_t)^γ, known to the JIT.</summary>
internal interface IFocus
{
    static abstract bool HasPower { get; }
}

/// <summary>γ is 0.</summary>
internal readonly struct NoFocus : IFocus
{
    public static bool HasPower => false;
}

/// <summary>γ is larger than 0.</summary>
internal readonly struct Focus : IFocus
{
    public static bool HasPower => true;
}

/// <summary>The factor (1 − p_t)^γ of the focal loss.</summary>
internal static class FocalFactor<TSimd, TVector, T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    /// <summary>(1 − p_t)^γ = exp(−γ·(ℓ + u)) for −log(1 − p_t) = ℓ + u, two numbers that are not negative.</summary>
    /// <remarks>
    /// An error of the exponent becomes one of the power: the exponent may be large, and an ulp of it is many of the power. So the sum
    /// and the product are taken with their rounding errors (Knuth's sum; a fused multiply-add), by which the power is corrected.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Of(TVector l, TVector u, TVector gamma)
    {
        TVector sum = TSimd.Add(l, u);
        TVector part = TSimd.Subtract(sum, l);
        TVector sumError = TSimd.Add(TSimd.Subtract(l, TSimd.Subtract(sum, part)), TSimd.Subtract(u, part));

        TVector product = TSimd.Multiply(gamma, sum);
        TVector negative = TSimd.Subtract(TSimd.Zero, product);
        TVector error = TSimd.MultiplyAdd(gamma, sumError, TSimd.MultiplyAdd(gamma, sum, negative));

        // Where the power is 0 anyway, an infinite exponent has no error.
        error = TSimd.And(error, TSimd.LessThan(product, TSimd.Create(1000.0)));
        TVector power = TSimd.Exp(negative);
        return TSimd.Subtract(power, TSimd.Multiply(power, error));
    }
}
