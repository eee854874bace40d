using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CeGen.Runtime;

/// <summary>
/// What the losses of a block's rows are computed from, kept until all rows have been walked over: a logarithm is a long chain of instructions, for which a row would wait by itself, and takes no
/// longer for as many rows as a vector has lanes.
/// </summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref partial struct RowLosses<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The elements of memory that are needed, whole cache lines.</summary>
    public const int Length = 7 * Rows;

    private const int Rows = RowBlock<T>.MostRows;

    private readonly ref T _max;
    private readonly ref T _difference;
    private readonly ref T _rest;
    private readonly ref T _own;
    private readonly ref T _total;
    private readonly ref T _held;
    private readonly ref T _results;

    /// <summary>No row so far.</summary>
    /// <param name="memory"><see cref="Length"/> elements.</param>
    public RowLosses(ref T memory)
    {
        _max = ref memory;
        _difference = ref Unsafe.Add(ref memory, Rows);
        _rest = ref Unsafe.Add(ref memory, 2 * Rows);
        _own = ref Unsafe.Add(ref memory, 3 * Rows);
        _total = ref Unsafe.Add(ref memory, 4 * Rows);
        _held = ref Unsafe.Add(ref memory, 5 * Rows);
        _results = ref Unsafe.Add(ref memory, 6 * Rows);
    }

    /// <summary>Keeps that the loss of a row has been written.</summary>
    /// <param name="row">The row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Skip(nint row) => Unsafe.Add(ref _max, row) = T.PositiveInfinity;

    /// <summary>Keeps what the loss of a row with an index target comes from.</summary>
    /// <param name="row">The row.</param>
    /// <param name="max">The largest logit, an ordinary one.</param>
    /// <param name="difference">The target's logit less the largest.</param>
    /// <param name="rest">Σ exp(x_j) / 2^shift over all classes but the target.</param>
    /// <param name="own">That of the target.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(nint row, T max, T difference, T rest, T own)
    {
        Unsafe.Add(ref _max, row) = max;
        Unsafe.Add(ref _difference, row) = difference;
        Unsafe.Add(ref _rest, row) = rest;
        Unsafe.Add(ref _own, row) = own;
    }

    /// <summary>As <see cref="Add(nint, T, T, T, T)"/>, with label smoothing.</summary>
    /// <param name="row">The row.</param>
    /// <param name="max">As there.</param>
    /// <param name="difference">As there.</param>
    /// <param name="rest">As there.</param>
    /// <param name="own">As there.</param>
    /// <param name="total">Σ ε/C·(x_j − max) over all classes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(nint row, T max, T difference, T rest, T own, T total)
    {
        Add(row, max, difference, rest, own);
        Unsafe.Add(ref _total, row) = total;
    }

    /// <summary>As <see cref="Add(nint, T, T, T, T)"/>, with label smoothing and class weights.</summary>
    /// <param name="row">The row.</param>
    /// <param name="max">As there.</param>
    /// <param name="difference">As there.</param>
    /// <param name="rest">As there.</param>
    /// <param name="own">As there.</param>
    /// <param name="total">Σ ε/C·w_j·(x_j − max) over all classes.</param>
    /// <param name="held">(1−ε)·w_y of the target y.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(nint row, T max, T difference, T rest, T own, T total, T held)
    {
        Add(row, max, difference, rest, own, total);
        Unsafe.Add(ref _held, row) = held;
    }

    /// <summary>Keeps what the loss of a row comes from whose target is a number u_j for each class.</summary>
    /// <param name="row">The row.</param>
    /// <param name="max">The largest logit, an ordinary one.</param>
    /// <param name="sum">Σ exp(x_j) / 2^shift over all classes.</param>
    /// <param name="wanted">Σ u_j.</param>
    /// <param name="total">Σ u_j·(x_j − max).</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddProbabilities(nint row, T max, T sum, T wanted, T total)
    {
        Unsafe.Add(ref _max, row) = max;
        Unsafe.Add(ref _rest, row) = sum;
        Unsafe.Add(ref _own, row) = wanted;
        Unsafe.Add(ref _total, row) = total;
    }

    /// <summary>Writes the losses of rows with index targets.</summary>
    /// <param name="block">The rows.</param>
    public void Write(in RowBlock<T> block) => Write<Plain>(ref block.Losses, block.Rows, default);

    /// <summary>As <see cref="Write(in RowBlock{T})"/>, with label smoothing ε.</summary>
    /// <param name="block">The rows.</param>
    /// <param name="smoothing">ε.</param>
    public void WriteSmoothed(in RowBlock<T> block, T smoothing) => Write<Smoothed>(ref block.Losses, block.Rows, smoothing);

    /// <summary>As <see cref="Write(in RowBlock{T})"/>, with label smoothing and class weights.</summary>
    /// <param name="block">The rows.</param>
    public void WriteWeighted(in RowBlock<T> block) => Write<Weighted>(ref block.Losses, block.Rows, block.Pull);

    /// <summary>As <see cref="Write(in RowBlock{T})"/>, for rows whose targets are probabilities.</summary>
    /// <param name="block">The rows.</param>
    public void WriteProbabilities(in RowBlock<T> block) => Write<Probabilities>(ref block.Losses, block.Rows, default);

    /// <summary>Writes log Σ exp of rows with index targets, if it is wanted.</summary>
    /// <param name="block">The rows.</param>
    public void WriteLogSums(in RowBlock<T> block)
    {
        if (block.HasLogSums)
        {
            Write<LogSum>(ref block.LogSums, block.Rows, default);
        }
    }

    /// <summary>As <see cref="WriteLogSums(in RowBlock{T})"/>, for rows whose targets are probabilities.</summary>
    /// <param name="block">The rows.</param>
    public void WriteLogSumsOfProbabilities(in RowBlock<T> block)
    {
        if (block.HasLogSums)
        {
            Write<LogSumOfProbabilities>(ref block.LogSums, block.Rows, default);
        }
    }

    /// <remarks>
    /// Results go from memory here to where they belong: that is no longer than the rows, and has rows in between that are written. Optimised at once, as the kernels are: what
    /// is called here are many small methods.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Write<TFormula>(ref T destination, int rows, T number)
        where TFormula : struct, IFormula
    {
        Vector256<T> numbers = Vector256.Create(number);
        for (nint row = 0; row < rows; row += Vector256<T>.Count)
        {
            TFormula.Of(in this, row, numbers).StoreUnsafe(ref _results, (nuint)row);
        }

        for (nint row = 0; row < rows; row++)
        {
            if (IsOrdinary(Unsafe.Add(ref _max, row)))
            {
                Unsafe.Add(ref destination, row) = Unsafe.Add(ref _results, row);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsOrdinary(T max) => typeof(T) == typeof(float)
        ? float.Abs(Unsafe.BitCast<T, float>(max)) < ExpSingle.OrdinaryLimit
        : double.Abs(Unsafe.BitCast<T, double>(max)) < ExpDouble.OrdinaryLimit;
}
