using System.Text;
using Spectre.Console;
using static System.FormattableString;

namespace QuickStart;

/// <summary>Draws the losses over the epochs, on a logarithmic scale.</summary>
internal static class LossChart
{
    private const int Rows = 12;
    private const int LabelWidth = 7;

    private static readonly string[] Colours = ["deepskyblue1", "orange1"];
    private static readonly char[] Letters = ['.', 'o'];

    public static void Show(Screen screen, IReadOnlyList<Epoch> epochs)
    {
        int columns = Math.Max(10, screen.Width - LabelWidth - 3);
        LossScale scale = new(epochs.SelectMany(epoch => new[] { epoch.TrainLoss, epoch.TestLoss }), Rows);
        Raster raster = new(columns, Rows, screen.IsUnicode);
        Draw(raster, scale, 0, [.. epochs.Select(epoch => epoch.TrainLoss)]);
        Draw(raster, scale, 1, [.. epochs.Select(epoch => epoch.TestLoss)]);

        string train = screen.IsUnicode ? "━" : Letters[0].ToString();
        string test = screen.IsUnicode ? "━" : Letters[1].ToString();
        screen.Line($"Loss after each epoch: [{Colours[0]}]{train} train[/]  [{Colours[1]}]{test} test[/]");
        string[] labels = Labels(raster, scale);
        for (int row = 0; row < Rows; row++)
        {
            screen.Line(Row(screen, labels[row], raster.Row(row, Letters)));
        }

        string line = screen.IsUnicode ? "└" + new string('─', columns) : "+" + new string('-', columns);
        screen.Line($"{new string(' ', LabelWidth + 1)}{line}");
        string last = epochs.Count > 1 ? Invariant($"{epochs.Count}") : "";
        screen.Line($"{"epoch",LabelWidth}  1{last.PadLeft(columns - 1)}".TrimEnd());
    }

    private static void Draw(Raster raster, LossScale scale, int series, float[] losses)
    {
        (int X, int Y) Dot(int i) => (
            (int)((long)i * (raster.Width - 1) / Math.Max(1, losses.Length - 1)),
            DotRow(raster, scale, losses[i]));

        for (int i = 0; i < losses.Length; i++)
        {
            raster.Line(Dot(Math.Max(0, i - 1)), Dot(i), series);
        }
    }

    private static string[] Labels(Raster raster, LossScale scale)
    {
        string[] labels = [.. Enumerable.Repeat("", Rows)];
        foreach (double tick in scale.Ticks)
        {
            labels[DotRow(raster, scale, tick) / raster.DotsDown] = Invariant($"{tick:0.########}");
        }

        return labels;
    }

    private static int DotRow(Raster raster, LossScale scale, double loss) => (int)Math.Round((1 - scale.Place(loss)) * (raster.Height - 1));

    private static string Row(Screen screen, string label, IEnumerable<(int Series, char Character)> places)
    {
        string axis = (screen.IsUnicode, label.Length > 0) switch
        {
            (true, true) => "┤",
            (true, false) => "│",
            (false, true) => "+",
            (false, false) => "|",
        };
        StringBuilder row = new(label.PadLeft(LabelWidth));
        row.Append(' ').Append(axis);
        foreach ((int series, char character) in places)
        {
            row.Append(character == ' ' ? " " : $"[{Colours[series]}]{character}[/]");
        }

        return row.ToString().TrimEnd();
    }
}
