namespace CeGen.Testing;

/// <summary>Memory that a test lends to a call.</summary>
public interface IMemory<T> : IDisposable
    where T : unmanaged
{
    Span<T> Span { get; }
}
