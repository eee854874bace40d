using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CeGen.Runtime;

/// <summary>
/// Where the gradient of blocks goes. If it is apart from the logits, at once; in place, through scratch memory, because the losses may need the logits once more. Past the caches, each block is written
/// beside the next, in whole lines, so that the memory always has something to do.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
/// <typeparam name="TPass">The pass.</typeparam>
internal ref struct BlockGradient<T, TPass>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TPass : struct, IPass
{
    private const int LineElements = CacheLine.MostElements;

    private readonly Span<T> _gradient;
    private readonly int _blockElements;
    private readonly bool _isInPlace;

    /// <summary>The elements of a block that share a line with the next one's.</summary>
    private readonly int _shared;

    /// <summary>The scratch memory of this block and of the one before. Past the caches, they take turns.</summary>
    private Span<T> _buffer;
    private Span<T> _before;

    /// <summary>The elements of the gradient before this one are written.</summary>
    private int _written;

    /// <param name="arguments">The arguments of the call.</param>
    /// <param name="start">The first element.</param>
    /// <param name="blockElements">The elements of a block.</param>
    /// <param name="memory">As many numbers as <see cref="Memory"/> says.</param>
    public BlockGradient(scoped in BinaryArguments<T> arguments, int start, int blockElements, Span<T> memory)
    {
        _gradient = arguments.Gradient;
        _blockElements = blockElements;
        _buffer = memory[..(memory.Length / 2)];
        _before = memory[(memory.Length / 2)..];
        _written = start;
        if (TPass.Streams)
        {
            int ahead = CacheLine.ElementsTo(ref _gradient[start]);
            _shared = ahead == 0 ? 0 : (CacheLine.Bytes / Unsafe.SizeOf<T>()) - ahead;
        }
        else if (TPass.Backward)
        {
            _isInPlace = Unsafe.AreSame(in MemoryMarshal.GetReference(arguments.Logits), in MemoryMarshal.GetReference(_gradient));
        }
    }

    /// <summary>The memory for the gradient of a block.</summary>
    public Span<T> Current { get; private set; }

    /// <summary>As much of the gradient of what came before, if it is to be written beside this block.</summary>
    public Span<T> Ready { get; private set; }

    /// <summary>Where that goes: whole lines.</summary>
    public Span<T> Lines { get; private set; }

    /// <summary>The elements of scratch memory: two blocks, each behind the end of the one before it.</summary>
    public static int Memory(int blockElements) => 2 * (LineElements + blockElements);

    /// <summary>Before a block is computed.</summary>
    /// <param name="start">Its first element.</param>
    /// <param name="count">Its elements: a whole block, or what is left.</param>
    public void Begin(int start, int count)
    {
        if (!TPass.Backward)
        {
            return;
        }

        if (!TPass.Streams)
        {
            Current = _isInPlace ? _buffer[..count] : _gradient.Slice(start, count);
            return;
        }

        Span<T> before = _buffer;
        _buffer = _before;
        _before = before;
        _before[^LineElements..].CopyTo(_buffer);
        Current = _buffer.Slice(LineElements, count);

        Ready = default;
        int whole = start - _shared;
        if (whole > _written)
        {
            Span<T> ready = _before[(_written - start + _before.Length)..^_shared];
            Lines = _gradient[_written..whole];
            _written = whole;
            if (ready.Length == _blockElements && count == _blockElements)
            {
                Ready = ready;
            }
            else
            {
                Streaming.Copy(ready, Lines);
            }
        }
    }

    /// <summary>After a block, whose logits are not needed any more.</summary>
    /// <inheritdoc cref="Begin(int, int)"/>
    public void End(int start, int count)
    {
        if (TPass.Backward && !TPass.Streams && _isInPlace)
        {
            Current.CopyTo(_gradient.Slice(start, count));
        }
    }

    /// <summary>After all blocks.</summary>
    /// <param name="end">The end of the elements.</param>
    public void Complete(int end)
    {
        if (TPass.Streams)
        {
            // Behind the last block is its end, before it the end of the one before.
            int count = Current.Length;
            Streaming.Copy(_buffer[(LineElements + count - (end - _written))..(LineElements + count)], _gradient[_written..end]);
            Streaming.Complete();
        }
    }
}
