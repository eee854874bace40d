using Spectre.Console;
using static System.FormattableString;

namespace CeGen.Benchmarks;

/// <summary>The figures of a comparison, and what they mean.</summary>
internal static class CompareTable
{
    public static void Show(Screen screen, IReadOnlyList<CompareRow> rows, IReadOnlyList<Peer> peers)
    {
        Table table = PlainTable.Of(
            ["workload", "type"],
            ["threads", "ns/logit", "IQR", "GB/s", "floor", "of", "x floor", .. peers.Select(p => "x " + NameOf(p)), "allocated"]);
        foreach (CompareRow row in rows)
        {
            table.Row(
            [
                row.Workload.Name,
                row.Workload.Type,
                Invariant($"{row.Threads}"),
                Invariant($"{row.Generated.Median:F3}"),
                Invariant($"{row.Generated.Range:F3}"),
                Invariant($"{row.GigabytesPerSecond:F1}"),
                Invariant($"{row.Floor.Value:F3}"),
                Floor.NameOf(row.Floor.Kind),
                Invariant($"{row.Generated.Median / row.Floor.Value:F2}"),
                .. peers.Select(p => row.Peers.TryGetValue(p, out Spread time) ? Invariant($"{time.Median / row.Generated.Median:F2}") : "-"),
                Invariant($"{row.AllocatedBytes}"),
            ]);
        }

        screen.Table(table);
        screen.Line("ns/logit and IQR: median and interquartile range of the generated kernel; GB/s: the bytes that have to be read and written, in that time.");
        screen.Line("x floor: how many floors that is; x of a peer: how many times as long the peer takes.");
        if (peers.Contains(Peer.TensorPrimitives))
        {
            screen.Line("tensorprimitives: softmax (sigmoid for binary) alone, without loss and gradient, which is less work.");
        }

        if (rows.Any(r => r.Threads > 1))
        {
            screen.Line("threads: those of torch, the floor and the dynamic loss; the generated kernel runs on as many as there are processors where it has Parallel = true (1024x1000), else on one, as the others do.");
        }
    }

    /// <summary>The name on the command line.</summary>
    public static string NameOf(Peer peer) => peer.ToString().ToLowerInvariant();
}
