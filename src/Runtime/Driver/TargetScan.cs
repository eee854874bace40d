using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

/// <summary>The first of the two looks at the targets: are they all classes or ignored, and how many rows count?</summary>
internal static class TargetScan
{
    /// <returns>The number of rows that are not ignored.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A target is neither a class nor the ignore index.</exception>
    public static int CountedRows<TTarget>(ReadOnlySpan<TTarget> targets, int classes, long ignoreIndex, bool unbatched)
        where TTarget : unmanaged, IBinaryInteger<TTarget>
    {
        // The largest class that the type can hold. Of one byte or two it may set the sign bit, and an unsigned comparison finds both ends of the range.
        long last = Math.Min(classes - 1L, Largest<TTarget>());
        bool canIgnore = IgnoreIndexFits<TTarget>(ignoreIndex);
        int ignored = (IsSupported<TTarget>() ? Unsafe.SizeOf<TTarget>() : 0) switch
        {
            1 => Ignored(MemoryMarshal.Cast<TTarget, byte>(targets), (byte)last, false, canIgnore, (byte)ignoreIndex),
            2 => Ignored(MemoryMarshal.Cast<TTarget, ushort>(targets), (ushort)last, false, canIgnore, (ushort)ignoreIndex),
            4 => Ignored(MemoryMarshal.Cast<TTarget, int>(targets), (int)last, true, canIgnore, (int)ignoreIndex),
            8 => Ignored(MemoryMarshal.Cast<TTarget, long>(targets), last, true, canIgnore, ignoreIndex),
            _ => throw new NotSupportedException($"Targets of type {typeof(TTarget)} are not supported: use one of the eight built-in integer types."),
        };

        if (ignored < 0)
        {
            ThrowFirst(targets, classes, ignoreIndex, unbatched);
        }

        return targets.Length - ignored;
    }

    private static bool IsSupported<TTarget>() =>
        typeof(TTarget) == typeof(byte) || typeof(TTarget) == typeof(sbyte)
        || typeof(TTarget) == typeof(short) || typeof(TTarget) == typeof(ushort)
        || typeof(TTarget) == typeof(int) || typeof(TTarget) == typeof(uint)
        || typeof(TTarget) == typeof(long) || typeof(TTarget) == typeof(ulong);

    /// <returns>The number of ignored rows; −1 if a target is neither a class nor the ignore index.</returns>
    /// <remarks>Whole vectors, and what is left as one that is filled up: there is no arithmetic of <typeparamref name="TBits"/> here that the JIT would have to look for.</remarks>
    private static int Ignored<TBits>(ReadOnlySpan<TBits> targets, TBits last, bool isSigned, bool canIgnore, TBits ignore)
        where TBits : unmanaged
    {
        ref TBits first = ref MemoryMarshal.GetReference(targets);
        Vector256<TBits> lasts = Vector256.Create(last);
        Vector256<TBits> ignores = Vector256.Create(ignore);
        Vector256<TBits> mayIgnore = canIgnore ? Vector256<TBits>.AllBitsSet : Vector256<TBits>.Zero;
        Vector256<TBits> mayNotBeNegative = isSigned ? Vector256<TBits>.AllBitsSet : Vector256<TBits>.Zero;
        int ignored = 0;
        int i = 0;
        for (; i <= targets.Length - Vector256<TBits>.Count; i += Vector256<TBits>.Count)
        {
            Vector256<TBits> target = Vector256.LoadUnsafe(ref first, (nuint)i);
            Vector256<TBits> isIgnored = Vector256.Equals(target, ignores) & mayIgnore;
            Vector256<TBits> isOutside = Vector256.GreaterThan(target, lasts) | (target & mayNotBeNegative);
            if (Vector256.AndNot(isOutside, isIgnored).ExtractMostSignificantBits() != 0)
            {
                return -1;
            }

            ignored += BitOperations.PopCount(isIgnored.ExtractMostSignificantBits());
        }

        int rest = targets.Length - i;
        if (rest > 0)
        {
            // Filled up with the last class, which may be ignored: not to be counted.
            Vector256<TBits> target = lasts;
            targets[i..].CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<Vector256<TBits>, TBits>(ref target), rest));
            Vector256<TBits> isIgnored = Vector256.Equals(target, ignores) & mayIgnore;
            Vector256<TBits> isOutside = Vector256.GreaterThan(target, lasts) | (target & mayNotBeNegative);
            if (Vector256.AndNot(isOutside, isIgnored).ExtractMostSignificantBits() != 0)
            {
                return -1;
            }

            ignored += BitOperations.PopCount(isIgnored.ExtractMostSignificantBits() & ((1u << rest) - 1));
        }

        return ignored;
    }

    private static void ThrowFirst<TTarget>(ReadOnlySpan<TTarget> targets, int classes, long ignoreIndex, bool unbatched)
        where TTarget : unmanaged, IBinaryInteger<TTarget>
    {
        TTarget last = TTarget.CreateSaturating(classes - 1);
        for (int row = 0; row < targets.Length; row++)
        {
            TTarget target = targets[row];
            if ((target < TTarget.Zero || target > last) && !IsIgnored(target, ignoreIndex))
            {
                string place = unbatched ? "" : FormattableString.Invariant($" at row {row}");

                // An index that no target can be is no way out.
                string otherwise = IgnoreIndexFits<TTarget>(ignoreIndex) ? FormattableString.Invariant($", or the ignore index {ignoreIndex}") : "";
                throw new ArgumentOutOfRangeException(
                    unbatched ? "target" : "targets",
                    target,
                    FormattableString.Invariant($"Target {target}{place} is out of range: expected 0 ≤ target < {classes}{otherwise}."));
            }
        }
    }

    /// <summary>Whether a target is the ignore index; also right where the index does not fit the type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsIgnored<TTarget>(TTarget target, long ignoreIndex)
        where TTarget : unmanaged, IBinaryInteger<TTarget>
        => IgnoreIndexFits<TTarget>(ignoreIndex) && target == TTarget.CreateTruncating(ignoreIndex);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IgnoreIndexFits<TTarget>(long ignoreIndex)
        where TTarget : unmanaged, IBinaryInteger<TTarget>
        => Smallest<TTarget>() <= ignoreIndex && ignoreIndex <= Largest<TTarget>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Smallest<TTarget>() => typeof(TTarget) == typeof(sbyte) ? sbyte.MinValue
        : typeof(TTarget) == typeof(short) ? short.MinValue
        : typeof(TTarget) == typeof(int) ? int.MinValue
        : typeof(TTarget) == typeof(long) ? long.MinValue
        : 0;

    /// <summary>The largest number of a type, but no larger than an ignore index can be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Largest<TTarget>() => typeof(TTarget) == typeof(byte) ? byte.MaxValue
        : typeof(TTarget) == typeof(sbyte) ? sbyte.MaxValue
        : typeof(TTarget) == typeof(short) ? short.MaxValue
        : typeof(TTarget) == typeof(ushort) ? ushort.MaxValue
        : typeof(TTarget) == typeof(int) ? int.MaxValue
        : typeof(TTarget) == typeof(uint) ? uint.MaxValue
        : long.MaxValue;
}
