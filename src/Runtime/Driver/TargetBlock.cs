using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

/// <summary>The second look at the targets, block by block: what the kernels see of them.</summary>
internal static class TargetBlock
{
    /// <summary>The classes as <see cref="int"/>, −1 for ignored rows. The targets are known to be in range.</summary>
    public static void Normalize<TTarget>(ReadOnlySpan<TTarget> targets, long ignoreIndex, Span<int> classes)
        where TTarget : unmanaged, IBinaryInteger<TTarget>
    {
        bool canIgnore = TargetScan.IgnoreIndexFits<TTarget>(ignoreIndex);
        TTarget ignore = TTarget.CreateTruncating(ignoreIndex);
        int i = 0;
        if (Unsafe.SizeOf<TTarget>() == sizeof(int) && Vector256.IsHardwareAccelerated)
        {
            ref int bits = ref Unsafe.As<TTarget, int>(ref MemoryMarshal.GetReference(targets));
            ref int first = ref MemoryMarshal.GetReference(classes[..targets.Length]);
            Vector256<int> ignores = Vector256.Create(int.CreateTruncating(ignore));
            Vector256<int> mayIgnore = canIgnore ? Vector256<int>.AllBitsSet : Vector256<int>.Zero;
            for (; i <= targets.Length - Vector256<int>.Count; i += Vector256<int>.Count)
            {
                Vector256<int> target = Vector256.LoadUnsafe(ref bits, (nuint)i);
                (target | (Vector256.Equals(target, ignores) & mayIgnore)).StoreUnsafe(ref first, (nuint)i);
            }
        }

        for (; i < targets.Length; i++)
        {
            classes[i] = canIgnore && targets[i] == ignore ? -1 : int.CreateTruncating(targets[i]);
        }
    }

    /// <summary>Sets the scales of ignored rows to exactly 0.</summary>
    /// <returns>Whether there are any.</returns>
    public static bool ClearIgnored<T>(ReadOnlySpan<int> classes, Span<T> scales)
        where T : unmanaged, INumberBase<T>
    {
        if (!HasIgnored(classes))
        {
            return false;
        }

        for (int i = 0; i < classes.Length; i++)
        {
            if (classes[i] < 0)
            {
                scales[i] = T.Zero;
            }
        }

        return true;
    }

    /// <remarks>As <see cref="MemoryExtensions.Contains{T}(ReadOnlySpan{T}, T)"/>, for which the JIT needs a millisecond and a half at the first call.</remarks>
    private static bool HasIgnored(ReadOnlySpan<int> classes)
    {
        int i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            Vector256<int> all = Vector256<int>.Zero;
            for (; i <= classes.Length - Vector256<int>.Count; i += Vector256<int>.Count)
            {
                all |= Vector256.Create(classes[i..]);
            }

            if (all.ExtractMostSignificantBits() != 0)
            {
                return true;
            }
        }

        for (; i < classes.Length; i++)
        {
            if (classes[i] < 0)
            {
                return true;
            }
        }

        return false;
    }
}
