using System.Reflection;
using System.Text.RegularExpressions;

namespace CeGen.Conformance.Tests.Semantics;

/// <summary>docs/semantics.md and the tests tell of the same rows.</summary>
public sealed partial class DocumentTests
{
    private static readonly Match[] Lines =
        [.. Row().Matches(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "semantics.md")).Split("## Edge cases")[1]).Cast<Match>()];

    private static readonly string[] Rows = [.. Lines.Select(line => line.Groups["id"].Value)];

    /// <summary>The methods that are tests of a row.</summary>
    private static readonly (MethodInfo Method, string Id)[] Methods =
    [
        .. from method in typeof(DocumentTests).Assembly.GetTypes().SelectMany(t => t.GetMethods())
           let row = method.GetCustomAttribute<SemanticsRowAttribute>()
           where row is not null
           select (method, row.Id),
    ];

    private static string[] Tested => [.. AllRows.ById.Keys, .. Methods.Select(m => m.Id)];

    [Fact]
    public void Every_row_has_a_test_and_every_test_a_row()
    {
        Assert.Empty(Rows.Except(Tested));
        Assert.Empty(Tested.Except(Rows));
        Assert.NotEmpty(Rows);
    }

    [Fact]
    public void No_row_stands_twice()
    {
        Assert.Equal(Rows.Distinct(), Rows);
        Assert.Equal(Tested.Distinct(), Tested);
    }

    [Fact]
    public void What_is_marked_is_a_test() => Assert.All(Methods, m => Assert.NotNull(m.Method.GetCustomAttribute<FactAttribute>()));

    [Fact]
    public void A_row_has_a_case_and_tells_both_sides() => Assert.All(Lines, line =>
    {
        string[] cells = line.Value.Trim().Trim('|').Split('|');
        Assert.Equal(4, cells.Length);
        Assert.All(cells, cell => Assert.False(string.IsNullOrWhiteSpace(cell), line.Value));
    });

    /// <summary>A line of a table whose first cell is an id.</summary>
    [GeneratedRegex(@"^\| `(?<id>[a-z0-9]+(-[a-z0-9]+)*)` \|.*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Row();
}
