using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace CeGen.Runtime;

public static partial class RowLanes
{
    /// <summary>Asks for the logits of a step of the next batch, and for where the gradient of one of this batch will go. What lies there need not exist.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <typeparam name="TPass">Whether there is a gradient.</typeparam>
    /// <param name="block">The rows.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="row">The first row of the step in this batch.</param>
    /// <param name="rows">The rows of a step.</param>
    /// <param name="batch">The rows of a batch.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch<T, TPass>(in RowBlock<T> block, int classes, nint row, int rows, int batch)
        where T : unmanaged
        where TPass : struct, IPass
    {
        if (!Sse.IsSupported)
        {
            return;
        }

        byte* logits = (byte*)Unsafe.AsPointer(ref Unsafe.Add(ref block.Logits, (row + batch) * classes));
        byte* gradient = (byte*)Unsafe.AsPointer(ref Unsafe.Add(ref block.Gradient, row * classes));
        for (nint i = 0; i < (nint)rows * classes * sizeof(T); i += CacheLine.Bytes)
        {
            Sse.Prefetch0(logits + i);
            if (TPass.Backward)
            {
                Sse.Prefetch0(gradient + i);
            }
        }
    }
}
