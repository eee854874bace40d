using System.Numerics;

namespace CeGen.Runtime;

/// <summary>
/// Element after element, a vector at a time: one exponential and one logarithm for each; with a power of the focal loss two and three. All
/// lanes do the same, so that every width gives the same bits.
/// </summary>
/// <remarks>
/// <para>With e = exp(−|x|), u = log1p(e): softplus(x) = max(x, 0) + u, softplus(−x) = max(−x, 0) + u, σ(|x|) = 1/(1 + e), σ(−|x|) = e/(1 + e).</para>
/// <para>With a = w·(1−t) and b = w·pw·t, the loss is a·softplus(x) + b·softplus(−x) and its slope a·σ(x) − b·σ(−x): the formulas of PyTorch, but nothing
/// is taken from a number that is near it where the target is 0 or 1. The balance of the focal loss is a part of w.</para>
/// <para>The focal loss is that loss times q^γ, where q = 1 − p_t = (1−t)·σ(x) + t·σ(−x). Its slope is
/// q^γ·[slope + γ·(1−2t)·σ(x)·σ(−x)/q·loss]. Let n be (1−t) for x &gt; 0 and t elsewhere, m = 1 − n: then q = σ(|x|)·(n + m·e), so that
/// −log q = u − log(n + m·e), where the second is |x| for n = 0; and σ(x)·σ(−x)/q = σ(|x|)·e/(n + m·e), where the fraction is 1 for n = 0.</para>
/// </remarks>
internal static class BinaryLoop<TSimd, TVector, T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static void Compute<TPass, TFocus>(BinaryFormula<T> formula, in BinaryBlock<T> block)
        where TPass : struct, IPass
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
        for (nint i = 0; i < block.Count; i += TSimd.Count)
        {
            TVector x = TSimd.Load(in logits, i);
            TVector t = TSimd.Load(in targets, i);
            TVector s = TSimd.Subtract(one, t);

            TVector w = TSimd.MultiplyAdd(positive, t, TSimd.Multiply(negative, s));
            w = TSimd.Multiply(w, TSimd.Load(in labelWeights.Next(TSimd.Count), 0));
            TVector a = TSimd.Multiply(w, s);
            TVector b = TSimd.Multiply(w, TSimd.Multiply(TSimd.Load(in positiveWeights.Next(TSimd.Count), 0), t));

            TVector isPositive = TSimd.LessThan(zero, x);
            TVector distance = TSimd.Max(TSimd.Subtract(zero, x), x);
            TVector e = TSimd.Exp(TSimd.Subtract(zero, distance));
            TVector u = VectorMath.Log1P<TSimd, TVector, T>(e);

            // 0 · ∞ is 0 here: an infinite logit loses nothing by a term that does not count.
            TVector c = TSimd.Select(isPositive, a, b);
            TVector linear = TSimd.And(TSimd.Multiply(c, distance), TSimd.LessThan(zero, c));
            TVector loss = TSimd.MultiplyAdd(TSimd.Add(a, b), u, linear);

            TVector large = zero;
            TVector slope = zero;
            if (TPass.Backward)
            {
                large = TSimd.Divide(one, TSimd.Add(one, e));
                TVector small = TSimd.Multiply(large, e);
                TVector p = TSimd.Select(isPositive, large, small);
                TVector q = TSimd.Select(isPositive, small, large);
                slope = TSimd.Subtract(TSimd.Multiply(a, p), TSimd.Multiply(b, q));
            }

            if (TFocus.HasPower)
            {
                TVector n = TSimd.Select(isPositive, s, t);
                TVector m = TSimd.Select(isPositive, t, s);
                TVector isWrong = TSimd.LessThan(zero, n);
                TVector share = TSimd.Select(isWrong, TSimd.MultiplyAdd(m, e, n), one);
                TVector logShare = VectorMath.Log<TSimd, TVector, T>(share);
                TVector factor = FocalFactor<TSimd, TVector, T>.Of(TSimd.Select(isWrong, TSimd.Subtract(zero, logShare), distance), u, gamma);

                if (TPass.Backward)
                {
                    TVector fraction = TSimd.Select(isWrong, TSimd.Divide(e, share), one);

                    // The fraction vanishes faster than the loss grows.
                    TVector turn = TSimd.And(TSimd.Multiply(fraction, loss), TSimd.LessThan(zero, fraction));
                    turn = TSimd.Multiply(TSimd.Multiply(gamma, TSimd.Subtract(s, t)), TSimd.Multiply(large, turn));
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
