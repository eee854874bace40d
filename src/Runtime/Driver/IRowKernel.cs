using System.ComponentModel;

namespace CeGen.Runtime;

/// <summary>
/// A configuration and the code that computes rows for it. Generated kernels are empty structs whose properties are constants; the dynamic
/// kernel carries its options. What surrounds the rows is <see cref="LossDriver"/>'s.
/// </summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IRowKernel<T>
    where T : unmanaged
{
    /// <summary>The number of classes C.</summary>
    int Classes { get; }

    /// <summary>How the losses of the rows are reduced.</summary>
    Reduction Reduction { get; }

    /// <summary>The label smoothing ε.</summary>
    double LabelSmoothing { get; }

    /// <summary>The exponent γ of the focal loss.</summary>
    double FocalGamma { get; }

    /// <summary>The most threads that share the rows: 1 for none but the caller's, −1 for as many as there are processors.</summary>
    int MaxDegreeOfParallelism { get; }

    /// <summary>The target that marks a row as ignored, where the targets are class indices.</summary>
    long IgnoreIndex { get; }

    /// <summary>What the mean is if all rows are ignored.</summary>
    AllIgnored AllIgnored { get; }

    /// <summary>The class weights, where they are constants.</summary>
    ClassWeights<T> ClassWeights { get; }

    /// <summary>The number of rows that the kernel takes at once: it is only ever given a multiple of it.</summary>
    int RowsPerStep { get; }

    /// <summary>The number of elements of scratch memory that the kernel needs. Padded steps get it too.</summary>
    /// <typeparam name="TPass">Whether the gradient is wanted.</typeparam>
    int ScratchLength<TPass>()
        where TPass : struct, IPass;

    /// <summary>Computes the loss of each row of the block and, with <see cref="BackwardPass"/>, its gradient.</summary>
    /// <typeparam name="TPass">Whether the gradient is wanted.</typeparam>
    /// <param name="block">The rows. Everything in it has been checked.</param>
    void Rows<TPass>(in RowBlock<T> block)
        where TPass : struct, IPass;
}
