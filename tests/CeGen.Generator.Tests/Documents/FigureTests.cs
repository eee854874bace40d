namespace CeGen.Generator.Tests.Documents;

/// <summary>The figures of the README are those of the documents that they are taken from.</summary>
public sealed class FigureTests
{
    [Fact]
    public void The_times_are_those_of_the_performance_document()
    {
        Dictionary<string, string[]> measured = Rows("docs/performance.md", "workload");
        Dictionary<string, string[]> shown = Rows("README.md", "N × C");

        Assert.True(shown.Count >= 5);
        Assert.All(shown, row =>
        {
            // generated, floor and what it is, × floor, dynamic, scalar, TensorPrimitives, PyTorch
            string[] m = measured[row.Key];
            Assert.Equal([m[0], m[1].Split(' ')[0], m[5], m[6]], row.Value);
        });
    }

    [Fact]
    public void The_errors_are_those_of_the_numerics_document()
    {
        IEnumerable<string[]> measured = Lines("docs/numerics.md", "family");
        Dictionary<string, string[]> shown = Rows("README.md", "logits");

        Assert.True(shown.Count >= 5);
        Assert.All(shown, row =>
        {
            string[] m = measured.Single(m => m[0] == row.Key.Split(':')[0] && m[1] == "float");
            Assert.Equal([m[2], m[4]], row.Value);
        });
    }

    /// <summary>The rows of a table by their first cell.</summary>
    private static Dictionary<string, string[]> Rows(string document, string firstColumn) => Lines(document, firstColumn).ToDictionary(r => r[0], r => r[1..]);

    /// <summary>The rows of the only table whose first column has a name.</summary>
    private static IEnumerable<string[]> Lines(string document, string firstColumn)
    {
        string text = DocumentFiles.Read(document);
        string table = Assert.Single(text.Split("\n\n"), t => t.StartsWith($"| {firstColumn} |", StringComparison.Ordinal));
        return table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).Select(l => l.Split('|')[1..^1].Select(c => c.Trim()).ToArray());
    }
}
