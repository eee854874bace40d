using System.Text.Json;

namespace CeGen.Testing;

/// <summary>Reads conformance files.</summary>
public static class ConformanceFile
{
    /// <summary>The names of the files that were copied beside the tests.</summary>
    public static IReadOnlyList<string> Copies { get; } =
        [.. Directory.EnumerateFiles(Folder, "*.json").Select(p => Path.GetFileName(p)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Conformance");

    /// <summary>Reads a file that was copied beside the tests.</summary>
    public static IReadOnlyList<ConformanceCase> ReadCopy(string name) => Read(Path.Combine(Folder, name));

    /// <exception cref="ConformanceFileException">The file cannot be read, or is not of the format.</exception>
    public static IReadOnlyList<ConformanceCase> Read(string path)
    {
        try
        {
            using FileStream stream = File.OpenRead(path);
            using JsonDocument document = JsonDocument.Parse(stream);
            return Read(path, document.RootElement);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new ConformanceFileException($"{path} cannot be read: {e.Message}", e);
        }
    }

    private static List<ConformanceCase> Read(string path, JsonElement root)
    {
        JsonElement list = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("cases", out JsonElement cases) ? cases : root;
        if (list.ValueKind != JsonValueKind.Array || list.GetArrayLength() == 0)
        {
            throw new ConformanceFileException($"{path} has no cases; expected an object with a list named 'cases'.");
        }

        List<ConformanceCase> result = [];
        foreach (JsonElement element in list.EnumerateArray())
        {
            string location = $"{Path.GetFileName(path)}, case {result.Count}";
            string name = NameOf(element) ?? "unnamed";
            try
            {
                result.Add(CaseReader.Read(name, new CaseFields(element)) with { Location = location });
            }
            catch (Exception e) when (e is FormatException or OverflowException or InvalidOperationException)
            {
                throw new ConformanceFileException($"{name} ({location}): {e.Message}", e);
            }
        }

        return result;
    }

    private static string? NameOf(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("name", out JsonElement name) && name.ValueKind != JsonValueKind.Null
            ? name.ToString()
            : null;
}
