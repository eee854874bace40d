using System.ComponentModel;
using System.Numerics;
using System.Runtime.Intrinsics;

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

/// <summary>As <see cref="DynamicRowKernel{T}"/>, for logits (N, C, S). Where there are many classes, their positions pass through scratch memory (<see cref="PositionLanes"/>).</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DynamicPositionKernel<T> : IRowKernel<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The fewest classes for which positions pass through scratch memory: the cache has places for the lines of fewer.</summary>
    private const int LeastClassesOfBatch = 12;

    /// <summary>The most classes for which they do.</summary>
    private const int MostClassesOfBatch = 4096;

    /// <summary>The logits of a batch, unless it is the smallest: about what fits the first-level cache.</summary>
    private const int MostLogitsOfBatch = 8192;

    /// <summary>The positions that share a cache line, be they small: a multiple of the elements of any vector.</summary>
    private const int PositionsOfLine = 16;

    /// <summary>The most cache lines of a class in a batch.</summary>
    private const int MostLinesOfBatch = 8;

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
        => (Classes + 1) * Batch;

    /// <summary>The positions that pass through scratch memory together; 0 if they do not.</summary>
    private int Batch => !Vector256.IsHardwareAccelerated || Classes is < LeastClassesOfBatch or > MostClassesOfBatch ? 0 : Math.Clamp(MostLogitsOfBatch / Classes / PositionsOfLine, 1, MostLinesOfBatch) * PositionsOfLine;

    /// <inheritdoc/>
    public void Rows<TPass>(in RowBlock<T> block)
        where TPass : struct, IPass
    {
        // Small samples are in the cache, wherever their lines lie.
        int batch = block.HasProbabilities || block.Stride * Classes <= MostLogitsOfBatch ? 0 : Batch;
        if (batch == 0)
        {
            DynamicPositions.Compute<T, TPass>(_options.Formula, in block);
            return;
        }

        for (int start = 0; start < block.Rows; start += batch)
        {
            int count = Math.Min(batch, block.Rows - start);
            PositionLanes.FetchEnds<T, TPass>(in block, Classes, start, count);
            PositionLanes.Park<T, TPass>(in block, ref block.ScratchStart, Classes, batch, start, count);
            RowBlock<T> parked = block.Slice(Classes, start, count);
            parked.LogitsStart = ref block.ScratchStart;
            parked.GradientStart = ref block.ScratchStart;
            parked.Stride = batch;
            DynamicPositions.Compute<T, TPass>(_options.Formula, in parked);
            if (TPass.Backward)
            {
                PositionLanes.Write<T, TPass>(in block, ref block.ScratchStart, Classes, batch, start, count);
            }
        }
    }
}
