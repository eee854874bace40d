using System.Numerics;
using System.Runtime.CompilerServices;

namespace CeGen.Testing;

/// <summary>
/// Calls a kernel with memory that ends at a page that nobody may touch, and with memory that begins behind one, all of its spans at once. A byte read or written outside ends the run;
/// what a call leaves must be what it leaves in arrays.
/// </summary>
public static class GuardCheck
{
    /// <summary>The bytes of a gradient from which on it is written past the caches.</summary>
    private const int LargeBytes = 12 << 20;

    /// <returns>What is different, or <see langword="null"/>.</returns>
    public static string? Complaint<T>(SpanKernel<T> kernel, LossSetup setup)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Batches(setup)
            .Select(batch => Complaint<T>(memory => KernelRun.All(kernel, memory), setup, LossInputs.Random(setup, setup.Classes, batch.Samples, batch.Positions)))
            .FirstOrDefault(complaint => complaint is not null);

    /// <summary>The same of the fused call alone, for a batch whose gradient is so large that it is written past the caches.</summary>
    public static string? OfLargeGradient<T>(SpanKernel<T> kernel, LossSetup setup)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int rows = (LargeBytes / Unsafe.SizeOf<T>() / setup.Classes) + 2, positions = setup.Form == LogitsForm.Rows ? 1 : 4099;
        return Complaint<T>(memory => [KernelRun.Fused(kernel, memory)], setup, LossInputs.Random(setup, 1, (rows + positions - 1) / positions, positions));
    }

    private static string? Complaint<T>(Func<LossMemory<T>, LossOutcome<T>[]> run, LossSetup setup, LossInputs inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var plain = new LossMemory<T>(setup, inputs, Placement.Plain);
        LossOutcome<T>[] expected = run(plain);
        foreach (Placement placement in new[] { Placement.AtStart, Placement.AtEnd })
        {
            using var memory = new LossMemory<T>(setup, inputs, placement);
            LossOutcome<T>[] actual = run(memory);
            for (int call = 0; call < actual.Length; call++)
            {
                if (expected[call].Difference(actual[call]) is { } difference)
                {
                    return $"{setup}, {inputs.Samples} samples of {inputs.Positions}, {placement}, call {call}: {difference}";
                }
            }
        }

        return null;
    }

    /// <summary>Batches of one row, of a few, and of more than what goes through the phases together and more than a block; for positions, samples that are shorter and longer than a vector.</summary>
    private static IEnumerable<(int Samples, int Positions)> Batches(LossSetup setup) => setup.Form == LogitsForm.Rows
        ? [(1, 1), (7, 1), (259, 1)]
        : [(3, 1), (1, 5), (2, 19), (1, 261)];
}
