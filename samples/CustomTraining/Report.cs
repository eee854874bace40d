using Spectre.Console;
using static System.FormattableString;

namespace CustomTraining;

/// <summary>A table on a terminal; the same in ASCII where the output is none.</summary>
internal static class Report
{
    public static void ShowDivisors(Batch<float> batch, int size, Objective<float> objective)
    {
        Table table = new() { Border = Console.IsOutputRedirected ? TableBorder.Ascii : TableBorder.Rounded };
        table.AddColumns("micro-batch", "rows", "labelled", "their weights", "averaged means", "right");
        Batch<float>[] parts = [.. batch.Split(size)];
        foreach ((int index, Batch<float> part) in parts.Index())
        {
            float divisor = objective.Divisor(part.Targets);
            table.AddRow(
                $"{index + 1}",
                $"{part.Targets.Length}",
                $"{part.LabelledCount}",
                Invariant($"{divisor:F3}"),
                Invariant($"{parts.Length * divisor:F3}"),
                Invariant($"{objective.Divisor(batch.Targets):F3}"));
        }

        Console.WriteLine("What the losses of a batch are divided by:");
        AnsiConsole.Write(table);
    }
}
