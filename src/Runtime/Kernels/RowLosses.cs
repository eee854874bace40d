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
public readonly ref struct RowLosses<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The elements of memory that are needed, whole cache lines.</summary>
    public const int Length = 6 * Rows;

    private const int Rows = RowBlock<T>.MostRows;

    private readonly ref T _max;
    private readonly ref T _difference;
    private readonly ref T _rest;
    private readonly ref T _own;
    private readonly ref T _total;
    private readonly ref T _held;

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

    /// <summary>Writes the losses, and log Σ exp if it is wanted, of rows with index targets.</summary>
    /// <param name="block">The rows.</param>
    public void Write(in RowBlock<T> block) => Write<Plain>(in block, T.Zero);

    /// <summary>As <see cref="Write(in RowBlock{T})"/>, with label smoothing ε.</summary>
    /// <param name="block">The rows.</param>
    /// <param name="smoothing">ε.</param>
    public void WriteSmoothed(in RowBlock<T> block, T smoothing) => Write<Smoothed>(in block, smoothing);

    /// <summary>As <see cref="Write(in RowBlock{T})"/>, with label smoothing and class weights.</summary>
    /// <param name="block">The rows.</param>
    public void WriteWeighted(in RowBlock<T> block) => Write<Weighted>(in block, block.Pull);

    /// <summary>As <see cref="Write(in RowBlock{T})"/>, for rows whose targets are probabilities.</summary>
    /// <param name="block">The rows.</param>
    public void WriteProbabilities(in RowBlock<T> block) => Write<Probabilities>(in block, T.Zero);

    private void Write<TFormula>(in RowBlock<T> block, T number)
        where TFormula : struct, IFormula
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Write<TFormula, Simd512<T>, Vector512<T>>(in block, number);
        }
        else
        {
            Write<TFormula, Simd256<T>, Vector256<T>>(in block, number);
        }
    }

    /// <remarks>Losses and log sums take the places of what they come from, and go from there to where they belong: that is no longer than the rows, and has rows in between that are written.</remarks>
    private void Write<TFormula, TSimd, TVector>(in RowBlock<T> block, T number)
        where TFormula : struct, IFormula
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
    {
        TVector numbers = TSimd.Create(number);
        for (nint row = 0; row < block.Rows; row += TSimd.Count)
        {
            TVector max = TSimd.Load(ref _max, row);
            TVector shift = VectorMath.Shift<TSimd, TVector, T>(max);
            TSimd.Store(TFormula.Loss<TSimd, TVector>(in this, row, max, shift, numbers), ref _difference, row);
            if (block.HasLogSums)
            {
                TSimd.Store(VectorMath.LogSum<TSimd, TVector, T>(TFormula.Sum<TSimd, TVector>(in this, row), shift), ref _rest, row);
            }
        }

        for (nint row = 0; row < block.Rows; row++)
        {
            if (VectorMath.IsOrdinary(Unsafe.Add(ref _max, row)))
            {
                Unsafe.Add(ref block.Losses, row) = Unsafe.Add(ref _difference, row);
                if (block.HasLogSums)
                {
                    Unsafe.Add(ref block.LogSums, row) = Unsafe.Add(ref _rest, row);
                }
            }
        }
    }

    /// <summary>The formula of a loss.</summary>
    private interface IFormula
    {
        static abstract TVector Loss<TSimd, TVector>(in RowLosses<T> kept, nint row, TVector max, TVector shift, TVector number)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct;

        /// <summary>Σ exp(x_j) / 2^shift over all classes.</summary>
        static abstract TVector Sum<TSimd, TVector>(in RowLosses<T> kept, nint row)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct;
    }

    private readonly struct Plain : IFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Loss<TSimd, TVector>(in RowLosses<T> kept, nint row, TVector max, TVector shift, TVector number)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
            => VectorMath.Loss<TSimd, TVector, T>(TSimd.Load(ref kept._rest, row), TSimd.Load(ref kept._own, row), TSimd.Load(ref kept._difference, row), max, shift);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Sum<TSimd, TVector>(in RowLosses<T> kept, nint row)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
            => TSimd.Add(TSimd.Load(ref kept._rest, row), TSimd.Load(ref kept._own, row));
    }

    private readonly struct Smoothed : IFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Loss<TSimd, TVector>(in RowLosses<T> kept, nint row, TVector max, TVector shift, TVector number)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
            => VectorMath.SmoothedLoss<TSimd, TVector, T>(
                TSimd.Load(ref kept._rest, row), TSimd.Load(ref kept._own, row), TSimd.Load(ref kept._difference, row), max, shift, TSimd.Load(ref kept._total, row), number);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Sum<TSimd, TVector>(in RowLosses<T> kept, nint row)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
            => Plain.Sum<TSimd, TVector>(in kept, row);
    }

    private readonly struct Weighted : IFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Loss<TSimd, TVector>(in RowLosses<T> kept, nint row, TVector max, TVector shift, TVector number)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
            => VectorMath.WeightedLoss<TSimd, TVector, T>(
                TSimd.Load(ref kept._rest, row),
                TSimd.Load(ref kept._own, row),
                TSimd.Load(ref kept._difference, row),
                max,
                shift,
                TSimd.Load(ref kept._total, row),
                TSimd.Load(ref kept._held, row),
                number);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Sum<TSimd, TVector>(in RowLosses<T> kept, nint row)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
            => Plain.Sum<TSimd, TVector>(in kept, row);
    }

    private readonly struct Probabilities : IFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Loss<TSimd, TVector>(in RowLosses<T> kept, nint row, TVector max, TVector shift, TVector number)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
            => VectorMath.ProbabilityLoss<TSimd, TVector, T>(TSimd.Load(ref kept._rest, row), max, shift, TSimd.Load(ref kept._own, row), TSimd.Load(ref kept._total, row));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TVector Sum<TSimd, TVector>(in RowLosses<T> kept, nint row)
            where TSimd : struct, ISimd<TVector, T>
            where TVector : struct
            => TSimd.Load(ref kept._rest, row);
    }
}
