using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

/// <summary>
/// Targets that are all 0 or 1, as bits. All targets are looked at before anything is written, which reads them from memory; what comes after reads a bit for each, but in the last step, which is padded.
/// </summary>
/// <remarks>
/// Sixteen numbers hold the bits of a group of steps, as vectors of any width take them: the bits of a number, the highest first, are the targets at its place in the four quarters of each step. So a vector has the next
/// targets as its signs, and then moves on by a bit.
/// </remarks>
internal static class LabelBits
{
    /// <summary>The numbers of a group, as many as a quarter of a step has.</summary>
    public const int NumbersOfGroup = StepElements / 4;

    /// <summary>The targets that are looked at as a whole: whole groups.</summary>
    private const int PieceElements = 2048;

    private const int StepElements = BinaryLossDriver.StepElements;

    /// <summary>The targets of a group. A block of the loss has whole groups.</summary>
    public static int GroupElements<T>()
        where T : unmanaged
        => NumbersOfGroup * 8 * Unsafe.SizeOf<T>();

    /// <summary>The numbers for the bits of so many targets.</summary>
    public static int Numbers<T>(int targets)
        where T : unmanaged
        => NumbersOfGroup * Threads.Shares(targets, GroupElements<T>());

    /// <summary>Writes the bits of targets until one is neither 0 nor 1.</summary>
    /// <param name="targets">The targets.</param>
    /// <param name="bits">Receives the bits: <see cref="Numbers{T}(int)"/>, of which those that are no target's are 0.</param>
    /// <returns>A number of targets that are all 0 or 1: all of them, or those of the pieces before the first that is not.</returns>
    [SkipLocalsInit]
    public static int Write<T>(ReadOnlySpan<T> targets, Span<T> bits)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int group = GroupElements<T>();
        bool isLarge = (long)targets.Length * Unsafe.SizeOf<T>() >= Streaming.LeastBytes;
        int whole = targets.Length - (targets.Length % group);
        for (int i = 0, count; i < whole; i += count)
        {
            count = Math.Min(PieceElements, whole - i);
            if (!Groups(targets.Slice(i, count), bits[(i / group * NumbersOfGroup)..], isLarge))
            {
                return i;
            }
        }

        if (whole < targets.Length)
        {
            Span<T> padded = stackalloc T[group];
            padded.Clear();
            targets[whole..].CopyTo(padded);
            if (!Groups(padded, bits[(whole / group * NumbersOfGroup)..], isLarge: false))
            {
                return whole;
            }
        }

        return targets.Length;
    }

    private static bool Groups<T>(ReadOnlySpan<T> targets, Span<T> bits, bool isLarge)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => isLarge ? Groups<StreamingPass, T>(targets, bits) : Groups<BackwardPass, T>(targets, bits);

    private static bool Groups<TPass, T>(ReadOnlySpan<T> targets, Span<T> bits)
        where TPass : struct, IPass
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ref T target = ref MemoryMarshal.GetReference(targets);
        ref T number = ref MemoryMarshal.GetReference(bits);
        return Vector512.IsHardwareAccelerated ? Groups<TPass, Simd512<T>, Vector512<T>, T>(ref target, targets.Length, ref number)
            : Vector256.IsHardwareAccelerated ? Groups<TPass, Simd256<T>, Vector256<T>, T>(ref target, targets.Length, ref number)
            : Vector128.IsHardwareAccelerated ? Groups<TPass, Simd128<T>, Vector128<T>, T>(ref target, targets.Length, ref number)
            : Groups<TPass, SimdScalar<T>, T, T>(ref target, targets.Length, ref number);
    }

    /// <summary>The bits of whole groups, and whether they are all that there is to be known of the targets, which are fetched ahead as logits are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static bool Groups<TPass, TSimd, TVector, T>(ref T targets, int count, ref T bits)
        where TPass : struct, IPass
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged, INumberBase<T>
    {
        TVector others = TSimd.Zero;
        for (nint start = 0, number = 0; start < count; start += GroupElements<T>(), number += NumbersOfGroup)
        {
            for (nint lane = 0; lane < NumbersOfGroup; lane += TSimd.Count)
            {
                TVector group = TSimd.Zero;
                for (nint i = start + lane; i < start + GroupElements<T>(); i += StepElements)
                {
                    Streaming.Fetch<TPass, T>(ref Unsafe.Add(ref targets, i));
                    Streaming.Fetch<TPass, T>(ref Unsafe.Add(ref targets, i + NumbersOfGroup));
                    Streaming.Fetch<TPass, T>(ref Unsafe.Add(ref targets, i + (2 * NumbersOfGroup)));
                    Streaming.Fetch<TPass, T>(ref Unsafe.Add(ref targets, i + (3 * NumbersOfGroup)));
                    TVector t0 = TSimd.Load(ref targets, i);
                    TVector t1 = TSimd.Load(ref targets, i + NumbersOfGroup);
                    TVector t2 = TSimd.Load(ref targets, i + (2 * NumbersOfGroup));
                    TVector t3 = TSimd.Load(ref targets, i + (3 * NumbersOfGroup));
                    group = TSimd.Append(group, t0, t1, t2, t3);

                    // t² − t is 0 for 0 and 1, and for nothing else.
                    others = TSimd.Or(others, TSimd.Or(TSimd.MultiplySubtract(t0, t0, t0), TSimd.MultiplySubtract(t1, t1, t1)));
                    others = TSimd.Or(others, TSimd.Or(TSimd.MultiplySubtract(t2, t2, t2), TSimd.MultiplySubtract(t3, t3, t3)));
                }

                TSimd.Store(group, ref bits, number + lane);
            }
        }

        TVector areNone = TSimd.HasInteger(others, 0);
        return TSimd.HorizontalMax(TSimd.Select(areNone, TSimd.Zero, TSimd.Create(1.0))) == T.Zero;
    }
}
