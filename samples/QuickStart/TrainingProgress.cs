using Spectre.Console;
using static System.FormattableString;

namespace QuickStart;

/// <summary>Shows the epochs while they come: as a progress bar, or as some lines of plain text.</summary>
internal static class TrainingProgress
{
    private const int MostPlainLines = 10;

    public static List<Epoch> Show(Screen screen, IEnumerable<Epoch> epochs, int count, CancellationToken cancellation) =>
        screen.IsPlain ? ShowLines(screen, epochs, count, cancellation) : ShowBar(screen, epochs, count, cancellation);

    private static List<Epoch> ShowLines(Screen screen, IEnumerable<Epoch> epochs, int count, CancellationToken cancellation)
    {
        List<Epoch> shown = [];
        int every = (count + MostPlainLines - 1) / MostPlainLines;
        foreach (Epoch epoch in epochs)
        {
            cancellation.ThrowIfCancellationRequested();
            shown.Add(epoch);
            if (epoch.Number == 1 || epoch.Number % every == 0 || epoch.Number == count)
            {
                screen.Line(Describe(epoch, count));
            }
        }

        return shown;
    }

    private static List<Epoch> ShowBar(Screen screen, IEnumerable<Epoch> epochs, int count, CancellationToken cancellation) =>
        screen.Console.Progress()
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn())
            .Start(context =>
            {
                List<Epoch> shown = [];
                ProgressTask task = context.AddTask("training", maxValue: count);
                foreach (Epoch epoch in epochs)
                {
                    // Thrown in here, so that the progress bar gives the cursor back.
                    cancellation.ThrowIfCancellationRequested();
                    shown.Add(epoch);
                    task.Description = Describe(epoch, count);
                    task.Value = epoch.Number;
                }

                return shown;
            });

    private static string Describe(Epoch epoch, int count)
    {
        int digits = Invariant($"{count}").Length;
        string number = Invariant($"{epoch.Number}").PadLeft(digits);
        return Invariant($"epoch {number}/{count}  train loss {epoch.TrainLoss:F4}  test loss {epoch.TestLoss:F4}");
    }
}
