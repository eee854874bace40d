using CeGen.Testing;

namespace CeGen.Conformance.Tests;

/// <summary>A conformance file of its own for a test.</summary>
internal sealed class CaseFile : IDisposable
{
    /// <summary>A case that every kernel agrees with.</summary>
    public const string RightCase = """
        { "name": "right", "loss": "cross_entropy", "shape": [1, 2], "reduction": "sum", "logits": [0, 0], "targets": [1],
          "expectedLoss": [0.6931471805599453], "expectedGradient": [0.5, -0.5] }
        """;

    private CaseFile(string text) => File.WriteAllText(Path, text);

    public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"cegen-{Guid.NewGuid():N}.json");

    public static CaseFile Of(params string[] cases) => new($$"""{ "reference": "by hand", "cases": [{{string.Join(",\n", cases)}}] }""");

    public static CaseFile OfText(string text) => new(text);

    /// <summary>Reads one case.</summary>
    public static ConformanceCase Read(string text)
    {
        using CaseFile file = Of(text);
        return Assert.Single(ConformanceFile.Read(file.Path));
    }

    public void Dispose() => File.Delete(Path);
}
