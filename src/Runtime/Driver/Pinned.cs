namespace CeGen.Runtime;

/// <summary>A span whose memory does not move while threads work on it.</summary>
/// <param name="pointer">The first element.</param>
/// <param name="length">The number of elements.</param>
internal readonly unsafe struct Pinned<T>(T* pointer, int length)
    where T : unmanaged
{
    public Span<T> Span => new(pointer, length);
}
