namespace CeGen.Testing;

/// <summary>Draws a batch for a setup: of any shape that it can have, small or, where threads are to share it, large; sometimes with nothing but ignored rows.</summary>
public static class RandomInputs
{
    private const int MostLogits = 6_000;

    /// <summary>More than what a single thread keeps for itself.</summary>
    private const int LogitsForThreads = 70_000;

    public static LossInputs Create(LossSetup setup, Random random)
    {
        int rows = setup.IsParallel ? (LogitsForThreads / setup.Classes) + 1 : 1 + random.Next(Math.Min(300, MostLogits / setup.Classes));
        int positions = setup.Form == LogitsForm.Rows || random.Next(4) == 0 ? 1 : 1 + random.Next(Math.Min(rows, 100));
        double spread = setup.IsBinary && setup.Gamma != 0 ? 3 : new[] { 1, 4, 12, 100 }[random.Next(4)];
        LossInputs inputs = LossInputs.Random(setup, random.Next(), Math.Max(1, rows / positions), positions, spread);
        return setup.CanIgnore && random.Next(8) == 0 ? inputs with { Indices = [.. inputs.Indices.Select(_ => setup.IgnoreIndex)] } : inputs;
    }
}
