namespace CeGen.Benchmarks;

/// <summary>The floor of a workload: the larger of what the arithmetic needs and what the memory needs at best.</summary>
internal readonly record struct Floor(double Value, FloorKind Kind)
{
    /// <param name="exp">The time of the exponentials alone.</param>
    /// <param name="move">The time of each way to move the bytes.</param>
    public static Floor Choose(double exp, IEnumerable<KeyValuePair<FloorKind, double>> move)
    {
        KeyValuePair<FloorKind, double> best = move.MinBy(m => m.Value);
        return best.Value > exp ? new Floor(best.Value, best.Key) : new Floor(exp, FloorKind.Exp);
    }

    /// <summary>The name in tables and files.</summary>
    public static string NameOf(FloorKind kind) => kind switch
    {
        FloorKind.Exp => "exp",
        FloorKind.Copy => "copy",
        FloorKind.NonTemporalCopy => "copy nt",
        _ => "read",
    };
}
