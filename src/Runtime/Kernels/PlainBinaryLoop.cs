using System.Numerics;
using System.Runtime.CompilerServices;

namespace CeGen.Runtime;

/// <summary>
/// The elements of a binary loss without weights and focus whose losses are summed: the sum of their logarithms is the logarithm of a product, so an element has an exponential and a division, and
/// no logarithm unless its own loss is wanted. The formulas are those of <see cref="BinaryLoop{TSimd, TVector, T}"/>; gradient and losses have its bits.
/// </summary>
/// <remarks>
/// With e = exp(−|x|), the losses of some elements are Σ c·x + Σ log(1 + e) = Σ c·x + log Π(1 + e), and every term is at least 0. Of (1 + e)·(1 + f) = 1 + (e·(1 + f) + f) the part beside 1 is kept,
/// which has all its digits also where e and f are tiny. Four elements at a time stay in <typeparamref name="T"/>, <see cref="SoftplusSum"/> has the rest, in double.
/// </remarks>
internal static class PlainBinaryLoop<TSimd, TVector, T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The elements of a quarter of a step.</summary>
    private const int Quarter = BinaryLossDriver.StepElements / 4;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute<TPass, TLosses>(scoped in PlainBinaryBlock<T> block)
        where TPass : struct, IPass
        where TLosses : struct, ILossOutput
    {
        TVector zero = TSimd.Zero;
        TVector one = TSimd.Create(1.0);
        TVector negative = TSimd.Create(-1.0);
        TVector scale = TSimd.Create(block.Scale);
        ref readonly T logits = ref block.Logits;
        ref readonly T targets = ref block.Targets;
        for (nint i = 0; i < block.Count; i += BinaryLossDriver.StepElements)
        {
            if (TPass.Streams && block.HasLines)
            {
                Streaming.CopyLines(in Unsafe.Add(ref Unsafe.AsRef(in block.Ready), i), ref Unsafe.Add(ref block.Lines, i), BinaryLossDriver.StepElements);
            }

            for (nint lane = 0; lane < Quarter; lane += TSimd.Count)
            {
                nint at = i + lane;
                Streaming.Fetch<TPass, T>(ref Unsafe.Add(ref Unsafe.AsRef(in logits), at));
                Streaming.Fetch<TPass, T>(ref Unsafe.Add(ref Unsafe.AsRef(in logits), at + Quarter));
                Streaming.Fetch<TPass, T>(ref Unsafe.Add(ref Unsafe.AsRef(in logits), at + (2 * Quarter)));
                Streaming.Fetch<TPass, T>(ref Unsafe.Add(ref Unsafe.AsRef(in logits), at + (3 * Quarter)));
                Streaming.Fetch<TPass, T>(ref Unsafe.Add(ref Unsafe.AsRef(in targets), at));
                Streaming.Fetch<TPass, T>(ref Unsafe.Add(ref Unsafe.AsRef(in targets), at + Quarter));
                Streaming.Fetch<TPass, T>(ref Unsafe.Add(ref Unsafe.AsRef(in targets), at + (2 * Quarter)));
                Streaming.Fetch<TPass, T>(ref Unsafe.Add(ref Unsafe.AsRef(in targets), at + (3 * Quarter)));

                // e = exp(−|x|).
                TVector e0 = TSimd.CopySign(TSimd.Load(in logits, at), negative);
                TVector e1 = TSimd.CopySign(TSimd.Load(in logits, at + Quarter), negative);
                TVector e2 = TSimd.CopySign(TSimd.Load(in logits, at + (2 * Quarter)), negative);
                TVector e3 = TSimd.CopySign(TSimd.Load(in logits, at + (3 * Quarter)), negative);
                TSimd.Exp(ref e0, ref e1, ref e2, ref e3);

                // (1 + p)·(1 + e) − 1 = p·(1 + e) + e, and the quotient below has the sum, too.
                TVector product = TSimd.MultiplyAdd(e0, TSimd.Add(one, e1), e1);
                product = TSimd.MultiplyAdd(product, TSimd.Add(one, e2), e2);
                product = TSimd.MultiplyAdd(product, TSimd.Add(one, e3), e3);
                TSimd.Store(product, ref block.Products, (i / 4) + lane);

                // c, the limit of the sigmoid without the target: 1 − t for x ≥ 0, and −t elsewhere.
                TVector c0 = Limit(TSimd.Load(in logits, at), TSimd.Load(in targets, at), one, zero);
                TVector c1 = Limit(TSimd.Load(in logits, at + Quarter), TSimd.Load(in targets, at + Quarter), one, zero);
                TVector c2 = Limit(TSimd.Load(in logits, at + (2 * Quarter)), TSimd.Load(in targets, at + (2 * Quarter)), one, zero);
                TVector c3 = Limit(TSimd.Load(in logits, at + (3 * Quarter)), TSimd.Load(in targets, at + (3 * Quarter)), one, zero);
                TVector sum = TSimd.Multiply(c0, TSimd.Load(in logits, at));
                sum = TSimd.MultiplyAdd(c1, TSimd.Load(in logits, at + Quarter), sum);
                sum = TSimd.MultiplyAdd(c2, TSimd.Load(in logits, at + (2 * Quarter)), sum);
                sum = TSimd.MultiplyAdd(c3, TSimd.Load(in logits, at + (3 * Quarter)), sum);
                TSimd.Store(sum, ref block.Sums, (i / 4) + lane);

                if (TPass.Backward || TLosses.IsWanted)
                {
                    Finish<TPass, TLosses>(in block, at, e0, c0, one, scale);
                    Finish<TPass, TLosses>(in block, at + Quarter, e1, c1, one, scale);
                    Finish<TPass, TLosses>(in block, at + (2 * Quarter), e2, c2, one, scale);
                    Finish<TPass, TLosses>(in block, at + (3 * Quarter), e3, c3, one, scale);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Limit(TVector x, TVector t, TVector one, TVector zero) => TSimd.Subtract(TSimd.Max(TSimd.CopySign(one, x), zero), t);

    /// <summary>The gradient and the losses of a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TPass, TLosses>(scoped in PlainBinaryBlock<T> block, nint at, TVector e, TVector c, TVector one, TVector scale)
        where TPass : struct, IPass
        where TLosses : struct, ILossOutput
    {
        TVector x = TSimd.Load(in block.Logits, at);
        TVector small;
        if (TLosses.IsWanted)
        {
            // Losses are written to the cache, whatever becomes of the gradient.
            Streaming.FetchGradient<BackwardPass, T>(ref Unsafe.Add(ref block.Losses, at));

            // 0 · ∞ is 0 here: an infinite logit loses nothing by a term that does not count.
            TVector u = VectorMath.Softplus<TSimd, TVector, T>(e, out small);
            TVector sum = TSimd.MultiplyAdd(c, x, u);
            TSimd.Store(TSimd.Select(TSimd.LessThan(u, sum), sum, u), ref block.Losses, at);
        }
        else
        {
            small = TSimd.Divide(e, TSimd.Add(one, e));
        }

        if (TPass.Backward)
        {
            // The sigmoid without the target: where that is 0 or 1, nothing is taken from a number that is near it.
            TSimd.Store(TSimd.Multiply(TSimd.Subtract(c, TSimd.CopySign(small, x)), scale), ref block.Slopes, at);
        }
    }
}
