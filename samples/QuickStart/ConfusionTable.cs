using Spectre.Console;
using static System.FormattableString;

namespace QuickStart;

/// <summary>Shows which digits were taken for which.</summary>
internal static class ConfusionTable
{
    // Where it is narrower, the columns stand close together.
    private const int RoomyWidth = 64;

    public static void Show(Screen screen, int[,] confusion)
    {
        Table table = new()
        {
            Border = screen.IsUnicode ? TableBorder.Rounded : TableBorder.Ascii,
            UseSafeBorder = true,
        };
        table.AddColumn(Column(screen, "actual"));
        for (int predicted = 0; predicted < Digits.ClassCount; predicted++)
        {
            table.AddColumn(Column(screen, Invariant($"{predicted}")));
        }

        for (int actual = 0; actual < Digits.ClassCount; actual++)
        {
            int row = actual;
            table.AddRow([
                Invariant($"{row}"),
                .. Enumerable.Range(0, Digits.ClassCount).Select(predicted => Cell(confusion[row, predicted], row == predicted)),
            ]);
        }

        screen.Line("The digits of the test set (rows), by what they are taken for (columns):");
        screen.Write(table);
    }

    private static TableColumn Column(Screen screen, string header)
    {
        TableColumn column = new TableColumn(header).RightAligned().NoWrap();
        return screen.Width < RoomyWidth ? column.Padding(0, 0) : column;
    }

    private static string Cell(int count, bool correct) => (count, correct) switch
    {
        (0, _) => "[grey].[/]",
        (_, true) => Invariant($"[green]{count}[/]"),
        (_, false) => Invariant($"[red]{count}[/]"),
    };
}
