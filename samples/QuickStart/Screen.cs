using Spectre.Console;
using Spectre.Console.Rendering;

namespace QuickStart;

/// <summary>Where the report goes: a terminal with colours, or plain text.</summary>
internal sealed class Screen
{
    private const int MostColumns = 80;

    public Screen(bool plain)
    {
        if (plain)
        {
            LeaveTerminalAlone();
        }

        Console = AnsiConsole.Create(new AnsiConsoleSettings());
        Capabilities capabilities = Console.Profile.Capabilities;
        IsPlain = plain || System.Console.IsOutputRedirected || !capabilities.Interactive || !capabilities.Ansi;
        Console.Profile.Width = IsPlain ? MostColumns : Math.Min(MostColumns, Console.Profile.Width);

        // Plain text may go into a file that something else reads.
        capabilities.Unicode &= !IsPlain;
    }

    public IAnsiConsole Console { get; }

    public bool IsPlain { get; }

    public bool IsUnicode => Console.Profile.Capabilities.Unicode;

    public int Width => Console.Profile.Width;

    /// <summary>
    /// Keeps .NET from preparing the terminal for cursor keys, which it does with control codes before the first output. Call it before that.
    /// </summary>
    public static void LeaveTerminalAlone() => Environment.SetEnvironmentVariable("TERM", "dumb");

    public void Line(string markup = "") => Write(new Markup(markup + "\n"));

    public void Write(IRenderable content)
    {
        if (!IsPlain)
        {
            Console.Write(content);
            return;
        }

        // Not through Spectre's console: on a terminal without ANSI codes, that resets the colours, which is a code again.
        foreach (Segment segment in content.GetSegments(Console).Where(segment => !segment.IsControlCode))
        {
            System.Console.Out.Write(segment.Text);
        }
    }
}
