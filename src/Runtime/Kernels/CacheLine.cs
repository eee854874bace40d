using System.Runtime.CompilerServices;

namespace CeGen.Runtime;

/// <summary>The pieces in which memory comes to the processor.</summary>
internal static class CacheLine
{
    public const int Bytes = 64;

    /// <summary>The most elements of one: they may be small.</summary>
    public const int MostElements = Bytes / sizeof(float);

    /// <summary>Memory that does not move, from where on the element <paramref name="ahead"/> begins a line.</summary>
    public static Span<T> From<T>(Span<T> memory, int ahead = 0)
        where T : unmanaged
        => memory[ElementsTo(ref memory[ahead])..];

    /// <summary>The elements before the next start of a line, in memory that does not move; 0 if it starts with this one, or within an element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe int ElementsTo<T>(ref T element)
        where T : unmanaged
        => (int)((-(nint)Unsafe.AsPointer(ref element) & (Bytes - 1)) / sizeof(T));
}
