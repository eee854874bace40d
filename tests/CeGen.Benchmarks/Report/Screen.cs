using Spectre.Console;

namespace CeGen.Benchmarks;

/// <summary>Where reports go: a terminal, with a progress bar, or plain text.</summary>
internal sealed class Screen
{
    /// <summary>Tables do not break their lines in a file.</summary>
    private const int PlainColumns = 200;

    private readonly TextWriter _output;
    private readonly IAnsiConsole? _terminal;

    private Screen(TextWriter output, IAnsiConsole? terminal)
    {
        _output = output;
        _terminal = terminal;
    }

    public static Screen Create()
    {
        if (Console.IsOutputRedirected)
        {
            return new Screen(Console.Out, null);
        }

        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings());
        return new Screen(Console.Out, console.Profile.Capabilities is { Interactive: true, Ansi: true } ? console : null);
    }

    /// <summary>Plain text into a writer.</summary>
    public static Screen Plain(TextWriter output) => new(output, null);

    public void Line(string text = "") => _output.WriteLine(text);

    public void Table(Table table)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(_output),
        });
        console.Profile.Width = PlainColumns;
        console.Profile.Capabilities.Unicode = false;
        console.Write(table);
    }

    /// <summary>Does one thing after the other, and tells how far it is: in a bar, or in a line for each that is done.</summary>
    public IReadOnlyList<TResult> Progress<TItem, TResult>(IReadOnlyList<TItem> items, Func<TItem, string> describe, Func<TItem, TResult> run)
    {
        if (_terminal is null)
        {
            return [.. items.Select((item, i) =>
            {
                TResult result = run(item);
                Line(FormattableString.Invariant($"{i + 1}/{items.Count} {describe(item)}"));
                return result;
            })];
        }

        return _terminal.Progress()
            .AutoClear(true)
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new TaskDescriptionColumn())
            .Start(context =>
            {
                ProgressTask task = context.AddTask("starting", maxValue: items.Count);
                List<TResult> results = [];
                foreach (TItem item in items)
                {
                    task.Description = Markup.Escape(describe(item));
                    results.Add(run(item));
                    task.Increment(1);
                }

                return results;
            });
    }
}
