using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CeGen.Runtime;

/// <summary>
/// Numbers that come round again, taken a vector at a time: weights of the columns, row after row, without a division; a constant; or, with a
/// period that is never reached, numbers of their own for each element.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct Cycle<T>
    where T : unmanaged
{
    /// <summary>The lanes of the widest vector: no more numbers are taken at once.</summary>
    internal const int VectorElements = 16;

    private readonly ref T _first;
    private readonly int _period;
    private int _position;

    /// <param name="values">
    /// One period, a multiple of <see cref="VectorElements"/>; or at least as many as will be taken.
    /// </param>
    internal Cycle(ReadOnlySpan<T> values)
        : this(values, values.Length)
    {
    }

    private Cycle(ReadOnlySpan<T> values, int period)
    {
        _first = ref MemoryMarshal.GetReference(values);
        _period = period;
    }

    /// <summary>The same number for every element.</summary>
    /// <param name="value">The number.</param>
    /// <param name="memory">Room for twice <see cref="VectorElements"/>: a vector may begin anywhere in a period.</param>
    internal static Cycle<T> Same(T value, Span<T> memory)
    {
        memory.Fill(value);
        return new Cycle<T>(memory, VectorElements);
    }

    /// <summary>The weights of the columns. What is needed of memory is as long as <see cref="ColumnMemory"/> says.</summary>
    internal static Cycle<T> Columns(ReadOnlySpan<T> weights, Span<T> memory)
    {
        if (memory.IsEmpty)
        {
            return new Cycle<T>(weights);
        }

        // Whole rows, at least as long as a vector; then the first columns once more, for the vectors that begin at the end of the last row.
        for (Span<T> left = memory; !left.IsEmpty; left = left[Math.Min(weights.Length, left.Length)..])
        {
            weights[..Math.Min(weights.Length, left.Length)].CopyTo(left);
        }

        return new Cycle<T>(memory, memory.Length - VectorElements);
    }

    /// <summary>The memory that the weights of so many columns need, in elements.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="anywhere">Whether vectors may begin elsewhere than at a multiple of their length.</param>
    internal static int ColumnMemory(int columns, bool anywhere)
    {
        int rows = (VectorElements + columns - 1) / columns;
        return columns % VectorElements == 0 && !anywhere ? 0 : (rows * columns) + VectorElements;
    }

    /// <summary>Whether the numbers stand for weights that there are none of: all are 1.</summary>
    internal bool AreNone { get; init; }

    /// <summary>The same numbers, with those of an element as the next.</summary>
    internal readonly Cycle<T> At(int element) => this with { _position = element % _period };

    /// <summary>The next numbers, as <see cref="Next"/> would give them, which stay the next.</summary>
    public readonly ref T Current => ref Unsafe.Add(ref _first, _position);

    /// <summary>The next numbers, at most as many as a period has.</summary>
    /// <param name="count">How many are taken.</param>
    /// <returns>The first of them; the others stand behind it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref T Next(int count)
    {
        ref T current = ref Unsafe.Add(ref _first, _position);
        int next = _position + count;
        _position = next >= _period ? next - _period : next;
        return ref current;
    }
}
