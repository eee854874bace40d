using System.Numerics;

namespace CeGen.Runtime;

/// <summary>
/// Element after element: a loop of exponentials, and another of all that follows. All lanes do the same, so that every width gives the same bits.
/// </summary>
/// <remarks>
/// <para>With e = exp(−|x|), u = log(1 + e): softplus(x) = max(x, 0) + u, softplus(−x) = max(−x, 0) + u, σ(−|x|) = e/(1 + e), σ(|x|) = 1 − σ(−|x|).</para>
/// <para>With a = w·(1−t) and b = w·pw·t, the loss is a·softplus(x) + b·softplus(−x) and its slope a·σ(x) − b·σ(−x), as PyTorch has them. Let c be a for x ≥ 0
/// and −b elsewhere: then the loss is c·x + (a + b)·u, where both terms are at least 0, and the slope c ∓ (a + b)·σ(−|x|). Nothing is taken
/// from a number that is near it where the target is 0 or 1. The balance of the focal loss is a part of w.</para>
/// <para>The focal loss is that loss times q^γ, where q = 1 − p_t = (1−t)·σ(x) + t·σ(−x). Its slope is
/// q^γ·[slope + γ·(1−2t)·σ(x)·σ(−x)/q·loss]. Let n be (1−t) for x ≥ 0 and t elsewhere, m = 1 − n: then q = σ(|x|)·(n + m·e), so that
/// −log q = u − log(n + m·e), where the second is |x| for n = 0; and σ(x)·σ(−x)/q = σ(|x|)·e/(n + m·e), where the fraction is 1 for n = 0.</para>
/// </remarks>
internal static class BinaryLoop<TSimd, TVector, T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static void Compute<TPass, TWeights, TFocus>(BinaryFormula<T> formula, in BinaryBlock<T> block)
        where TPass : struct, IPass
        where TWeights : struct, IBinaryWeights
        where TFocus : struct, IFocus
    {
        TVector zero = TSimd.Zero;
        TVector one = TSimd.Create(1.0);
        TVector gamma = TSimd.Create(formula.Gamma);
        TVector positive = TSimd.Create(formula.Positive);
        TVector negative = TSimd.Create(formula.Negative);

        Cycle<T> labelWeights = block.LabelWeights;
        Cycle<T> positiveWeights = block.PositiveWeights;
        Cycle<T> scales = block.Scales;
        ref T logits = ref block.Logits;
        ref T targets = ref block.Targets;
        ref T losses = ref block.Losses;
        ref T gradient = ref block.Gradient;
        VectorMath.Decay<TSimd, TVector, T>(ref logits, ref losses, block.Count);
        for (nint i = 0; i < block.Count; i += TSimd.Count)
        {
            TVector e = TSimd.Load(in losses, i);
            TVector u = VectorMath.Softplus<TSimd, TVector, T>(e, out TVector small);
            TVector x = TSimd.Load(in logits, i);
            TVector t = TSimd.Load(in targets, i);
            TVector s = TSimd.Subtract(one, t);
            TVector isNegative = TSimd.IsNegative(x);

            TVector c;
            TVector total = one;
            TVector loss = u;
            if (TWeights.HasAny)
            {
                TVector w = TSimd.MultiplyAdd(positive, t, TSimd.Multiply(negative, s));
                w = TSimd.Multiply(w, TSimd.Load(in labelWeights.Next(TSimd.Count), 0));
                TVector a = TSimd.Multiply(w, s);
                TVector b = TSimd.Multiply(w, t);
                total = w;
                if (TWeights.HasPositive)
                {
                    b = TSimd.Multiply(w, TSimd.Multiply(TSimd.Load(in positiveWeights.Next(TSimd.Count), 0), t));
                    total = TSimd.Add(a, b);
                }

                c = TSimd.Select(isNegative, TSimd.Subtract(zero, b), a);
                loss = TSimd.Multiply(total, u);
            }
            else
            {
                c = TSimd.Subtract(TSimd.Select(isNegative, zero, one), t);
            }

            // 0 · ∞ is 0 here: an infinite logit loses nothing by a term that does not count.
            TVector sum = TSimd.MultiplyAdd(c, x, loss);
            loss = TSimd.Select(TSimd.LessThan(loss, sum), sum, loss);

            TVector slope = zero;
            if (TPass.Backward)
            {
                TVector toward = TSimd.Select(isNegative, small, TSimd.Subtract(zero, small));
                slope = TWeights.HasAny ? TSimd.MultiplyAdd(total, toward, c) : TSimd.Add(c, toward);
            }

            if (TFocus.HasPower)
            {
                TVector distance = TSimd.Max(TSimd.Subtract(zero, x), x);
                TVector n = TSimd.Select(isNegative, t, s);
                TVector m = TSimd.Select(isNegative, s, t);
                TVector isWrong = TSimd.LessThan(zero, n);
                TVector share = TSimd.Select(isWrong, TSimd.MultiplyAdd(m, e, n), one);
                TVector logShare = VectorMath.Log<TSimd, TVector, T>(share);
                TVector factor = FocalFactor<TSimd, TVector, T>.Of(TSimd.Select(isWrong, TSimd.Subtract(zero, logShare), distance), u, gamma);

                if (TPass.Backward)
                {
                    TVector fraction = TSimd.Select(isWrong, TSimd.Divide(e, share), one);

                    // The fraction vanishes faster than the loss grows.
                    TVector turn = TSimd.And(TSimd.Multiply(fraction, loss), TSimd.LessThan(zero, fraction));
                    turn = TSimd.Multiply(TSimd.Multiply(gamma, TSimd.Subtract(s, t)), TSimd.Multiply(TSimd.Subtract(one, small), turn));
                    slope = TSimd.Multiply(factor, TSimd.Add(slope, turn));
                }

                // A factor that is too small for the type is 0, also where the loss is infinite; one that is NaN stays it.
                loss = TSimd.Select(TSimd.LessThan(zero, factor), TSimd.Multiply(factor, loss), factor);
            }

            TSimd.Store(loss, ref losses, i);
            if (TPass.Backward)
            {
                TSimd.Store(TSimd.Multiply(slope, TSimd.Load(in scales.Next(TSimd.Count), 0)), ref gradient, i);
            }
        }
    }
}
