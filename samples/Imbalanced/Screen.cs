using Spectre.Console;

namespace Imbalanced;

/// <summary>Tables and lines on a terminal; plain text, without colours and with frames of ASCII, where the output is none.</summary>
internal static class Screen
{
    // What the widest table takes. Where there is less room, columns stand close together.
    private const int RoomyWidth = 110;

    private static readonly IAnsiConsole Target = Create();

    public static void Line(string text = "") => Target.WriteLine(text);

    /// <param name="title">A line above the table.</param>
    /// <param name="columns">Their headers; the first column is a name, the others numbers.</param>
    /// <param name="rows">A text for each column.</param>
    public static void Table(string title, string[] columns, IEnumerable<string[]> rows)
    {
        Table table = new() { Border = Target.Profile.Capabilities.Unicode ? TableBorder.Rounded : TableBorder.Ascii };
        foreach (string column in columns)
        {
            TableColumn added = new TableColumn(column) { Alignment = column == columns[0] ? Justify.Left : Justify.Right };
            table.AddColumn(Target.Profile.Width < RoomyWidth ? added.Padding(0, 0) : added);
        }

        foreach (string[] row in rows)
        {
            table.AddRow([.. row.Select(cell => new Text(cell))]);
        }

        Line(title);
        Target.Write(table);
        Line();
    }

    private static IAnsiConsole Create()
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings());
        if (Console.IsOutputRedirected)
        {
            console.Profile.Width = RoomyWidth;
            console.Profile.Capabilities.Unicode = false;
        }

        return console;
    }
}
