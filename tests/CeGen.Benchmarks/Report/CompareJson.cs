using System.Text.Json;
using System.Text.Json.Serialization;

namespace CeGen.Benchmarks;

/// <summary>The figures of a comparison as a file: nanoseconds per logit, and bytes.</summary>
internal static class CompareJson
{
    public static void Write(Stream stream, IReadOnlyList<CompareRow> rows, MachineInfo machine, TorchProcess? torch, bool isQuick) =>
        JsonSerializer.Serialize(
            stream,
            new CompareFile(machine, torch?.Version, torch?.Capability, isQuick, [.. rows.Select(CompareFileRow.Of)]),
            CompareFileContext.Default.CompareFile);
}

/// <summary>The whole file.</summary>
internal sealed record CompareFile(MachineInfo Machine, string? TorchVersion, string? TorchCapability, bool Quick, IReadOnlyList<CompareFileRow> Rows);

/// <summary>A workload: medians, null where nothing was measured.</summary>
internal sealed record CompareFileRow(
    string Workload,
    string Type,
    int Classes,
    int Batch,
    int Spatial,
    int Threads,
    string Isa,
    double Generated,
    double Floor,
    string FloorKind,
    double? Dynamic,
    double? Scalar,
    double? TensorPrimitives,
    double? Torch,
    long AllocatedBytes)
{
    /// <summary>10⁹ bytes per second.</summary>
    public required double GigabytesPerSecond { get; init; }

    /// <summary>What the floor was chosen from.</summary>
    public required IReadOnlyDictionary<string, double> Floors { get; init; }

    /// <summary>Interquartile ranges, by the name of the side.</summary>
    public required IReadOnlyDictionary<string, double> InterquartileRanges { get; init; }

    public static CompareFileRow Of(CompareRow row)
    {
        Floor floor = row.Floor;
        Shape shape = row.Workload.Shape;
        return new CompareFileRow(
            row.Workload.Name,
            row.Workload.Type,
            shape.Classes,
            shape.Batch,
            shape.Spatial,
            row.Threads,
            CompareRow.Isa,
            row.Generated.Median,
            floor.Value,
            Benchmarks.Floor.NameOf(floor.Kind),
            Median(Peer.Dynamic),
            Median(Peer.Scalar),
            Median(Peer.TensorPrimitives),
            Median(Peer.Torch),
            row.AllocatedBytes)
        {
            GigabytesPerSecond = row.GigabytesPerSecond,
            Floors = AllFloors().ToDictionary(f => f.Name, f => f.Time.Median),
            InterquartileRanges = AllFloors()
                .Concat(row.Peers.Select(p => (Name: NameOf(p.Key), Time: p.Value)))
                .Prepend((Name: "generated", Time: row.Generated))
                .ToDictionary(s => s.Name, s => s.Time.Range),
        };

        double? Median(Peer peer) => row.Peers.TryGetValue(peer, out Spread time) ? time.Median : null;

        IEnumerable<(string Name, Spread Time)> AllFloors() =>
            row.Move.Select(m => (Benchmarks.Floor.NameOf(m.Key), m.Value)).Prepend((Benchmarks.Floor.NameOf(Benchmarks.FloorKind.Exp), row.Exp));
    }

    /// <summary>As the row's own field is called.</summary>
    private static string NameOf(Peer peer) => JsonNamingPolicy.CamelCase.ConvertName(peer.ToString());
}

[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CompareFile))]
internal sealed partial class CompareFileContext : JsonSerializerContext;
