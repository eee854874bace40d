namespace CeGen.Benchmarks;

/// <summary>The command <c>compare</c>.</summary>
internal static class CompareCommand
{
    public static int Run(CompareOptions options, Screen screen)
    {
        screen.Line(MachineInfo.Current.ToString());
        using TorchProcess? torch = options.Peers.Contains(Peer.Torch) ? TorchProcess.TryStart(options.Python, screen.Line) : null;
        if (torch is not null)
        {
            screen.Line($"PyTorch {torch.Version}, {torch.Capability}, in a process of its own");
        }

        var comparison = new Comparison(options.Peers, torch, options.Effort);
        IReadOnlyList<(Workload Workload, int Threads)> measurements = options.Measurements();
        IReadOnlyList<CompareRow> rows = screen.Progress(
            measurements,
            m => m.Threads == 1 ? m.Workload.Name : FormattableString.Invariant($"{m.Workload.Name}, {m.Threads} threads"),
            m => comparison.Measure(m.Workload, m.Threads));

        screen.Line();
        CompareTable.Show(screen, rows, options.Peers);
        if (options.Json is { } file)
        {
            using FileStream stream = file.Create();
            CompareJson.Write(stream, rows, MachineInfo.Current, torch, options.IsQuick);
        }

        return ExitCode.Done;
    }
}
