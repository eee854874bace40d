using System.Text.Json;

namespace CeGen.Testing;

/// <summary>One case of <c>binary_cross_entropy.json</c>, computed by PyTorch in float64.</summary>
/// <param name="Name">The case's name.</param>
/// <param name="Shape">(N, L).</param>
/// <param name="Weights">Label weights of length L or N·L.</param>
/// <param name="PositiveWeights">Positive weights of length L or N·L.</param>
/// <param name="Upstream">The upstream gradients: one per element with <see cref="Reduction.None"/>, else one.</param>
/// <param name="ExpectedLoss">The losses: one per element with <see cref="Reduction.None"/>, else one.</param>
public sealed record BinaryConformanceCase(
    string Name,
    int[] Shape,
    Reduction Reduction,
    double[]? Weights,
    double[]? PositiveWeights,
    double[] Logits,
    double[] Targets,
    double[] Upstream,
    double[] ExpectedLoss,
    double[] ExpectedGradient)
{
    public int Labels => Shape[1];

    public static IReadOnlyList<BinaryConformanceCase> Read()
    {
        using JsonDocument document = JsonFiles.Open("binary_cross_entropy.json");
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(Read)];
    }

    private static BinaryConformanceCase Read(JsonElement c) => new(
        c.GetProperty("name").GetString()!,
        [.. c.GetProperty("shape").EnumerateArray().Select(e => e.GetInt32())],
        Enum.Parse<Reduction>(c.GetProperty("reduction").GetString()!, ignoreCase: true),
        NumbersOrNull(c, "weights"),
        NumbersOrNull(c, "positiveWeights"),
        JsonFiles.Numbers(c, "logits"),
        JsonFiles.Numbers(c, "targets"),
        JsonFiles.Numbers(c, "upstream"),
        JsonFiles.Numbers(c, "expectedLoss"),
        JsonFiles.Numbers(c, "expectedGradient"));

    private static double[]? NumbersOrNull(JsonElement c, string name) =>
        c.GetProperty(name).ValueKind == JsonValueKind.Null ? null : JsonFiles.Numbers(c, name);
}

/// <summary>One element of <c>exact_binary.json</c>, computed with 60 digits.</summary>
public sealed record ExactBinaryCase(string Name, double Logit, double Target, double Gamma, double Loss, double Gradient)
{
    /// <summary>normal, zero, sure, confident or far.</summary>
    public string Family => Name[..Name.IndexOf('_')];

    public static IReadOnlyList<ExactBinaryCase> Read()
    {
        using JsonDocument document = JsonFiles.Open("exact_binary.json");
        return
        [
            .. document.RootElement.GetProperty("cases").EnumerateArray().Select(c => new ExactBinaryCase(
                c.GetProperty("name").GetString()!,
                c.GetProperty("logit").GetDouble(),
                c.GetProperty("target").GetDouble(),
                c.GetProperty("gamma").GetDouble(),
                c.GetProperty("loss").GetDouble(),
                c.GetProperty("gradient").GetDouble())),
        ];
    }
}
