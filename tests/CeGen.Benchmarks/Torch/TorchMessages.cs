using System.Text.Json.Serialization;

namespace CeGen.Benchmarks;

/// <summary>Asks the child to prepare a workload.</summary>
internal sealed record TorchRequest(string Type, int[] Shape, string Targets, double Smoothing, double[]? Weights, bool ForwardOnly, bool Masked, int Threads)
{
    public static TorchRequest Of(Workload workload, int threads)
    {
        (Shape shape, LossOptions options) = (workload.Shape, workload.Options);
        int[] sizes = options.Layout == ClassLayout.ClassFirst ? [shape.Batch, shape.Classes, shape.Spatial] : [shape.Batch, shape.Classes];
        return new TorchRequest(
            workload.Type, sizes, options.Targets.ToString(), options.LabelSmoothing, options.ClassWeights, options.IsForwardOnly, options.IsMasked, threads);
    }
}

/// <summary>Asks the child to run the prepared workload.</summary>
internal sealed record TorchRun(int Repetitions);

/// <summary>What the child says: first of itself, then of each request.</summary>
internal sealed record TorchAnswer(string? Error, string? Version, string? Capability, double Milliseconds);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(TorchRequest))]
[JsonSerializable(typeof(TorchRun))]
[JsonSerializable(typeof(TorchAnswer))]
internal sealed partial class TorchContext : JsonSerializerContext;
