using System.ComponentModel;
using System.Numerics;

namespace CeGen.Runtime;

/// <summary>Rows of any number of classes: the kernel of <see cref="CrossEntropyLoss"/>, and of methods that are not specialised.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="classes">The number of classes.</param>
/// <param name="reduction">The reduction.</param>
/// <param name="labelSmoothing">The label smoothing ε.</param>
/// <param name="focalGamma">The exponent γ of the focal loss.</param>
/// <param name="ignoreIndex">The target that marks a row as ignored.</param>
/// <param name="allIgnored">What the mean is if all rows are ignored.</param>
/// <param name="maxDegreeOfParallelism">The most threads that share the rows; −1 for as many as there are processors.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DynamicRowKernel<T>(
    int classes, Reduction reduction, double labelSmoothing, double focalGamma, long ignoreIndex, AllIgnored allIgnored, int maxDegreeOfParallelism = 1) : IRowKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public int Classes => classes;

    /// <inheritdoc/>
    public Reduction Reduction => reduction;

    /// <inheritdoc/>
    public double LabelSmoothing => labelSmoothing;

    /// <inheritdoc/>
    public double FocalGamma => focalGamma;

    /// <inheritdoc/>
    public int MaxDegreeOfParallelism => maxDegreeOfParallelism;

    /// <inheritdoc/>
    public long IgnoreIndex => ignoreIndex;

    /// <inheritdoc/>
    public AllIgnored AllIgnored => allIgnored;

    /// <summary>None: those of a call are an argument.</summary>
    public ClassWeights<T> ClassWeights => default;

    /// <inheritdoc/>
    public int RowsPerStep => 1;

    /// <inheritdoc/>
    public int ScratchLength<TPass>()
        where TPass : struct, IPass
        => TPass.Backward ? 0 : classes;

    /// <summary>The kernel for the same options where the classes come first.</summary>
    public DynamicPositionKernel<T> Positions => new(this);

    internal RowFormula<T> Formula => new(classes, labelSmoothing, focalGamma);

    /// <inheritdoc/>
    public void Rows<TPass>(in RowBlock<T> block)
        where TPass : struct, IPass
        => DynamicRows.Compute<T, TPass>(Formula, in block);
}

/// <summary>As <see cref="DynamicRowKernel{T}"/>, for logits (N, C, S).</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DynamicPositionKernel<T> : IRowKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly DynamicRowKernel<T> _options;

    internal DynamicPositionKernel(DynamicRowKernel<T> options) => _options = options;

    /// <inheritdoc/>
    public int Classes => _options.Classes;

    /// <inheritdoc/>
    public Reduction Reduction => _options.Reduction;

    /// <inheritdoc/>
    public double LabelSmoothing => _options.LabelSmoothing;

    /// <inheritdoc/>
    public double FocalGamma => _options.FocalGamma;

    /// <inheritdoc/>
    public int MaxDegreeOfParallelism => _options.MaxDegreeOfParallelism;

    /// <inheritdoc/>
    public long IgnoreIndex => _options.IgnoreIndex;

    /// <inheritdoc/>
    public AllIgnored AllIgnored => _options.AllIgnored;

    /// <summary>None: those of a call are an argument.</summary>
    public ClassWeights<T> ClassWeights => default;

    /// <inheritdoc/>
    public int RowsPerStep => DynamicPositions.RowsPerStep<T>(Classes);

    /// <inheritdoc/>
    public int ScratchLength<TPass>()
        where TPass : struct, IPass
        => 0;

    /// <inheritdoc/>
    public void Rows<TPass>(in RowBlock<T> block)
        where TPass : struct, IPass
        => DynamicPositions.Compute<T, TPass>(_options.Formula, in block);
}
