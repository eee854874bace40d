namespace CeGen.Testing;

/// <summary>Memory between two pages that nobody may touch: one byte read or written outside it ends the test run.</summary>
public sealed unsafe class GuardedMemory<T> : IMemory<T>
    where T : unmanaged
{
    private readonly nint _start;
    private readonly nuint _size;
    private readonly nuint _page = (nuint)Environment.SystemPageSize;
    private readonly T* _first;
    private readonly int _length;

    /// <param name="length">The number of elements.</param>
    /// <param name="atEnd">Whether the last element stands before the forbidden page behind; else the first one behind the one in front.</param>
    public GuardedMemory(int length, bool atEnd)
    {
        nuint bytes = (nuint)length * (nuint)sizeof(T);
        nuint inner = (bytes + _page - 1) / _page * _page;
        _size = inner + (2 * _page);
        _length = length;
        _start = Pages.Allocate(_size);
        Pages.Forbid(_start, _page);
        Pages.Forbid(_start + (nint)(_page + inner), _page);
        _first = (T*)(_start + (nint)(atEnd ? _page + inner - bytes : _page));
    }

    public Span<T> Span => new(_first, _length);

    public void Dispose() => Pages.Free(_start, _size);
}
