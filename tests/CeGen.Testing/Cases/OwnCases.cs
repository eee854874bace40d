namespace CeGen.Testing;

/// <summary>The cases of the files that were copied beside the tests, by name and place.</summary>
public static class OwnCases
{
    public static IReadOnlyDictionary<string, ConformanceCase> ByName { get; } =
        ConformanceFile.Copies.SelectMany(ConformanceFile.ReadCopy).ToDictionary(c => c.ToString());
}
