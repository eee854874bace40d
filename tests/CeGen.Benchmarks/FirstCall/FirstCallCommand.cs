using System.Diagnostics;
using System.Text.Json;
using Spectre.Console;
using static System.FormattableString;

namespace CeGen.Benchmarks;

/// <summary>The command <c>first-call</c>: each kernel in new processes, where nothing is compiled yet.</summary>
internal static class FirstCallCommand
{
    /// <summary>The name of the option that makes a process a child.</summary>
    public const string ChildOption = "--child";

    /// <summary>A workload for each kernel.</summary>
    public static IReadOnlyList<Workload> Kernels { get; } = [.. WorkloadList.All.DistinctBy(w => w.Kernel)];

    public static int Run(bool isQuick, Screen screen)
    {
        int samples = isQuick ? 1 : 5;
        screen.Line(MachineInfo.Current.ToString());
        IReadOnlyList<(Spread Tiered, FirstCallTime Last, Spread Optimised, JitListing Code)> results = screen.Progress(Kernels, w => w.Kernel, w =>
        {
            FirstCallTime[] tiered = [.. Enumerable.Range(0, samples).Select(_ => Start(w, listing: null))];
            string listing = Path.GetTempFileName();
            try
            {
                Spread optimised = Spread.Of(Enumerable.Range(0, samples).Select(_ =>
                {
                    File.Delete(listing);
                    return Start(w, listing).Milliseconds;
                }).ToArray());
                return (Spread.Of(tiered.Select(t => t.Milliseconds)), tiered[^1], optimised, JitListing.Parse(File.ReadLines(listing)));
            }
            finally
            {
                File.Delete(listing);
            }
        });

        Table table = PlainTable.Of(
            ["kernel", "type"], ["first call, ms", "JIT, ms", "methods", "optimised at once, ms", "kernel, native bytes", "all, native bytes"]);
        foreach ((Workload workload, (Spread tiered, FirstCallTime last, Spread optimised, JitListing code)) in Kernels.Zip(results))
        {
            table.Row(
                workload.Kernel,
                workload.Type,
                Invariant($"{tiered.Median:F1}"),
                Invariant($"{last.CompileMilliseconds:F1}"),
                Invariant($"{last.Methods}"),
                Invariant($"{optimised.Median:F1}"),
                Invariant($"{code.KernelBytes}"),
                Invariant($"{code.AllBytes}"));
        }

        screen.Line();
        screen.Table(table);
        screen.Line("Forward and backward over few rows. First call, JIT and methods: as .NET starts, with quick code; the JIT's part and the methods are those of one call.");
        screen.Line("Optimised at once, and the native code: with DOTNET_TieredCompilation=0. All: the kernel and what it needs of the runtime for the first time.");
        return ExitCode.Done;
    }

    private static FirstCallTime Start(Workload workload, string? listing)
    {
        string program = Environment.ProcessPath!;
        List<string> arguments = ["first-call", ChildOption, workload.Kernel];
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            arguments.Insert(0, typeof(FirstCallCommand).Assembly.Location);
        }

        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        if (listing is not null)
        {
            start.Environment["DOTNET_TieredCompilation"] = "0";
            start.Environment["DOTNET_JitStdOutFile"] = listing;
            start.Environment["DOTNET_JitDisasmSummary"] = "1";
        }

        using Process process = Process.Start(start)!;
        string answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == ExitCode.Done
            ? JsonSerializer.Deserialize(answer, FirstCallContext.Default.FirstCallTime)!
            : throw new InvalidOperationException(Invariant($"The process for the kernel {workload.Kernel} ended with the code {process.ExitCode}."));
    }
}
