namespace CeGen.Runtime;

/// <summary>A step of a row's computation, for one of its pieces.</summary>
internal interface IPieceWork
{
    void Run(int piece);
}

/// <summary>Rows that are cut into pieces, so that threads can share one.</summary>
internal static class LongRow
{
    /// <summary>The classes of a piece. Its logits and its gradient fit the second-level cache. The last piece has the rest too.</summary>
    public const int PieceClasses = 1 << 15;

    /// <summary>The classes from which on a row is cut.</summary>
    public const int LeastClasses = 4 * PieceClasses;

    /// <summary>Where there are more rows, each thread has rows of its own.</summary>
    private const int MostRows = 32;

    /// <summary>Whether rows are cut. It does not depend on the number of threads, nor do the results.</summary>
    public static bool Applies(int rows, int classes) => classes >= LeastClasses && rows <= MostRows;

    public static int Pieces(nint classes) => (int)(classes / PieceClasses);

    public static nint Start(int piece) => (nint)piece * PieceClasses;

    public static nint Length(int piece, nint classes) => piece == Pieces(classes) - 1 ? classes - Start(piece) : PieceClasses;

    /// <summary>Runs a step for each piece.</summary>
    public static void ForEach<TWork>(TWork work, int pieces, int threads)
        where TWork : struct, IPieceWork
    {
        if (threads > 1)
        {
            Parallel.For(0, pieces, new ParallelOptions { MaxDegreeOfParallelism = threads }, work.Run);
            return;
        }

        for (int piece = 0; piece < pieces; piece++)
        {
            work.Run(piece);
        }
    }
}
