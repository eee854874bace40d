namespace CeGen.Benchmarks;

/// <summary>What a floor consists of.</summary>
internal enum FloorKind
{
    /// <summary>The exponentials alone.</summary>
    Exp,

    /// <summary>A copy with ordinary stores.</summary>
    Copy,

    /// <summary>A copy with stores past the cache.</summary>
    NonTemporalCopy,

    /// <summary>Reading alone, where nothing is written.</summary>
    Read,
}
