using System.Buffers;

namespace CeGen.Runtime;

internal static unsafe partial class RowLoop<TSimd, TVector, T>
{
    /// <summary>Piece by piece, on several threads. The pieces and the order in which their results are combined do not depend on the number of threads.</summary>
    /// <param name="threads">The most threads that take part.</param>
    private readonly struct Pieces(int threads) : IWalk
    {
        public T Max(ref T logits, nint classes)
        {
            int count = LongRow.Pieces(classes);
            T[] rented = ArrayPool<T>.Shared.Rent(count);
            fixed (T* pointer = &logits, maxima = rented)
            {
                LongRow.ForEach(new MaxPiece(pointer, maxima, classes), count, threads);
            }

            T max = rented[0];
            for (int i = 1; i < count; i++)
            {
                max = T.Max(max, rented[i]);
            }

            ArrayPool<T>.Shared.Return(rented);
            return max;
        }

        public (TVector Sum, TVector Error) Exponentials(in Sources memory, ref T parked, nint classes, T anchor, T shift)
        {
            int count = LongRow.Pieces(classes);
            T[] rented = ArrayPool<T>.Shared.Rent(2 * TSimd.Count * count);
            fixed (T* logits = &memory.Logits, park = &parked, sums = rented)
            {
                LongRow.ForEach(new ExponentialPiece(logits, park, sums, classes, anchor, shift), count, threads);
            }

            return Combined(rented, count);
        }

        public T Sum<TTerm>(in Sources memory, nint classes, T first = default, T second = default, T third = default)
            where TTerm : struct, ITerm
        {
            int count = LongRow.Pieces(classes);
            T[] rented = ArrayPool<T>.Shared.Rent(2 * TSimd.Count * count);
            fixed (T* logits = &memory.Logits, probabilities = &memory.Probabilities, held = &memory.Held, shares = &memory.Shares, sums = rented)
            {
                LongRow.ForEach(new SumPiece<TTerm>(new Pointers(logits, probabilities, held, shares), sums, classes, first, second, third), count, threads);
            }

            (TVector sum, TVector error) = Combined(rented, count);
            return TSimd.HorizontalSum(sum, error);
        }

        public void Gradient<TEntry>(in Sources memory, ref T parked, nint classes, T first, T second, T third = default, T fourth = default)
            where TEntry : struct, IEntry
        {
            fixed (T* logits = &memory.Logits, probabilities = &memory.Probabilities, held = &memory.Held, shares = &memory.Shares, park = &parked)
            {
                var pointers = new Pointers(logits, probabilities, held, shares);
                LongRow.ForEach(new GradientPiece<TEntry>(pointers, park, classes, first, second, third, fourth), LongRow.Pieces(classes), threads);
            }
        }

        /// <summary>The sums of all pieces, in their order, and their errors. Gives the array back.</summary>
        private static (TVector Sum, TVector Error) Combined(T[] rented, int count)
        {
            TVector sum = TSimd.Load(in rented[0], 0);
            TVector error = TSimd.Load(in rented[0], TSimd.Count);
            for (int i = 1; i < count; i++)
            {
                Add(ref sum, ref error, TSimd.Load(in rented[0], 2 * TSimd.Count * i));
                error = TSimd.Add(error, TSimd.Load(in rented[0], (2 * TSimd.Count * i) + TSimd.Count));
            }

            ArrayPool<T>.Shared.Return(rented);
            return (sum, error);
        }
    }

    /// <summary>What a row's terms are made of, pinned.</summary>
    private readonly struct Pointers(T* logits, T* probabilities, T* held, T* shares)
    {
        public Sources From(nint start) => new(ref logits[start], ref probabilities[start], ref held[start], ref shares[start]);
    }

    private readonly struct MaxPiece(T* logits, T* maxima, nint classes) : IPieceWork
    {
        public void Run(int piece) => maxima[piece] = Max(ref logits[LongRow.Start(piece)], LongRow.Length(piece, classes));
    }

    private readonly struct ExponentialPiece(T* logits, T* parked, T* sums, nint classes, T anchor, T shift) : IPieceWork
    {
        public void Run(int piece)
        {
            nint start = LongRow.Start(piece);
            ref T own = ref logits[start];
            (TVector sum, TVector error) = Exponentials(new Sources(ref own, ref own, ref own, ref own), ref parked[start], LongRow.Length(piece, classes), anchor, shift);
            TSimd.Store(sum, ref *sums, 2 * TSimd.Count * piece);
            TSimd.Store(error, ref *sums, (2 * TSimd.Count * piece) + TSimd.Count);
        }
    }

    private readonly struct SumPiece<TTerm>(Pointers memory, T* sums, nint classes, T first, T second, T third) : IPieceWork
        where TTerm : struct, ITerm
    {
        public void Run(int piece)
        {
            (TVector sum, TVector error) = Sum<TTerm>(memory.From(LongRow.Start(piece)), LongRow.Length(piece, classes), first, second, third);
            TSimd.Store(sum, ref *sums, 2 * TSimd.Count * piece);
            TSimd.Store(error, ref *sums, (2 * TSimd.Count * piece) + TSimd.Count);
        }
    }

    private readonly struct GradientPiece<TEntry>(Pointers memory, T* parked, nint classes, T first, T second, T third, T fourth) : IPieceWork
        where TEntry : struct, IEntry
    {
        public void Run(int piece)
        {
            nint start = LongRow.Start(piece);
            Gradient<TEntry>(memory.From(start), ref parked[start], LongRow.Length(piece, classes), first, second, third, fourth);
        }
    }
}
