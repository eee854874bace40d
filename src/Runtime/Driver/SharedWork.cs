namespace CeGen.Runtime;

/// <summary>
/// Work in shares that threads take from each other: many neighbouring ones at a time while many are left, one by one in the end (guided self-scheduling, Polychronopoulos and Kuck,
/// IEEE Transactions on Computers 36, 1987). To start on a share takes a microsecond in which nothing else is done; those that follow it do not.
/// </summary>
internal abstract class SharedWork
{
    private int _count;
    private int _threads;
    private int _next;

    /// <summary>Does all shares, and returns when they are done.</summary>
    /// <param name="count">The shares.</param>
    /// <param name="threads">The most threads that take part.</param>
    public void Run(int count, int threads)
    {
        _count = count;
        _threads = Math.Min(threads, count);
        Parallel.For(0, _threads, new ParallelOptions { MaxDegreeOfParallelism = _threads }, TakeShares);
    }

    /// <summary>Does neighbouring shares.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="end">The share after the last.</param>
    protected abstract void Do(int first, int end);

    private void TakeShares(int thread)
    {
        for (int first = Volatile.Read(ref _next); first < _count; first = Volatile.Read(ref _next))
        {
            int end = first + Math.Max(1, (_count - first) / (2 * _threads));
            if (Interlocked.CompareExchange(ref _next, end, first) == first)
            {
                Do(first, end);
            }
        }
    }
}
