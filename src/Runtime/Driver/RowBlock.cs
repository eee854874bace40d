using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CeGen.Runtime;

/// <summary>Neighbouring rows and what a kernel needs to know of them.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct RowBlock<T>
    where T : unmanaged
{
    private readonly ref T _logits;
    private readonly ref int _targets;
    private readonly ref T _scales;
    private readonly ref T _losses;
    private readonly ref T _gradient;
    private readonly ref T _scratch;

    internal RowBlock(int rows, ref T logits, ref int targets, ref T scales, ref T losses, ref T gradient, ref T scratch)
    {
        Rows = rows;
        _logits = ref logits;
        _targets = ref targets;
        _scales = ref scales;
        _losses = ref losses;
        _gradient = ref gradient;
        _scratch = ref scratch;
    }

    /// <summary>Some of the rows. The scratch memory is shared.</summary>
    /// <param name="classes">The length of a row.</param>
    /// <param name="start">The first row.</param>
    /// <param name="count">The number of rows.</param>
    /// <returns>The rows.</returns>
    internal RowBlock<T> Slice(int classes, nint start, int count) => new(
        count,
        ref Unsafe.Add(ref _logits, start * classes),
        ref Unsafe.Add(ref _targets, start),
        ref Unsafe.Add(ref _scales, start),
        ref Unsafe.Add(ref _losses, start),
        ref Unsafe.Add(ref _gradient, start * classes),
        ref _scratch);

    /// <summary>The number of rows, a multiple of <see cref="IRowKernel{T}.RowsPerStep"/>.</summary>
    public int Rows { get; }

    /// <summary>The first logit of the first row, to be read only.</summary>
    public ref T Logits => ref _logits;

    /// <summary>The class of each row, −1 for an ignored row.</summary>
    public ref int Targets => ref _targets;

    /// <summary>What each row's gradient is multiplied with: upstream gradient / divisor, 0 for an ignored row. With <see cref="BackwardPass"/> only.</summary>
    public ref T Scales => ref _scales;

    /// <summary>Receives the loss of each row.</summary>
    public ref T Losses => ref _losses;

    /// <summary>Receives the gradient; the same memory as <see cref="Logits"/>, or apart from it. With <see cref="BackwardPass"/> only.</summary>
    public ref T Gradient => ref _gradient;

    /// <summary><see cref="IRowKernel{T}.ScratchLength"/> elements. With <see cref="ForwardPass"/> only.</summary>
    public ref T Scratch => ref _scratch;
}
