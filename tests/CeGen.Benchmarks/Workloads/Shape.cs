namespace CeGen.Benchmarks;

/// <summary>The shape of a workload's logits: (N, C), or (N, C, S) where classes come first.</summary>
internal readonly record struct Shape(int Batch, int Classes, int Spatial = 1)
{
    /// <summary>More logits than this take long to be called often.</summary>
    private const int MostTwinLogits = 65_536;

    private const int FewRows = 32;

    /// <summary>Samples, or positions of samples: what has a loss.</summary>
    public int Rows => Batch * Spatial;

    public int Logits => Rows * Classes;

    /// <summary>The same classes over few rows, for calls that only make the JIT optimise.</summary>
    public Shape Twin()
    {
        int rows = Math.Max(1, MostTwinLogits / Classes);
        int spatial = Math.Min(Spatial, rows);
        return this with { Batch = Math.Clamp(rows / spatial, 1, Batch), Spatial = spatial };
    }

    /// <summary>The same classes over so few rows that computing them takes no time beside compiling: two steps of the widest vectors.</summary>
    public Shape Few()
    {
        Shape twin = Twin();
        return Spatial > 1 ? twin with { Batch = 1, Spatial = Math.Min(twin.Spatial, FewRows) } : twin with { Batch = Math.Min(twin.Batch, FewRows) };
    }
}
