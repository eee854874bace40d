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
        if (Unsafe.SizeOf<TTarget>() == sizeof(int))
        {
            Normalize(MemoryMarshal.Cast<TTarget, int>(targets), canIgnore, (int)ignoreIndex, classes);
        }
        else
        {
            NormalizeEach(targets, canIgnore, ignoreIndex, classes);
        }
    }

    private static void Normalize(ReadOnlySpan<int> targets, bool canIgnore, int ignore, Span<int> classes)
    {
        ref readonly int from = ref MemoryMarshal.GetReference(targets);
        ref int to = ref MemoryMarshal.GetReference(classes[..targets.Length]);
        Vector256<int> ignores = Vector256.Create(ignore);
        Vector256<int> mayIgnore = canIgnore ? Vector256<int>.AllBitsSet : Vector256<int>.Zero;
        int i = 0;
        for (; i <= targets.Length - Vector256<int>.Count; i += Vector256<int>.Count)
        {
            Vector256<int> target = Vector256.LoadUnsafe(in from, (nuint)i);
            (target | (Vector256.Equals(target, ignores) & mayIgnore)).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < targets.Length; i++)
        {
            classes[i] = canIgnore && targets[i] == ignore ? -1 : targets[i];
        }
    }

    private static void NormalizeEach<TTarget>(ReadOnlySpan<TTarget> targets, bool canIgnore, long ignoreIndex, Span<int> classes)
        where TTarget : unmanaged, IBinaryInteger<TTarget>
    {
        TTarget ignore = TTarget.CreateTruncating(ignoreIndex);
        for (int i = 0; i < targets.Length; i++)
        {
            classes[i] = canIgnore && targets[i] == ignore ? -1 : int.CreateTruncating(targets[i]);
        }
    }

    /// <summary>Sets the scales of ignored rows to exactly 0.</summary>
    /// <returns>Whether there are any.</returns>
    public static bool ClearIgnored<T>(ReadOnlySpan<int> classes, Span<T> scales)
        where T : unmanaged
    {
        if (!HasIgnored(classes))
        {
            return false;
        }

        for (int i = 0; i < classes.Length; i++)
        {
            if (classes[i] < 0)
            {
                scales[i] = default;
            }
        }

        return true;
    }

    /// <remarks>As <see cref="MemoryExtensions.Contains{T}(ReadOnlySpan{T}, T)"/>, for which the JIT needs a millisecond and a half at the first call.</remarks>
    private static bool HasIgnored(ReadOnlySpan<int> classes)
    {
        ref readonly int first = ref MemoryMarshal.GetReference(classes);
        Vector256<int> all = Vector256<int>.Zero;
        int i = 0;
        for (; i <= classes.Length - Vector256<int>.Count; i += Vector256<int>.Count)
        {
            all |= Vector256.LoadUnsafe(in first, (nuint)i);
        }

        if (all.ExtractMostSignificantBits() != 0)
        {
            return true;
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
