using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CeGen.Runtime;

/// <summary>The memory of a span. In bytes: spans that were cast from bytes may lie a part of an element apart, and the bytes of a long span are more than an <see cref="int"/> counts.</summary>
/// <remarks>Without the element type, so that the JIT has what compares two of them but once.</remarks>
internal readonly ref struct ByteRange
{
    private readonly ref byte _start;
    private readonly nuint _length;

    private ByteRange(ref byte start, nuint length)
    {
        _start = ref start;
        _length = length;
    }

    public static ByteRange Of<T>(ReadOnlySpan<T> span)
        where T : unmanaged
        => new(ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(span)), (nuint)span.Length * (nuint)Unsafe.SizeOf<T>());

    /// <summary>Whether this shares memory with another, and how many bytes after this that starts.</summary>
    public bool Overlaps(in ByteRange other, out nint offset)
    {
        offset = 0;
        if (_length == 0 || other._length == 0)
        {
            return false;
        }

        offset = Unsafe.ByteOffset(ref _start, ref other._start);
        return (nuint)offset < _length || (nuint)(-offset) < other._length;
    }
}
