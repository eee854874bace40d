using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CeGen.Runtime;

/// <summary>Rows that do not fill a step, in a step of their own whose other rows are ignored ones.</summary>
internal static class PaddedStep<TKernel, T, TPass>
    where TKernel : struct, IRowKernel<T>
    where T : unmanaged
    where TPass : struct, IPass
{
    /// <summary>The most elements of padded logits that are taken from the stack.</summary>
    private const int StackElements = 512;

    [SkipLocalsInit]
    public static void Run(TKernel kernel, in RowBlock<T> rows)
    {
        int length = kernel.RowsPerStep * kernel.Classes;
        int needed = rows.HasProbabilities ? 2 * length : length;
        T[]? rented = needed > StackElements ? ArrayPool<T>.Shared.Rent(needed) : null;
        Span<T> memory = rented ?? stackalloc T[StackElements];
        Run(kernel, in rows, memory[..length], rows.HasProbabilities ? memory.Slice(length, length) : default);
        if (rented is not null)
        {
            ArrayPool<T>.Shared.Return(rented);
        }
    }

    [SkipLocalsInit]
    private static void Run(TKernel kernel, in RowBlock<T> rows, Span<T> logits, Span<T> probabilities)
    {
        int step = kernel.RowsPerStep;
        Span<int> targets = stackalloc int[step];
        Span<T> rowWeights = stackalloc T[step];
        Span<T> scales = stackalloc T[step];
        Span<T> losses = stackalloc T[step];
        Span<T> logSums = stackalloc T[step];

        Pad(MemoryMarshal.CreateReadOnlySpan(ref rows.Targets, rows.Rows), targets, -1);
        Pad(MemoryMarshal.CreateReadOnlySpan(ref rows.RowWeights, rows.Rows), rowWeights, default);
        if (TPass.Backward)
        {
            Pad(MemoryMarshal.CreateReadOnlySpan(ref rows.Scales, rows.Rows), scales, default);
        }

        logits.Clear();
        Copy(ref rows.Logits, ref MemoryMarshal.GetReference(logits), kernel.Classes, rows.Rows, rows.Stride, step);
        if (rows.HasProbabilities)
        {
            probabilities.Clear();
            Copy(ref rows.Probabilities, ref MemoryMarshal.GetReference(probabilities), kernel.Classes, rows.Rows, rows.Stride, step);
        }

        var padded = new RowBlock<T>
        {
            Rows = step,
            Stride = rows.Stride == 1 ? 1 : step,
            Pull = rows.Pull,
            LogitsStart = ref MemoryMarshal.GetReference(logits),
            ProbabilitiesStart = ref rows.HasProbabilities ? ref MemoryMarshal.GetReference(probabilities) : ref Unsafe.NullRef<T>(),
            GradientStart = ref MemoryMarshal.GetReference(logits),
            TargetsStart = ref MemoryMarshal.GetReference(targets),
            RowWeightsStart = ref MemoryMarshal.GetReference(rowWeights),
            ScalesStart = ref MemoryMarshal.GetReference(scales),
            LossesStart = ref MemoryMarshal.GetReference(losses),
            LogSumsStart = ref rows.HasLogSums ? ref MemoryMarshal.GetReference(logSums) : ref Unsafe.NullRef<T>(),
            HeldStart = ref rows.HeldStart,
            SharesStart = ref rows.SharesStart,
            ScratchStart = ref rows.ScratchStart,
        };
        if (TPass.Streams)
        {
            // In memory of its own, which may move and is small.
            kernel.Rows<BackwardPass>(in padded);
        }
        else
        {
            kernel.Rows<TPass>(in padded);
        }

        losses[..rows.Rows].CopyTo(MemoryMarshal.CreateSpan(ref rows.Losses, rows.Rows));
        if (rows.HasLogSums)
        {
            logSums[..rows.Rows].CopyTo(MemoryMarshal.CreateSpan(ref rows.LogSums, rows.Rows));
        }

        if (TPass.Backward)
        {
            Copy(ref MemoryMarshal.GetReference(logits), ref rows.Gradient, kernel.Classes, rows.Rows, padded.Stride, rows.Stride);
        }
    }

    private static void Pad<TValue>(ReadOnlySpan<TValue> values, Span<TValue> padded, TValue filling)
    {
        values.CopyTo(padded);
        padded[values.Length..].Fill(filling);
    }

    /// <summary>Copies rows, whose classes or who themselves are neighbours, from one distance between the others to another.</summary>
    private static void Copy(ref T source, ref T destination, int classes, int rows, nint sourceStride, nint destinationStride)
    {
        if (sourceStride == 1)
        {
            MemoryMarshal.CreateReadOnlySpan(ref source, rows * classes).CopyTo(MemoryMarshal.CreateSpan(ref destination, rows * classes));
            return;
        }

        for (nint c = 0; c < classes; c++)
        {
            MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref source, c * sourceStride), rows)
                .CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref destination, c * destinationStride), rows));
        }
    }
}
