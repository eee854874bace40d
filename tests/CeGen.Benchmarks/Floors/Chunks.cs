namespace CeGen.Benchmarks;

/// <summary>Part of some memory, from the first of its bytes on.</summary>
internal delegate void ChunkAction(nint start, nint bytes);

/// <summary>Spreads a walk over memory on threads.</summary>
internal static class Chunks
{
    /// <summary>A page: no two threads write to the same one.</summary>
    private const nint Grain = 4096;

    public static void Run(nint bytes, int threads, ChunkAction action)
    {
        if (threads == 1)
        {
            action(0, bytes);
            return;
        }

        nint each = ((bytes / threads) + Grain - 1) / Grain * Grain;
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, t =>
        {
            nint start = Math.Min(t * each, bytes);
            action(start, Math.Min(each, bytes - start));
        });
    }
}
