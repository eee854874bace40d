using System.ComponentModel;

namespace CeGen.Runtime;

/// <summary>
/// The elements of one binary cross entropy: all that depends on the configuration. Generated kernels implement it, and the dynamic one. Whatever
/// surrounds the elements is the part of <see cref="BinaryLossDriver"/>.
/// </summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IBinaryKernel<T>
    where T : unmanaged
{
    /// <summary>The number of labels L, the length of a row.</summary>
    int Labels { get; }

    /// <summary>How the losses are reduced.</summary>
    Reduction Reduction { get; }

    /// <summary>The most threads that share the elements: 1 for none but the caller's, −1 for as many as there are processors.</summary>
    int MaxDegreeOfParallelism { get; }

    /// <summary>The label weights, if they are constants: L of them, or one for all. Else empty.</summary>
    ReadOnlySpan<T> LabelWeights { get; }

    /// <summary>The positive weights, if they are constants: L of them, or one for all. Else empty.</summary>
    ReadOnlySpan<T> PositiveWeights { get; }

    /// <summary>Whether its losses have neither weights nor a focus: their sum is then computed without each of them, unless they are asked for.</summary>
    bool IsPlain { get; }

    /// <summary>Computes the loss of each element of the block and, with <see cref="BackwardPass"/>, its gradient.</summary>
    /// <typeparam name="TPass">Whether the gradient is wanted.</typeparam>
    /// <param name="block">The elements. Everything in it has been checked.</param>
    void Elements<TPass>(in BinaryBlock<T> block)
        where TPass : struct, IPass;
}
