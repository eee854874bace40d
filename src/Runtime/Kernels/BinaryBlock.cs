using System.ComponentModel;

namespace CeGen.Runtime;

/// <summary>Neighbouring elements and what a kernel needs to know of them.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct BinaryBlock<T>
    where T : unmanaged
{
    private readonly ref T _logits;
    private readonly ref T _targets;
    private readonly ref T _losses;
    private readonly ref T _gradient;

    internal BinaryBlock(
        int count, ref T logits, ref T targets, ref T losses, ref T gradient, Cycle<T> labelWeights, Cycle<T> positiveWeights, Cycle<T> scales)
    {
        Count = count;
        _logits = ref logits;
        _targets = ref targets;
        _losses = ref losses;
        _gradient = ref gradient;
        LabelWeights = labelWeights;
        PositiveWeights = positiveWeights;
        Scales = scales;
    }

    /// <summary>The number of elements, a multiple of 64. They may begin in the midst of a row, and the weights begin with them.</summary>
    public int Count { get; }

    /// <summary>The first logit, to be read only.</summary>
    public ref T Logits => ref _logits;

    /// <summary>The first target, to be read only.</summary>
    public ref T Targets => ref _targets;

    /// <summary>Receives the losses. Until then it is scratch memory for the kernel: it is none of the other memory.</summary>
    public ref T Losses => ref _losses;

    /// <summary>Receives the gradient; the same memory as <see cref="Logits"/>, or apart from it. Not with <see cref="ForwardPass"/>; with <see cref="StreamingPass"/> it begins with a cache line.</summary>
    public ref T Gradient => ref _gradient;

    /// <summary>What the losses are multiplied with: 1 if there are no label weights.</summary>
    public Cycle<T> LabelWeights { get; }

    /// <summary>What the positive part of the losses is multiplied with: 1 if there are no positive weights.</summary>
    public Cycle<T> PositiveWeights { get; }

    /// <summary>
    /// What the gradient is multiplied with besides: upstream gradient / divisor. The same for all but with <see cref="Reduction.None"/>.
    /// </summary>
    public Cycle<T> Scales { get; }
}
