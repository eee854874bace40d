namespace CeGen.Benchmarks;

/// <summary>What the user asked of a comparison.</summary>
/// <param name="Peers">What to compare with.</param>
/// <param name="Threads">The numbers of threads; those of each workload if empty.</param>
/// <param name="Filter">Only workloads whose name contains it.</param>
/// <param name="Json">The file for the figures, or null.</param>
/// <param name="Python">The interpreter that has PyTorch.</param>
/// <param name="IsQuick">Whether few samples will do.</param>
internal sealed record CompareOptions(
    IReadOnlyList<Peer> Peers, IReadOnlyList<int> Threads, string Filter, FileInfo? Json, string Python, bool IsQuick)
{
    public Effort Effort => IsQuick ? Effort.Quick : Effort.Full;

    /// <summary>The measurements to make, in their order.</summary>
    public IReadOnlyList<(Workload Workload, int Threads)> Measurements() =>
    [
        .. from workload in WorkloadList.All
           where workload.Name.Contains(Filter, StringComparison.OrdinalIgnoreCase)
           from threads in Threads.Count > 0 ? Threads : workload.Threads
           select (workload, threads),
    ];
}
