using Spectre.Console;
using static System.FormattableString;

namespace CeGen.Benchmarks;

/// <summary>The command <c>generator</c>.</summary>
internal static class GeneratorCommand
{
    private const int Samples = 9;

    private const int QuickSamples = 2;

    private static readonly int[] MethodCounts = [1, 100, 1000];

    public static int Run(bool isQuick, Screen screen)
    {
        screen.Line(MachineInfo.Current.ToString());

        // The very first: what a compiler pays that has only just started.
        GeneratorCosts cold = GeneratorRun.Measure(1);
        int samples = isQuick ? QuickSamples : Samples;
        IReadOnlyList<(int Methods, GeneratorCosts[] Costs, (int Unrelated, int Option) Emitted)> results = screen.Progress(
            MethodCounts,
            methods => Invariant($"{methods} methods"),
            methods =>
            {
                // Counted first, which compiles most of what is measured then.
                (int, int) emitted = GeneratorRun.CountEmitted(methods);
                return (methods, Enumerable.Range(0, samples).Select(_ => GeneratorRun.Measure(methods)).ToArray(), emitted);
            });

        Table table = PlainTable.Of(["run"], ["methods", "kernels emitted", "ms", "IQR", "MB allocated"]);
        AddRow(table, "first, in a new process", 1, 1, [cold.First]);
        foreach ((int methods, GeneratorCosts[] costs, (int unrelated, int option)) in results)
        {
            AddRow(table, "first", methods, methods, costs.Select(c => c.First));
            AddRow(table, "after an unrelated edit", methods, unrelated, costs.Select(c => c.Unrelated));
            AddRow(table, "after one option changed", methods, option, costs.Select(c => c.Option));
        }

        screen.Line();
        screen.Table(table);
        return ExitCode.Done;
    }

    private static void AddRow(Table table, string run, int methods, int emitted, IEnumerable<GeneratorCost> costs)
    {
        GeneratorCost[] all = [.. costs];
        Spread time = Spread.Of(all.Select(c => c.Milliseconds));
        table.Row(
            run,
            Invariant($"{methods}"),
            Invariant($"{emitted}"),
            Invariant($"{time.Median:F2}"),
            Invariant($"{time.Range:F2}"),
            Invariant($"{Spread.Of(all.Select(c => c.Megabytes)).Median:F2}"));
    }
}
