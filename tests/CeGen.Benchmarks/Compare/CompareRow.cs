using System.Runtime.Intrinsics;

namespace CeGen.Benchmarks;

/// <summary>The figures of one workload, in nanoseconds per logit.</summary>
internal sealed record CompareRow(Workload Workload, int Threads)
{
    public required Spread Generated { get; init; }

    /// <summary>The peers that were measured.</summary>
    public required IReadOnlyDictionary<Peer, Spread> Peers { get; init; }

    public required Spread Exp { get; init; }

    /// <summary>The ways to move the bytes.</summary>
    public required IReadOnlyDictionary<FloorKind, Spread> Move { get; init; }

    /// <summary>What every side has to read and write, in one call.</summary>
    public required long CompulsoryBytes { get; init; }

    /// <summary>What a warm call of the generated kernel leaves on the heap.</summary>
    public required long AllocatedBytes { get; init; }

    public Floor Floor => Floor.Choose(Exp.Median, Move.Select(m => KeyValuePair.Create(m.Key, m.Value.Median)));

    /// <summary>Bytes per nanosecond: 10⁹ bytes per second.</summary>
    public double GigabytesPerSecond => CompulsoryBytes / (Generated.Median * Workload.Shape.Logits);

    /// <summary>The widest vectors that the JIT uses, in bits.</summary>
    public static string Isa =>
        Vector512.IsHardwareAccelerated ? "512"
        : Vector256.IsHardwareAccelerated ? "256"
        : Vector128.IsHardwareAccelerated ? "128"
        : "none";
}
