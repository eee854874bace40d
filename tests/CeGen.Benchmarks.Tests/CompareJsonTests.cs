using System.Text;
using System.Text.Json;

namespace CeGen.Benchmarks.Tests;

public sealed class CompareJsonTests
{
    [Fact]
    public void A_row_has_every_figure_in_nanoseconds_per_logit()
    {
        Workload workload = WorkloadList.All.Single(w => w.Name == "8x21x512x512 class first");
        var row = new CompareRow(workload, 2)
        {
            Generated = new Spread(0.5, 0.25, 1),
            Peers = new Dictionary<Peer, Spread> { [Peer.Dynamic] = new(1.5, 1, 2), [Peer.Torch] = new(4, 4, 4.5) },
            Exp = new Spread(0.125, 0.125, 0.125),
            Move = new Dictionary<FloorKind, Spread> { [FloorKind.Copy] = new(0.375, 0, 1), [FloorKind.NonTemporalCopy] = new(0.25, 0, 1) },
            CompulsoryBytes = 8L * workload.Shape.Logits,
            AllocatedBytes = 24,
        };

        using var stream = new MemoryStream();
        CompareJson.Write(stream, [row], MachineInfo.Current, torch: null, isQuick: true);
        using JsonDocument file = JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray()));
        JsonElement actual = Assert.Single(file.RootElement.GetProperty("rows").EnumerateArray());

        Assert.Equal(
            ["workload", "type", "classes", "batch", "spatial", "threads", "isa", "generated", "floor", "floorKind", "dynamic", "scalar", "tensorPrimitives", "torch", "allocatedBytes"],
            actual.EnumerateObject().Select(p => p.Name).Where(n => n is not ("gigabytesPerSecond" or "floors" or "interquartileRanges")));
        Assert.Equal("8x21x512x512 class first", actual.GetProperty("workload").GetString());
        Assert.Equal("float", actual.GetProperty("type").GetString());
        Assert.Equal([21, 8, 262144, 2], new[] { "classes", "batch", "spatial", "threads" }.Select(n => actual.GetProperty(n).GetInt32()));
        Assert.Equal(0.5, actual.GetProperty("generated").GetDouble());
        Assert.Equal(0.25, actual.GetProperty("floor").GetDouble());
        Assert.Equal("copy nt", actual.GetProperty("floorKind").GetString());
        Assert.Equal(1.5, actual.GetProperty("dynamic").GetDouble());
        Assert.Equal(JsonValueKind.Null, actual.GetProperty("scalar").ValueKind);
        Assert.Equal(4, actual.GetProperty("torch").GetDouble());
        Assert.Equal(24, actual.GetProperty("allocatedBytes").GetInt32());
        Assert.Equal(16, actual.GetProperty("gigabytesPerSecond").GetDouble());
        Assert.Equal(0.75, actual.GetProperty("interquartileRanges").GetProperty("generated").GetDouble());
        Assert.Equal(0.375, actual.GetProperty("floors").GetProperty("copy").GetDouble());
    }
}
