using System.Numerics;
using System.Runtime.CompilerServices;

namespace CeGen.Runtime;

/// <summary>
/// A vector of neighbouring positions after the other, class by class: the maxima; the exponentials, which are parked where the gradient goes; the
/// gradient. One exponential per logit. The rows of a block are a multiple of a vector.
/// </summary>
internal static class PositionLoop<TSimd, TVector, T>
    where TSimd : struct, ISimd<TVector, T>
    where TVector : struct
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The classes after which the rounding errors of a sum of exponentials are added to it, a power of two: they lose digits of their own if they grow.</summary>
    private const int ClassesOfFold = 64;

    public static void Compute<TPass>(RowFormula<T> formula, in RowBlock<T> block)
        where TPass : struct, IPass
    {
        for (nint position = 0; position < block.Rows; position += TSimd.Count)
        {
            if (block.HasProbabilities)
            {
                Probabilities<TPass>(formula, in block, position);
            }
            else
            {
                Indices<TPass>(formula, in block, position);
            }
        }
    }

    private static void Indices<TPass>(RowFormula<T> formula, in RowBlock<T> block, nint position)
        where TPass : struct, IPass
    {
        int classes = formula.Classes;
        nint stride = block.Stride;
        ref T logits = ref Unsafe.Add(ref block.Logits, position);
        ref T gradient = ref TPass.Backward ? ref Unsafe.Add(ref block.Gradient, position) : ref logits;
        bool isSmooth = formula.Smoothing != T.Zero;
        bool isWeighted = isSmooth && block.HasShares;
        T share = formula.Share;

        // Ignored positions have target −1. Whatever their logits are, NaN too: no lane sees another, and zeros are stored for them.
        TVector target = TSimd.LoadIntegers(ref block.Targets, position);
        TVector ignored = TSimd.HasInteger(target, -1);
        TVector max = Max(ref logits, classes, stride);
        Row row = Row.Of(max);

        TVector own = TSimd.Create(1.0);
        TVector logit = TSimd.Zero;
        TVector ownShare = TSimd.Zero;
        var rest = new CompensatedSum<TSimd, TVector, T>();
        TVector four = TSimd.Zero, pair = TSimd.Zero;
        var total = new CompensatedSum<TSimd, TVector, T>();

        // As in lanes, terms of one sign of few classes are added up by fours, in a plain sum.
        bool areFew = isSmooth && !isWeighted && classes <= RowShape.MostClassesInLanes;
        int fours = areFew ? classes - (classes % 4) : 0;
        TVector plainTotal = TSimd.Zero;
        for (int c = 0; c < fours; c += 4)
        {
            plainTotal = TSimd.Add(plainTotal, Row.FourDifferences(ref logits, c, stride, max));
        }

        for (int c = 0; c < classes; c++)
        {
            TVector x = TSimd.Load(in logits, c * stride);
            TVector isTarget = TSimd.HasInteger(target, c);
            logit = TSimd.Select(isTarget, x, logit);
            if (isSmooth)
            {
                T part = isWeighted ? Unsafe.Add(ref block.Shares, c) : share;
                ownShare = TSimd.Select(isTarget, TSimd.Create(part), ownShare);
                TVector term = TSimd.Subtract(x, max);
                if (isWeighted)
                {
                    total.Add(part == T.Zero ? TSimd.Zero : TSimd.Multiply(term, TSimd.Create(part)));
                }
                else if (!areFew)
                {
                    total.Add(term);
                }
                else if (c >= fours)
                {
                    plainTotal = TSimd.Add(plainTotal, term);
                }
            }

            TVector e = row.Exp(x);
            own = TSimd.Select(isTarget, e, own);
            AddByFours(ref rest, ref four, ref pair, TSimd.Select(isTarget, TSimd.Zero, e), c, classes);
            if (TPass.Backward)
            {
                TSimd.Store(e, ref gradient, c * stride);
            }

            rest.FoldEvery(ClassesOfFold, c);
        }

        TVector others = rest.Total;
        TVector difference = TSimd.Subtract(logit, max);
        TVector smoothing = TSimd.Create(formula.Smoothing);
        TVector held = isWeighted ? TSimd.Load(in block.RowWeights, position) : TSimd.Zero;
        TVector pull = isWeighted ? TSimd.Create(block.Pull) : TSimd.Zero;
        TVector loss = isWeighted ? VectorMath.WeightedLoss<TSimd, TVector, T>(others, own, difference, row.Max, row.Shift, total.Total, held, pull)
            : isSmooth ? VectorMath.SmoothedLoss<TSimd, TVector, T>(others, own, difference, row.Max, row.Shift, TSimd.Multiply(areFew ? plainTotal : total.Total, TSimd.Create(share)), smoothing)
            : VectorMath.Loss<TSimd, TVector, T>(others, own, difference, row.Max, row.Shift);
        TVector scale = TPass.Backward ? TSimd.Load(in block.Scales, position) : TSimd.Zero;
        if (formula.Gamma != T.Zero)
        {
            VectorMath.Focus<TSimd, TVector, T>(others, own, TSimd.Create(formula.Gamma), ref loss, ref scale);
        }

        TSimd.Store(TSimd.Select(ignored, TSimd.Zero, loss), ref block.Losses, position);
        TVector sum = TSimd.Add(others, own);
        StoreLogSums(in block, position, row, sum);
        if (!TPass.Backward)
        {
            return;
        }

        TVector factor = TSimd.Divide(isWeighted ? TSimd.Multiply(scale, TSimd.Add(held, pull)) : scale, sum);
        TVector less = TSimd.Subtract(TSimd.Zero, scale);
        TVector elsewhere = TSimd.Multiply(less, TSimd.Create(share));
        TVector atTarget = isWeighted ? VectorMath.WeightedTargetGradient<TSimd, TVector, T>(others, own, scale, factor, held, pull, ownShare)
            : isSmooth ? VectorMath.SmoothedTargetGradient<TSimd, TVector, T>(others, own, scale, factor, smoothing, ownShare)
            : TSimd.Multiply(TSimd.Subtract(TSimd.Zero, others), factor);
        for (int c = 0; c < classes; c++)
        {
            TVector e = TSimd.Load(in gradient, c * stride);
            TVector isTarget = TSimd.HasInteger(target, c);
            TVector entry = isWeighted
                ? TSimd.MultiplyAdd(less, TSimd.Create(Unsafe.Add(ref block.Shares, c)), TSimd.Multiply(e, factor))
                : TSimd.MultiplyAdd(e, factor, elsewhere);
            entry = TSimd.Select(isTarget, atTarget, entry);
            TSimd.Store(TSimd.Select(ignored, TSimd.Zero, entry), ref gradient, c * stride);
        }
    }

    private static void Probabilities<TPass>(RowFormula<T> formula, in RowBlock<T> block, nint position)
        where TPass : struct, IPass
    {
        int classes = formula.Classes;
        nint stride = block.Stride;
        ref T logits = ref Unsafe.Add(ref block.Logits, position);
        ref T probabilities = ref Unsafe.Add(ref block.Probabilities, position);
        ref T gradient = ref TPass.Backward ? ref Unsafe.Add(ref block.Gradient, position) : ref logits;
        TVector max = Max(ref logits, classes, stride);
        Row row = Row.Of(max);

        var sum = new CompensatedSum<TSimd, TVector, T>();
        var wanted = new CompensatedSum<TSimd, TVector, T>();
        var total = new CompensatedSum<TSimd, TVector, T>();
        bool areFew = !block.HasWeights && classes <= RowShape.MostClassesInLanes;
        int fours = areFew ? classes - (classes % 4) : 0;
        TVector plainWanted = TSimd.Zero, plainTotal = TSimd.Zero;
        for (int c = 0; c < fours; c += 4)
        {
            TVector u0 = Wanted(formula, in block, c, TSimd.Load(in probabilities, c * stride));
            TVector u1 = Wanted(formula, in block, c + 1, TSimd.Load(in probabilities, (c + 1) * stride));
            TVector u2 = Wanted(formula, in block, c + 2, TSimd.Load(in probabilities, (c + 2) * stride));
            TVector u3 = Wanted(formula, in block, c + 3, TSimd.Load(in probabilities, (c + 3) * stride));
            plainWanted = TSimd.Add(plainWanted, TSimd.Add(TSimd.Add(u0, u1), TSimd.Add(u2, u3)));
            TVector products = TSimd.Multiply(u0, TSimd.Subtract(TSimd.Load(in logits, c * stride), max));
            products = TSimd.MultiplyAdd(u1, TSimd.Subtract(TSimd.Load(in logits, (c + 1) * stride), max), products);
            products = TSimd.MultiplyAdd(u2, TSimd.Subtract(TSimd.Load(in logits, (c + 2) * stride), max), products);
            plainTotal = TSimd.Add(plainTotal, TSimd.MultiplyAdd(u3, TSimd.Subtract(TSimd.Load(in logits, (c + 3) * stride), max), products));
        }

        for (int c = 0; c < classes; c++)
        {
            TVector x = TSimd.Load(in logits, c * stride);
            if (c >= fours)
            {
                TVector u = Wanted(formula, in block, c, TSimd.Load(in probabilities, c * stride));
                TVector term = TSimd.Multiply(u, TSimd.Subtract(x, max));
                if (areFew)
                {
                    plainWanted = TSimd.Add(plainWanted, u);
                    plainTotal = TSimd.Add(plainTotal, term);
                }
                else
                {
                    wanted.Add(u);
                    total.Add(term);
                }
            }

            TVector e = row.Exp(x);
            sum.Add(e);
            if (TPass.Backward)
            {
                TSimd.Store(e, ref gradient, c * stride);
            }

            sum.FoldEvery(ClassesOfFold, c);
        }

        TVector all = sum.Total;
        TVector allWanted = areFew ? plainWanted : wanted.Total;
        TVector loss = VectorMath.ProbabilityLoss<TSimd, TVector, T>(all, row.Max, row.Shift, allWanted, areFew ? plainTotal : total.Total);
        TSimd.Store(loss, ref block.Losses, position);
        StoreLogSums(in block, position, row, all);
        if (!TPass.Backward)
        {
            return;
        }

        TVector scale = TSimd.Load(in block.Scales, position);
        TVector factor = TSimd.Divide(TSimd.Multiply(scale, allWanted), all);
        TVector less = TSimd.Subtract(TSimd.Zero, scale);
        for (int c = 0; c < classes; c++)
        {
            TVector u = Wanted(formula, in block, c, TSimd.Load(in probabilities, c * stride));
            TVector entry = TSimd.MultiplyAdd(less, u, TSimd.Multiply(TSimd.Load(in gradient, c * stride), factor));
            TSimd.Store(entry, ref gradient, c * stride);
        }
    }

    /// <summary>What class <paramref name="c"/> counts for: w·((1−ε)·t + ε/C).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Wanted(RowFormula<T> formula, in RowBlock<T> block, nint c, TVector probability)
    {
        T held = block.HasWeights ? Unsafe.Add(ref block.Held, c) : formula.Held;
        T share = block.HasShares ? Unsafe.Add(ref block.Shares, c) : block.HasWeights ? T.Zero : formula.Share;
        return TSimd.MultiplyAdd(probability, TSimd.Create(held), TSimd.Create(share));
    }

    private static TVector Max(ref T logits, int classes, nint stride)
    {
        TVector max = TSimd.Load(in logits, 0);
        for (int c = 1; c < classes; c++)
        {
            max = TSimd.Max(max, TSimd.Load(in logits, c * stride));
        }

        return max;
    }

    /// <summary>Adds the exponential of a class with the other three of four neighbours, the pairs first, as generated kernels do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddByFours(ref CompensatedSum<TSimd, TVector, T> sum, ref TVector four, ref TVector pair, TVector term, int c, int classes)
    {
        pair = (c & 1) == 0 ? term : TSimd.Add(pair, term);
        if ((c & 3) == 3 || c == classes - 1)
        {
            sum.Add((c & 2) == 0 ? pair : TSimd.Add(four, pair));
        }
        else if ((c & 3) == 1)
        {
            four = pair;
        }
    }

    private static void StoreLogSums(in RowBlock<T> block, nint position, Row row, TVector sum)
    {
        if (block.HasLogSums)
        {
            TSimd.Store(TSimd.Add(row.Anchor, VectorMath.LogSum<TSimd, TVector, T>(sum, row.Shift)), ref block.LogSums, position);
        }
    }

    /// <summary>How the exponentials of rows are kept in range: ordinary rows are shifted by a power of two, others by their maximum.</summary>
    /// <param name="anchor">What is taken from each logit: 0, or the maximum.</param>
    /// <param name="max">What is left of the maximum.</param>
    /// <param name="shift">The power of two.</param>
    private readonly struct Row(TVector anchor, TVector max, TVector shift)
    {
        /// <summary>Σ(x − max) of four classes. Of ordinary positions, the logits are added up first.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector FourDifferences(ref T logits, nint c, nint stride, TVector largest)
        {
            TVector x0 = TSimd.Load(in logits, c * stride), x1 = TSimd.Load(in logits, (c + 1) * stride);
            TVector x2 = TSimd.Load(in logits, (c + 2) * stride), x3 = TSimd.Load(in logits, (c + 3) * stride);
            TVector ordinary = TSimd.Subtract(TSimd.Add(TSimd.Add(x0, x1), TSimd.Add(x2, x3)), TSimd.Multiply(largest, TSimd.Create(4)));
            TVector others = TSimd.Add(
                TSimd.Add(TSimd.Subtract(x0, largest), TSimd.Subtract(x1, largest)), TSimd.Add(TSimd.Subtract(x2, largest), TSimd.Subtract(x3, largest)));
            return TSimd.Select(VectorMath.AreOrdinary<TSimd, TVector, T>(largest), ordinary, others);
        }

        public TVector Anchor => anchor;

        public TVector Max => max;

        public TVector Shift => shift;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Row Of(TVector max)
        {
            TVector isOrdinary = VectorMath.AreOrdinary<TSimd, TVector, T>(max);
            TVector anchor = TSimd.Select(isOrdinary, TSimd.Zero, max);
            TVector left = TSimd.Subtract(max, anchor);
            TVector shift = TSimd.Select(isOrdinary, VectorMath.Shift<TSimd, TVector, T>(left), TSimd.Zero);
            return new Row(anchor, left, shift);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Exp(TVector x) => TSimd.Exp(TSimd.Subtract(x, anchor), shift);
    }
}
