using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CeGen.Runtime;

/// <summary>
/// Logits of positions that are fetched beside those that are computed: of the same positions, some classes later, or of the next batch. So there is one line to fetch for each that is read, and never more of them on
/// their way than a set of the second-level cache has places: where the positions of a sample are a multiple of a large power of two, the lines of all classes belong to few sets.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct LogitsAhead<T>
    where T : unmanaged
{
    /// <summary>How many classes later they are, at most.</summary>
    private const int MostClasses = 16;

    private readonly nint _lastOfBatch;
    private readonly nint _later;
    private readonly nint _next;

    /// <summary>For a batch.</summary>
    /// <param name="block">The positions.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="count">The positions of the batch.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LogitsAhead(in RowBlock<T> block, int classes, nint count)
    {
        nint stride = block.Stride;
        int ahead = int.Min(classes, MostClasses);
        _lastOfBatch = classes - ahead;
        _later = ahead * stride;
        _next = count - (_lastOfBatch * stride);
    }

    /// <summary>How far from the logits of a class those are that are fetched beside them.</summary>
    /// <param name="c">The class.</param>
    /// <returns>The elements between them.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public nint Of(nint c) => c < _lastOfBatch ? _later : _next;
}
