using Spectre.Console;

namespace CeGen.Conformance;

/// <summary>Tables as plain text, the same on a terminal and in a file.</summary>
internal static class PlainTable
{
    private const int Columns = 120;

    /// <summary>A table of columns of text and columns of numbers.</summary>
    public static Table Of(IEnumerable<string> texts, IEnumerable<string> numbers)
    {
        Table table = new Table().Border(TableBorder.Markdown);
        foreach (string text in texts)
        {
            table.AddColumn(new TableColumn(text).NoWrap());
        }

        foreach (string number in numbers)
        {
            table.AddColumn(new TableColumn(number).RightAligned().NoWrap());
        }

        return table;
    }

    public static void Write(Table table, TextWriter output)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = Columns;
        console.Profile.Capabilities.Unicode = false;
        console.Write(table);
    }
}
