using System.Runtime.CompilerServices;

namespace CeGen.Runtime;

/// <summary>log p_c, and its gradient u_c − p_c·Σ u_j for the upstream gradient u.</summary>
/// <remarks>
/// <para>For the class y with the largest logit m, −log p_y = log1p(rest / own), as <see cref="VectorMath.Loss(float, float, float, float, float)"/> has it: no
/// digit is lost where the row is sure. For all classes log p_c = (x_c − m) + log p_y, two terms that are never positive and so do not cancel.</para>
/// <para>Where p_c is more than ½, the gradient is (u_c − Σ u_j) + (1 − p_c)·Σ u_j with 1 − p_c = −expm1(log p_c). Behind a loss that looks at class c
/// alone the first term is exactly 0, and the gradient has the digits of 1 − p_c.</para>
/// </remarks>
internal readonly struct LogSoftmaxForm : ISoftmaxForm
{
    /// <summary>A little above log ½, so that what is larger lies in the range of <see cref="VectorMath.ExpM1"/>.</summary>
    private const double LogHalf = -0.69;

    public static bool Parks => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Normalizer<TSimd, TVector, T>(TVector rest, TVector own)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
        => VectorMath.Log1P<TSimd, TVector, T>(TSimd.Divide(rest, own));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value<TSimd, TVector, T>(TVector source, TVector max, TVector normalizer)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
        => TSimd.Subtract(TSimd.Subtract(source, max), normalizer);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Term<TSimd, TVector, T>(TVector result, TVector upstream)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
        => upstream;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient<TSimd, TVector, T>(TVector result, TVector upstream, TVector total)
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        TVector isMoreThanHalf = TSimd.LessThan(TSimd.Create(LogHalf), result);
        TVector factor = TSimd.Select(isMoreThanHalf, VectorMath.ExpM1<TSimd, TVector, T>(result), TSimd.Exp(result));
        TVector addend = TSimd.Select(isMoreThanHalf, TSimd.Subtract(upstream, total), upstream);
        return TSimd.Subtract(addend, TSimd.Multiply(total, factor));
    }
}
