using Spectre.Console;
using static System.FormattableString;

namespace Segmentation;

/// <summary>The table of what the classifier got right.</summary>
internal static class Report
{
    public static void ShowScores(Scores scores)
    {
        // Lines and colours are for terminals; a file gets plain text.
        bool isPlain = Console.IsOutputRedirected;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = isPlain ? AnsiSupport.No : AnsiSupport.Detect });
        Table table = new() { Border = isPlain ? TableBorder.None : TableBorder.Rounded };
        table.AddColumns(isPlain ? ["region", "pixels", "IoU"] : ["", "region", "pixels", "IoU"]);
        for (int region = 0; region < Region.Count; region++)
        {
            string[] cells = [Region.Names[region], Invariant($"{scores.Pixels[region]}"), Invariant($"{scores.IntersectionOverUnion[region]:F3}")];
            table.AddRow(isPlain ? cells : [$"[#{Region.Colours[region]:x6}]██[/]", .. cells]);
        }

        console.Write(table);
    }
}
