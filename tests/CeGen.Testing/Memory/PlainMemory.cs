namespace CeGen.Testing;

/// <summary>An array, beside which results in guarded memory are held.</summary>
public sealed class PlainMemory<T>(int length) : IMemory<T>
    where T : unmanaged
{
    private readonly T[] _elements = new T[length];

    public Span<T> Span => _elements;

    public void Dispose()
    {
    }
}
