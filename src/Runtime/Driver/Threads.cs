namespace CeGen.Runtime;

/// <summary>How many threads share a call.</summary>
internal static class Threads
{
    /// <summary>The logits, fewer of which are computed by the caller's thread alone: to wake up others takes longer than they save (docs/performance.md).</summary>
    public const int LeastLogits = 1 << 16;

    /// <param name="maxDegreeOfParallelism">The most that are wanted; −1 for as many as there are processors.</param>
    /// <param name="logits">The number of logits of the call.</param>
    public static int Count(int maxDegreeOfParallelism, int logits) =>
        maxDegreeOfParallelism == 1 || logits < LeastLogits ? 1
        : maxDegreeOfParallelism == -1 ? Environment.ProcessorCount
        : maxDegreeOfParallelism;

    /// <summary>A thread takes about this many logits at a time.</summary>
    public const int LogitsOfShare = 1 << 15;

    /// <summary>What a degree of parallelism should be.</summary>
    public const string Expected = "at least 1, or -1 for as many as there are processors";

    /// <summary>Whether a degree of parallelism is one.</summary>
    public static bool Accepts(int maxDegreeOfParallelism) => maxDegreeOfParallelism is -1 or >= 1;

    /// <summary>The shares of so many rows or elements. Of as many as an int can count, too.</summary>
    public static int Shares(int count, int length) => (count / length) + (count % length == 0 ? 0 : 1);
}
