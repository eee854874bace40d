using System.Runtime.CompilerServices;

namespace CeGen.Runtime;

internal static partial class RowLoop<TSimd, TVector, T>
{
    /// <summary>What a row's terms are made of.</summary>
    private readonly ref struct Sources(ref T logits, ref T probabilities, ref T held, ref T shares)
    {
        public readonly ref T Logits = ref logits;
        public readonly ref T Probabilities = ref probabilities;
        public readonly ref T Held = ref held;
        public readonly ref T Shares = ref shares;
    }

    /// <summary>What is summed.</summary>
    private interface ITerm
    {
        /// <summary>Whether the terms of all classes have one sign, so that a sum of some of them is as exact as they are.</summary>
        static virtual bool HasOneSign => false;

        static abstract TVector Of(in Sources memory, nint i, TVector a, TVector b, TVector c);

        /// <summary>The sum of four vectors of terms, the pairs first.</summary>
        static virtual TVector Four(in Sources memory, nint i, TVector a, TVector b, TVector c) => throw new NotSupportedException();
    }

    /// <summary>What becomes of a parked exponential.</summary>
    private interface IEntry
    {
        static abstract TVector Of(TVector parked, in Sources memory, nint i, TVector a, TVector b, TVector c, TVector d);
    }

    /// <summary>What a class counts for, where the targets are probabilities.</summary>
    private interface ITarget
    {
        static abstract bool IsWeighted { get; }

        static abstract TVector Of(in Sources memory, nint i, TVector a, TVector b);
    }

    /// <summary>The exponentials of a row: exp(x − anchor) / 2^shift.</summary>
    private readonly struct RowExponential(TVector anchor, TVector shift)
    {
        public static RowExponential Of(T anchor, T shift) => new(TSimd.Create(anchor), TSimd.Create(shift));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Of(ref readonly T logits, nint i) => TSimd.Exp(TSimd.Subtract(TSimd.Load(in logits, i), anchor), shift);

        /// <summary>The exponentials, parked.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TVector Park(ref readonly T logits, ref T parked, nint i)
        {
            TVector exponential = Of(in logits, i);
            TSimd.Store(exponential, ref parked, i);
            return exponential;
        }
    }

    /// <summary>x − a, where a is the largest x.</summary>
    private readonly struct Difference : ITerm
    {
        public static bool HasOneSign => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of(in Sources memory, nint i, TVector a, TVector b, TVector c) => TSimd.Subtract(TSimd.Load(in memory.Logits, i), a);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Four(in Sources memory, nint i, TVector a, TVector b, TVector c) => FourOf<Difference>(in memory, i, a, b, c);
    }

    /// <summary>As <see cref="Difference"/>, where |a| is so small that four x can be added up before it is taken from them.</summary>
    private readonly struct OrdinaryDifference : ITerm
    {
        public static bool HasOneSign => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of(in Sources memory, nint i, TVector a, TVector b, TVector c) => Difference.Of(in memory, i, a, b, c);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Four(in Sources memory, nint i, TVector a, TVector b, TVector c) =>
            TSimd.Subtract(FourOf<Logit>(in memory, i, a, b, c), TSimd.Multiply(a, TSimd.Create(4)));
    }

    /// <summary>share · (x − a); a share of 0 takes no part, also where x is infinite.</summary>
    private readonly struct WeightedDifference : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of(in Sources memory, nint i, TVector a, TVector b, TVector c)
        {
            TVector share = TSimd.Load(in memory.Shares, i);
            TVector term = TSimd.Multiply(TSimd.Subtract(TSimd.Load(in memory.Logits, i), a), share);
            return TSimd.And(term, TSimd.LessThan(TSimd.Zero, share));
        }
    }

    /// <summary>x, or what has been parked.</summary>
    private readonly struct Logit : ITerm
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of(in Sources memory, nint i, TVector a, TVector b, TVector c) => TSimd.Load(in memory.Logits, i);
    }

    /// <summary>u of the target with a and b.</summary>
    private readonly struct Wanted<TTarget> : ITerm
        where TTarget : struct, ITarget
    {
        public static bool HasOneSign => !TTarget.IsWeighted;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of(in Sources memory, nint i, TVector a, TVector b, TVector c) => TTarget.Of(in memory, i, a, b);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Four(in Sources memory, nint i, TVector a, TVector b, TVector c) => FourOf<Wanted<TTarget>>(in memory, i, a, b, c);
    }

    /// <summary>u · (x − c), where c is the largest x.</summary>
    private readonly struct WantedDifference<TTarget> : ITerm
        where TTarget : struct, ITarget
    {
        public static bool HasOneSign => !TTarget.IsWeighted;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of(in Sources memory, nint i, TVector a, TVector b, TVector c) =>
            TSimd.Multiply(TTarget.Of(in memory, i, a, b), TSimd.Subtract(TSimd.Load(in memory.Logits, i), c));

        /// <remarks>One after the other, each product and addition rounded once.</remarks>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Four(in Sources memory, nint i, TVector a, TVector b, TVector c)
        {
            TVector sum = Of(in memory, i, a, b, c);
            sum = Added(sum, in memory, i + TSimd.Count, a, b, c);
            sum = Added(sum, in memory, i + 2 * TSimd.Count, a, b, c);
            return Added(sum, in memory, i + 3 * TSimd.Count, a, b, c);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TVector Added(TVector sum, in Sources memory, nint i, TVector a, TVector b, TVector c) =>
            TSimd.MultiplyAdd(TTarget.Of(in memory, i, a, b), TSimd.Subtract(TSimd.Load(in memory.Logits, i), c), sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector FourOf<TTerm>(in Sources memory, nint i, TVector a, TVector b, TVector c)
        where TTerm : struct, ITerm
        => TSimd.Add(
            TSimd.Add(TTerm.Of(in memory, i, a, b, c), TTerm.Of(in memory, i + TSimd.Count, a, b, c)),
            TSimd.Add(TTerm.Of(in memory, i + 2 * TSimd.Count, a, b, c), TTerm.Of(in memory, i + 3 * TSimd.Count, a, b, c)));

    /// <summary>a · t + b.</summary>
    private readonly struct Target : ITarget
    {
        public static bool IsWeighted => false;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of(in Sources memory, nint i, TVector a, TVector b) => TSimd.MultiplyAdd(TSimd.Load(in memory.Probabilities, i), a, b);
    }

    /// <summary>held · t + b · share.</summary>
    private readonly struct WeightedTarget : ITarget
    {
        public static bool IsWeighted => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of(in Sources memory, nint i, TVector a, TVector b) => TSimd.MultiplyAdd(
            TSimd.Load(in memory.Probabilities, i), TSimd.Load(in memory.Held, i), TSimd.Multiply(TSimd.Load(in memory.Shares, i), b));
    }

    /// <summary>parked · a + b.</summary>
    private readonly struct Entry : IEntry
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of(TVector parked, in Sources memory, nint i, TVector a, TVector b, TVector c, TVector d) => TSimd.MultiplyAdd(parked, a, b);
    }

    /// <summary>parked · a + b · share.</summary>
    private readonly struct WeightedEntry : IEntry
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of(TVector parked, in Sources memory, nint i, TVector a, TVector b, TVector c, TVector d) =>
            TSimd.MultiplyAdd(b, TSimd.Load(in memory.Shares, i), TSimd.Multiply(parked, a));
    }

    /// <summary>parked · a + b · u of the target with c and d.</summary>
    private readonly struct ProbabilityEntry<TTarget> : IEntry
        where TTarget : struct, ITarget
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Of(TVector parked, in Sources memory, nint i, TVector a, TVector b, TVector c, TVector d) =>
            TSimd.MultiplyAdd(b, TTarget.Of(in memory, i, c, d), TSimd.Multiply(parked, a));
    }
}
