using System.Numerics;
using System.Runtime.CompilerServices;

namespace CeGen.Runtime;

public static partial class RowLanes
{
    /// <summary>The losses of a batch whose targets lie far below the maximum, which need their logits, again: few rows are so wrong that the others should look for theirs.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="block">The rows.</param>
    /// <param name="start">The first row of the batch.</param>
    /// <param name="rows">The rows of the batch.</param>
    /// <param name="logits">The logits of the batch, or of its targets.</param>
    /// <param name="rowStride">How far the logits of neighbouring rows are from each other.</param>
    /// <param name="classStride">How far those of neighbouring classes are; 0 if there are those of the targets alone.</param>
    /// <param name="maxOf">The largest logit of each row of the batch.</param>
    /// <param name="restOf">Σ exp(x_j) / 2^shift over all classes but the target.</param>
    /// <param name="ownOf">exp(x_y) / 2^shift.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void WriteFarLosses<T>(in RowBlock<T> block, nint start, nint rows, ref T logits, nint rowStride, nint classStride, ref T maxOf, ref T restOf, ref T ownOf)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nint row = 0; row < rows; row++)
        {
            nint target = Unsafe.Add(ref block.Targets, start + row);
            if (target >= 0)
            {
                T max = Unsafe.Add(ref maxOf, row);
                T logit = Unsafe.Add(ref logits, (row * rowStride) + (target * classStride));
                Unsafe.Add(ref block.Losses, start + row) =
                    VectorMath.Loss(Unsafe.Add(ref restOf, row), Unsafe.Add(ref ownOf, row), logit - max, max, VectorMath.Shift(max));
            }
        }
    }
}
