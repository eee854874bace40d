using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace CeGen.Runtime;

/// <summary>Neighbouring rows and what a kernel needs to know of them.</summary>
/// <typeparam name="T">The element type, <see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct RowBlock<T>
    where T : unmanaged
{
    /// <summary>The most rows of a block.</summary>
    public const int MostRows = CeGen.Runtime.RowWeights.BlockRows;

    internal ref T LogitsStart;
    internal ref T ProbabilitiesStart;
    internal ref T GradientStart;
    internal ref int TargetsStart;
    internal ref T RowWeightsStart;
    internal ref T ScalesStart;
    internal ref T LossesStart;
    internal ref T LogSumsStart;
    internal ref T HeldStart;
    internal ref T SharesStart;
    internal ref T ScratchStart;

    /// <summary>The number of rows, a multiple of <see cref="IRowKernel{T}.RowsPerStep"/>.</summary>
    public int Rows { readonly get; internal set; }

    /// <summary>
    /// With <see cref="ClassLayout.ClassFirst"/>, the distance between the classes of a row: neighbouring rows are neighbours in memory. 1 where the
    /// classes of a row are.
    /// </summary>
    public nint Stride { readonly get; internal set; }

    /// <summary>With class weights and label smoothing, the sum of the <see cref="Shares"/>: ε/C·Σ w.</summary>
    public T Pull { readonly get; internal set; }

    /// <summary>The first logit of the first row, to be read only.</summary>
    public readonly ref T Logits => ref LogitsStart;

    /// <summary>The first class probability of the first row, where the targets are such; they lie as the logits do.</summary>
    public readonly ref T Probabilities => ref ProbabilitiesStart;

    /// <summary>The class of each row, −1 for an ignored row, where the targets are class indices.</summary>
    public readonly ref int Targets => ref TargetsStart;

    /// <summary>With class weights and label smoothing, (1−ε)·w of each row's class. Weights without smoothing are not a kernel's affair.</summary>
    public readonly ref T RowWeights => ref RowWeightsStart;

    /// <summary>
    /// What each row's gradient is multiplied with: upstream gradient / divisor, times the weight of the row's class unless there is label smoothing; 0 for an
    /// ignored row. With <see cref="BackwardPass"/> only.
    /// </summary>
    public readonly ref T Scales => ref ScalesStart;

    /// <summary>Receives the loss of each row.</summary>
    public readonly ref T Losses => ref LossesStart;

    /// <summary>Receives log Σ exp of each row that is not ignored, if <see cref="HasLogSums"/>.</summary>
    public readonly ref T LogSums => ref LogSumsStart;

    /// <summary>Whether <see cref="LogSums"/> are wanted.</summary>
    public readonly bool HasLogSums => !Unsafe.IsNullRef(ref LogSumsStart);

    /// <summary>Receives the gradient; the same memory as <see cref="Logits"/>, or apart from it. With <see cref="BackwardPass"/> only.</summary>
    public readonly ref T Gradient => ref GradientStart;

    /// <summary>With class weights, (1−ε)·w of each class.</summary>
    public readonly ref T Held => ref HeldStart;

    /// <summary>With class weights and label smoothing, ε/C·w of each class.</summary>
    public readonly ref T Shares => ref SharesStart;

    /// <summary><see cref="IRowKernel{T}.ScratchLength"/> elements, if it can be at the start of a cache line.</summary>
    public readonly ref T Scratch => ref ScratchStart;

    /// <summary>Whether there are class weights that a kernel has to see.</summary>
    internal readonly bool HasWeights => !Unsafe.IsNullRef(ref HeldStart);

    /// <summary>Whether there are class weights and label smoothing.</summary>
    internal readonly bool HasShares => !Unsafe.IsNullRef(ref SharesStart);

    internal readonly bool HasProbabilities => !Unsafe.IsNullRef(ref ProbabilitiesStart);

    /// <summary>A part of the block: what holds a number per class of a row starts <paramref name="element"/> elements later, what holds one per row, <paramref name="row"/>.</summary>
    internal readonly RowBlock<T> From(nint element, nint row)
    {
        RowBlock<T> rows = this;
        rows.LogitsStart = ref Unsafe.Add(ref LogitsStart, element);
        rows.ProbabilitiesStart = ref Moved(ref ProbabilitiesStart, element);
        rows.GradientStart = ref Moved(ref GradientStart, element);
        rows.TargetsStart = ref Unsafe.Add(ref TargetsStart, row);
        rows.RowWeightsStart = ref Moved(ref RowWeightsStart, row);
        rows.ScalesStart = ref Moved(ref ScalesStart, row);
        rows.LossesStart = ref Unsafe.Add(ref LossesStart, row);
        rows.LogSumsStart = ref Moved(ref LogSumsStart, row);
        return rows;
    }

    /// <summary>Some of the rows. The scratch memory is shared.</summary>
    /// <param name="classes">The number of classes.</param>
    /// <param name="start">The first row.</param>
    /// <param name="count">The number of rows.</param>
    /// <returns>The rows.</returns>
    internal readonly RowBlock<T> Slice(int classes, nint start, int count)
    {
        RowBlock<T> rows = From(Stride == 1 ? start * classes : start, start);
        rows.Rows = count;
        return rows;
    }

    /// <summary>What is not there stays so.</summary>
    private static ref T Moved(ref T start, nint elements) => ref Unsafe.IsNullRef(ref start) ? ref start : ref Unsafe.Add(ref start, elements);
}
