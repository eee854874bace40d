namespace CeGen.Benchmarks;

/// <summary>How much time measuring may take.</summary>
/// <param name="Rounds">Samples of each side.</param>
/// <param name="SampleMilliseconds">The least a sample takes.</param>
/// <param name="WarmMilliseconds">The most that each warm-up of a side takes, but for a few calls.</param>
internal sealed record Effort(int Rounds, double SampleMilliseconds, double WarmMilliseconds)
{
    public static Effort Full { get; } = new(15, 5, 500);

    /// <summary>Enough to see that everything works.</summary>
    public static Effort Quick { get; } = new(5, 1, 100);

    /// <summary>How often a sample calls what takes so long.</summary>
    public int Repetitions(double callMilliseconds) => (int)Math.Clamp(Math.Ceiling(SampleMilliseconds / callMilliseconds), 1, 1_000_000);
}
