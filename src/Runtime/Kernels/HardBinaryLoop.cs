using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

/// <summary>
/// What <see cref="PlainBinaryLoop{TSimd, TVector, T}"/> is for any target, for targets that are all 0 or 1. With z = x for the target 0, and −x for 1, the loss is log(1 + e^z), and the gradient
/// σ(z) = e^z / (1 + e^z), with the sign of z against x: an exponential and a division, and nothing is taken from anything.
/// </summary>
/// <remarks>
/// Of the losses log Π(1 + e^z) is all there is to sum. A product of four is larger than <see cref="SoftplusSum.LargestProduct"/> if logits contradict their targets by more than 69; <see cref="SoftplusSum"/> leaves
/// such a block out, and the other loop has it. Where the target agrees with its logit the gradient has the bits of that loop, but for the sign of a zero; else it is another way to the same number.
/// </remarks>
internal static class HardBinaryLoop<TSimd, TVector, T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The elements of a quarter of a step.</summary>
    private const int Quarter = BinaryLossDriver.StepElements / 4;

    /// <summary>
    /// What z is held below, because the exponential of more is no power: more than the logarithm of the largest product. With AVX-512 that of every <see cref="float"/> above it is larger than that product, or infinite, or NaN.
    /// </summary>
    private const double Highest = 70;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute<TPass>(scoped in PlainBinaryBlock<T> block)
        where TPass : struct, IPass
    {
        TVector one = TSimd.Create(1.0);
        TVector scale = TSimd.Create(block.Scale);
        ref readonly T logits = ref block.Logits;
        for (nint start = 0, number = 0; start < block.Count; start += LabelBits.GroupElements<T>(), number += LabelBits.NumbersOfGroup)
        {
            nint end = Math.Min(start + LabelBits.GroupElements<T>(), block.Count);
            for (nint lane = 0; lane < Quarter; lane += TSimd.Count)
            {
                TVector labels = TSimd.Load(in block.Labels, number + lane);
                for (nint i = start; i < end; i += BinaryLossDriver.StepElements)
                {
                    if (TPass.Streams && block.HasLines && lane == 0)
                    {
                        Streaming.CopyLines(in Unsafe.Add(ref Unsafe.AsRef(in block.Ready), i), ref Unsafe.Add(ref block.Lines, i), BinaryLossDriver.StepElements);
                    }

                    nint at = i + lane;
                    Streaming.Fetch<TPass, T>(ref Unsafe.Add(ref Unsafe.AsRef(in logits), at));
                    Streaming.Fetch<TPass, T>(ref Unsafe.Add(ref Unsafe.AsRef(in logits), at + Quarter));
                    Streaming.Fetch<TPass, T>(ref Unsafe.Add(ref Unsafe.AsRef(in logits), at + (2 * Quarter)));
                    Streaming.Fetch<TPass, T>(ref Unsafe.Add(ref Unsafe.AsRef(in logits), at + (3 * Quarter)));

                    TVector t0 = labels;
                    TVector t1 = TSimd.NextSign(t0);
                    TVector t2 = TSimd.NextSign(t1);
                    TVector t3 = TSimd.NextSign(t2);
                    labels = TSimd.NextSign(t3);
                    TVector u0 = Exponent(TSimd.Load(in logits, at), t0);
                    TVector u1 = Exponent(TSimd.Load(in logits, at + Quarter), t1);
                    TVector u2 = Exponent(TSimd.Load(in logits, at + (2 * Quarter)), t2);
                    TVector u3 = Exponent(TSimd.Load(in logits, at + (3 * Quarter)), t3);
                    TSimd.Exp(ref u0, ref u1, ref u2, ref u3);

                    // (1 + p)·(1 + u) − 1 = p·(1 + u) + u.
                    TVector f0 = TSimd.Add(one, u0);
                    TVector f1 = TSimd.Add(one, u1);
                    TVector f2 = TSimd.Add(one, u2);
                    TVector f3 = TSimd.Add(one, u3);
                    TVector product = TSimd.MultiplyAdd(u0, f1, u1);
                    product = TSimd.MultiplyAdd(product, f2, u2);
                    product = TSimd.MultiplyAdd(product, f3, u3);
                    TSimd.Store(product, ref block.Products, (i / 4) + lane);

                    if (TPass.Backward)
                    {
                        TSimd.Store(Slope(u0, f0, t0, scale), ref block.Slopes, at);
                        TSimd.Store(Slope(u1, f1, t1, scale), ref block.Slopes, at + Quarter);
                        TSimd.Store(Slope(u2, f2, t2, scale), ref block.Slopes, at + (2 * Quarter));
                        TSimd.Store(Slope(u3, f3, t3, scale), ref block.Slopes, at + (3 * Quarter));
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Exponent(TVector x, TVector sign)
    {
        TVector z = TSimd.FlipSign(x, sign);
        return Avx512F.VL.IsSupported && typeof(T) == typeof(float) ? z : TSimd.Min(TSimd.Create(Highest), z);
    }

    /// <summary>The gradient of a vector: u / (1 + u), and of a slope that has vanished the sign has, too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Slope(TVector u, TVector factor, TVector sign, TVector scale) =>
        TSimd.MultiplyAdd(TSimd.Divide(u, factor), TSimd.FlipSign(scale, sign), TSimd.Zero);
}
