using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

/// <summary>
/// The gradient of rows that are written past the caches, line by line: a line that two rows share waits until it is whole. A vector is as good as a line here.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
/// <remarks>Where the next row is none of the kernel's, the end of a row is written by ordinary stores, and so are the start of the first row and the end of the last.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct GradientLines<T>
    where T : unmanaged
{
    /// <summary>The vectors of memory that a line in waiting takes: itself in the middle, and room for what overlaps it.</summary>
    public const int Vectors = 3;

    private readonly ref T _line;
    private unsafe T* _rest;
    private int _start;
    private int _count;
    private nint _next;

    /// <summary>No row so far.</summary>
    /// <param name="line">Memory for <see cref="Vectors"/> vectors.</param>
    public GradientLines(ref T line)
    {
        _line = ref line;
        _next = -1;
    }

    /// <summary>Writes the start of a row, up to its first whole line.</summary>
    /// <param name="first">The first entries of the row.</param>
    /// <param name="row">The number of the row.</param>
    /// <param name="gradient">The gradient of the row.</param>
    /// <returns>Where the first whole line starts.</returns>
    public unsafe nuint Start(Vector512<T> first, nint row, ref T gradient)
    {
        int into = (int)((nuint)Unsafe.AsPointer(ref gradient) / (nuint)sizeof(T) % (nuint)Vector512<T>.Count);
        if (row != _next)
        {
            Complete();
            if (into > 0)
            {
                first.StoreUnsafe(ref gradient);
            }
        }
        else if (into > 0)
        {
            first.StoreUnsafe(ref _line, (nuint)(Vector512<T>.Count + into));
            Streaming.Store<StreamingPass, T>(Vector512.LoadUnsafe(ref _line, (nuint)Vector512<T>.Count), ref Unsafe.Subtract(ref gradient, into));
        }

        _count = 0;
        return into == 0 ? 0 : (nuint)(Vector512<T>.Count - into);
    }

    /// <summary>Puts the end of a row aside, behind its last whole line.</summary>
    /// <param name="last">The last entries of the row.</param>
    /// <param name="row">The number of the row.</param>
    /// <param name="gradient">What follows the last whole line.</param>
    /// <param name="count">The entries that follow it; 0 if none does.</param>
    public unsafe void End(Vector512<T> last, nint row, ref T gradient, int count)
    {
        // The last of them are the first of the line.
        last.StoreUnsafe(ref _line, (nuint)count);
        _rest = (T*)Unsafe.AsPointer(ref gradient);
        _start = Vector512<T>.Count;
        _count = count;
        _next = row + 1;
    }

    /// <inheritdoc cref="Start(Vector512{T}, nint, ref T)"/>
    public unsafe nuint Start(Vector256<T> first, nint row, ref T gradient)
    {
        int into = (int)((nuint)Unsafe.AsPointer(ref gradient) / (nuint)sizeof(T) % (nuint)Vector256<T>.Count);
        if (row != _next)
        {
            Complete();
            if (into > 0)
            {
                first.StoreUnsafe(ref gradient);
            }
        }
        else if (into > 0)
        {
            first.StoreUnsafe(ref _line, (nuint)(Vector256<T>.Count + into));
            Streaming.Store<StreamingPass, T>(Vector256.LoadUnsafe(ref _line, (nuint)Vector256<T>.Count), ref Unsafe.Subtract(ref gradient, into));
        }

        _count = 0;
        return into == 0 ? 0 : (nuint)(Vector256<T>.Count - into);
    }

    /// <inheritdoc cref="End(Vector512{T}, nint, ref T, int)"/>
    public unsafe void End(Vector256<T> last, nint row, ref T gradient, int count)
    {
        // The last of them are the first of the line.
        last.StoreUnsafe(ref _line, (nuint)count);
        _rest = (T*)Unsafe.AsPointer(ref gradient);
        _start = Vector256<T>.Count;
        _count = count;
        _next = row + 1;
    }

    /// <summary>Writes rows whose gradient lies elsewhere, one behind the other.</summary>
    /// <param name="source">Their gradient.</param>
    /// <param name="length">Its length, at least two vectors.</param>
    /// <param name="row">The number of the first row.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="gradient">Where it goes.</param>
    public void Write(ref T source, nint length, nint row, nint rows, ref T gradient)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            nint lanes = Vector512<T>.Count;
            nint i = (nint)Start(Vector512.LoadUnsafe(ref source), row, ref gradient);
            for (; i <= length - lanes; i += lanes)
            {
                Streaming.Store<StreamingPass, T>(Vector512.LoadUnsafe(ref source, (nuint)i), ref Unsafe.Add(ref gradient, i));
            }

            End(Vector512.LoadUnsafe(ref source, (nuint)(length - lanes)), row + rows - 1, ref Unsafe.Add(ref gradient, i), (int)(length - i));
        }
        else
        {
            nint lanes = Vector256<T>.Count;
            nint i = (nint)Start(Vector256.LoadUnsafe(ref source), row, ref gradient);
            for (; i <= length - lanes; i += lanes)
            {
                Streaming.Store<StreamingPass, T>(Vector256.LoadUnsafe(ref source, (nuint)i), ref Unsafe.Add(ref gradient, i));
            }

            End(Vector256.LoadUnsafe(ref source, (nuint)(length - lanes)), row + rows - 1, ref Unsafe.Add(ref gradient, i), (int)(length - i));
        }
    }

    /// <summary>Writes the end of the last row by ordinary stores.</summary>
    public unsafe void Complete()
    {
        if (_count > 0)
        {
            MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref _line, _start), _count).CopyTo(new Span<T>(_rest, _count));
            _count = 0;
        }
    }
}
