namespace CeGen.Benchmarks;

/// <summary>
/// Calls a side until the JIT has optimised it. Methods that are called often are compiled again, twice: with counters, and with what was counted. Each
/// takes some calls, then a pause for the compiler, which works in the background.
/// </summary>
internal static class Warmup
{
    private const int Phases = 3;

    /// <summary>The JIT asks for 30.</summary>
    private const int Calls = 40;

    private const int FewestCalls = 3;

    /// <summary>The JIT waits for 100 ms without new methods before it optimises any.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <param name="sides">The sides as they will be measured. Those that take long are not called often.</param>
    /// <param name="twins">The same code over little data.</param>
    /// <param name="effort">How long a phase may take.</param>
    public static void Run(IReadOnlyCollection<ISide> sides, IReadOnlyCollection<ISide> twins, Effort effort)
    {
        for (int phase = 0; phase < Phases; phase++)
        {
            foreach (ISide twin in twins)
            {
                twin.Run(Calls);
            }

            foreach (ISide side in sides)
            {
                double spent = side.Run(FewestCalls);
                int affordable = (int)(FewestCalls * effort.WarmMilliseconds / Math.Max(spent, 0.001));
                side.Run(Math.Clamp(affordable, 1, Calls));
            }

            Thread.Sleep(Pause);
        }
    }
}
