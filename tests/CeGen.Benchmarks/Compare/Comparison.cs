namespace CeGen.Benchmarks;

/// <summary>Measures one workload and all its peers.</summary>
/// <param name="peers">The peers to measure.</param>
/// <param name="torch">The child process, if there is one.</param>
/// <param name="effort">How much time to take.</param>
internal sealed class Comparison(IReadOnlyList<Peer> peers, TorchProcess? torch, Effort effort)
{
    public CompareRow Measure(Workload workload, int threads)
    {
        using Sides sides = workload.Prepare(workload.Shape, threads);
        using Sides twin = workload.Prepare(workload.Shape.Twin(), threads);
        Agreement.Check(workload.Name, twin);

        Dictionary<Peer, ISide> peerSides = Peers(sides);
        FloorKind[] moves = [.. sides.Floors.Move.Keys];
        ISide[] inProcess =
        [
            new InProcessSide(() => sides.Generated()),
            .. peerSides.Values,
            new InProcessSide(() => sides.Floors.Exp(threads)),
            .. moves.Select(m => new InProcessSide(() => sides.Floors.Move[m](threads))),
        ];
        ISide[] twins =
        [
            new InProcessSide(() => twin.Generated()),
            .. Peers(twin).Values,
            new InProcessSide(() => twin.Floors.Exp(threads)),
            .. moves.Select(m => new InProcessSide(() => twin.Floors.Move[m](threads))),
        ];
        ISide? other = torch?.Prepare(workload, threads);
        ISide[] all = other is null ? inProcess : [.. inProcess, other];

        Warmup.Run(all, twins, effort);
        long allocated = Allocated(sides.Generated);
        Spread[] times = [.. Rounds.Measure(all, effort).Select(t => t.Per(workload.Shape.Logits))];

        Dictionary<Peer, Spread> measured = peerSides.Keys.Zip(times[1..]).ToDictionary();
        if (other is not null)
        {
            measured[Peer.Torch] = times[^1];
        }

        int exp = 1 + peerSides.Count;
        return new CompareRow(workload, threads)
        {
            Generated = times[0],
            Peers = measured,
            Exp = times[exp],
            Move = moves.Zip(times[(exp + 1)..]).ToDictionary(),
            CompulsoryBytes = sides.CompulsoryBytes,
            AllocatedBytes = allocated,
        };
    }

    private static long Allocated(Func<double> call)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        call();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>The peers in this process.</summary>
    private Dictionary<Peer, ISide> Peers(Sides sides)
    {
        Dictionary<Peer, ISide> all = [];
        Add(Peer.Dynamic, sides.Dynamic);
        Add(Peer.Scalar, sides.Scalar);
        Add(Peer.TensorPrimitives, sides.TensorPrimitives);
        return all;

        void Add(Peer peer, Func<double>? call)
        {
            if (call is not null && peers.Contains(peer))
            {
                all[peer] = new InProcessSide(() => call());
            }
        }
    }
}
