using Spectre.Console;
using static System.FormattableString;

namespace CeGen.Benchmarks;

/// <summary>The command <c>accuracy</c>.</summary>
internal static class AccuracyCommand
{
    private const long Samples = 100_000_000;

    private const long QuickSamples = 1_000_000;

    /// <summary>With <c>--quick</c>, one float of so many: a prime.</summary>
    private const uint QuickStep = 1009;

    public static int Run(bool isQuick, Screen screen)
    {
        uint step = isQuick ? QuickStep : 1;
        long samples = isQuick ? QuickSamples : Samples;
        (string Function, string Type, string Arguments, Func<WorstError> Run)[] sweeps =
        [
            (ExpFunction.Name, "float", "(-104, 0]", () => SingleSweep.Run<ExpFunction>(Arguments.ExpSingle, step)),
            (LogFunction.Name, "float", "(0, 2^126)", () => SingleSweep.Run<LogFunction>(Arguments.LogSingle, step)),
            (Log1PFunction.Name, "float", "[-0.99, 2^126)", () => SingleSweep.Run<Log1PFunction>(Arguments.Log1PSingle, step)),
            (ExpFunction.Name, "double", "(-745, 0]", () => DoubleSweep.Run<ExpFunction>(Arguments.ExpDouble, samples)),
            (LogFunction.Name, "double", "(0, 2^126)", () => DoubleSweep.Run<LogFunction>(Arguments.LogDouble, samples)),
            (Log1PFunction.Name, "double", "[-0.99, 2^126)", () => DoubleSweep.Run<Log1PFunction>(Arguments.Log1PDouble, samples)),
        ];

        screen.Line(MachineInfo.Current.ToString());
        IReadOnlyList<WorstError> errors = screen.Progress(sweeps, s => $"{s.Function} {s.Type}", s => s.Run());
        Table table = PlainTable.Of(["function", "type", "arguments"], ["tried", "worst ulp", "at", "result"]);
        foreach (((string function, string type, string arguments, _), WorstError worst) in sweeps.Zip(errors))
        {
            table.Row(
                function,
                type,
                arguments,
                Invariant($"{worst.Count}"),
                Invariant($"{worst.Ulp:F4}"),
                Number(type, worst.At),
                Number(type, worst.Actual));
        }

        screen.Line();
        screen.Table(table);
        screen.Line("Floats are all that there are" + (isQuick ? Invariant($", one in {QuickStep}") : "") + "; doubles are random. A double is compared with about 95 bits.");

        IReadOnlyList<string> faults = SpecialValues.Faults();
        foreach (string fault in faults)
        {
            screen.Line(fault);
        }

        if (faults.Count == 0)
        {
            screen.Line("NaN, the zeros and minus infinity give what they should.");
        }

        return faults.Count == 0 ? ExitCode.Done : ExitCode.Failed;
    }

    /// <summary>With the digits of its type.</summary>
    private static string Number(string type, double value) => type == "float" ? Invariant($"{(float)value}") : Invariant($"{value}");
}
