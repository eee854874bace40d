using Spectre.Console;

namespace CeGen.Benchmarks;

/// <summary>Tables as plain text, the same on a terminal and in a file.</summary>
internal static class PlainTable
{
    /// <summary>A table of columns of text and columns of numbers.</summary>
    public static Table Of(IEnumerable<string> texts, IEnumerable<string> numbers)
    {
        Table table = new Table().Border(TableBorder.Markdown);
        foreach (string text in texts)
        {
            table.AddColumn(new TableColumn(Markup.Escape(text)).NoWrap());
        }

        foreach (string number in numbers)
        {
            table.AddColumn(new TableColumn(Markup.Escape(number)).RightAligned().NoWrap());
        }

        return table;
    }

    public static Table Row(this Table table, params IEnumerable<string> cells) => table.AddRow([.. cells.Select(Markup.Escape)]);
}
