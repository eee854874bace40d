using System.Text.Json;

namespace CeGen.Testing;

/// <summary>One case of <c>cross_entropy.json</c>, computed by PyTorch in float64.</summary>
/// <param name="Name">The case's name.</param>
/// <param name="Shape">The shape of the logits in PyTorch's order: the class axis is 1, or 0 if the rank is 1.</param>
/// <param name="TargetKind"><c>index</c> or <c>probability</c>.</param>
/// <param name="Targets">The targets; class indices are whole numbers.</param>
/// <param name="Upstream">The upstream gradients: one per row with <see cref="Reduction.None"/>, else one.</param>
/// <param name="ExpectedLoss">The losses: one per row with <see cref="Reduction.None"/>, else one.</param>
public sealed record ConformanceCase(
    string Name,
    string Loss,
    int[] Shape,
    string TargetKind,
    Reduction Reduction,
    double LabelSmoothing,
    long IgnoreIndex,
    double[]? Weights,
    double[] Logits,
    double[] Targets,
    double[] Upstream,
    double[] ExpectedLoss,
    double[] ExpectedGradient)
{
    public int Classes => Shape.Length == 1 ? Shape[0] : Shape[1];

    /// <summary>Whether it is a plain table of rows with class indices: no class weights, nothing behind the class axis.</summary>
    public bool IsIndexRows => Loss == "cross_entropy" && TargetKind == "index" && Weights is null && Shape.Length <= 2;

    public override string ToString() => Name;

    /// <summary>Reads a file that was copied beside the tests.</summary>
    public static IReadOnlyList<ConformanceCase> Read(string fileName)
    {
        using JsonDocument document = JsonFiles.Open(fileName);
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(Read)];
    }

    private static ConformanceCase Read(JsonElement c) => new(
        c.GetProperty("name").GetString()!,
        c.GetProperty("loss").GetString()!,
        [.. c.GetProperty("shape").EnumerateArray().Select(e => e.GetInt32())],
        c.TryGetProperty("targetKind", out JsonElement kind) ? kind.GetString()! : "index",
        Enum.Parse<Reduction>(c.GetProperty("reduction").GetString()!, ignoreCase: true),
        c.TryGetProperty("labelSmoothing", out JsonElement smoothing) ? smoothing.GetDouble() : 0,
        c.TryGetProperty("ignoreIndex", out JsonElement index) && index.ValueKind == JsonValueKind.Number ? index.GetInt64() : -100,
        c.GetProperty("weights").ValueKind == JsonValueKind.Null ? null : JsonFiles.Numbers(c, "weights"),
        JsonFiles.Numbers(c, "logits"),
        JsonFiles.Numbers(c, "targets"),
        JsonFiles.Numbers(c, "upstream"),
        JsonFiles.Numbers(c, "expectedLoss"),
        JsonFiles.Numbers(c, "expectedGradient"));
}

/// <summary>One row of <c>exact.json</c>, computed with 60 digits.</summary>
public sealed record ExactCase(string Name, double[] Logits, int Target, double Loss, double[] Gradient)
{
    /// <summary>normal, offset, sure, confident or wide.</summary>
    public string Family => Name[..Name.IndexOf('_')];

    public override string ToString() => Name;

    public static IReadOnlyList<ExactCase> Read()
    {
        using JsonDocument document = JsonFiles.Open("exact.json");
        return
        [
            .. document.RootElement.GetProperty("cases").EnumerateArray().Select(c => new ExactCase(
                c.GetProperty("name").GetString()!,
                JsonFiles.Numbers(c, "logits"),
                c.GetProperty("target").GetInt32(),
                c.GetProperty("loss").GetDouble(),
                JsonFiles.Numbers(c, "gradient"))),
        ];
    }
}

internal static class JsonFiles
{
    public static JsonDocument Open(string fileName) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Conformance", fileName)));

    public static double[] Numbers(JsonElement owner, string name) => [.. owner.GetProperty(name).EnumerateArray().Select(Number)];

    private static double Number(JsonElement e) => e.ValueKind == JsonValueKind.Number ? e.GetDouble() : e.GetString() switch
    {
        "NaN" => double.NaN,
        "Infinity" => double.PositiveInfinity,
        "-Infinity" => double.NegativeInfinity,
        string other => throw new FormatException($"'{other}' is no number."),
        null => throw new FormatException("A number is null."),
    };
}
