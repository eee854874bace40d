using Spectre.Console;
using static System.FormattableString;

namespace NextCharacter;

/// <summary>What the program prints after training.</summary>
internal static class Report
{
    private const int Shown = 12;

    /// <summary>The losses beside their bounds. The entropies are those given no character before, one, two and so on.</summary>
    public static void ShowLosses(double[] trainingEntropies, double[] heldOutEntropies, double trainingLoss, double heldOutLoss)
    {
        // Lines and colours are for terminals; a file gets plain text.
        bool isPlain = Console.IsOutputRedirected;
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = isPlain ? AnsiSupport.No : AnsiSupport.Detect });
        Table table = new() { Border = isPlain ? TableBorder.None : TableBorder.Rounded };
        table.AddColumns("nats (bits) per character", "training words", "held-out words");
        table.AddRow(Invariant($"even guesses: log {Alphabet.Size}"), NatsAndBits(Entropy.Uniform), NatsAndBits(Entropy.Uniform));
        for (int length = 0; length < trainingEntropies.Length; length++)
        {
            string name = length == 0 ? "entropy of a character" : Invariant($"  given the last {length}");
            table.AddRow(name, NatsAndBits(trainingEntropies[length]), NatsAndBits(heldOutEntropies[length]));
        }

        table.AddRow(Invariant($"model, given the last {Examples.ContextLength}"), NatsAndBits(trainingLoss), NatsAndBits(heldOutLoss));
        console.Write(table);
    }

    /// <summary>Words from nothing but the model, and how many of them are new.</summary>
    public static void ShowMadeUp(Model model, IReadOnlySet<string> known)
    {
        string[] words = [.. Enumerable.Range(0, 1000).Select(_ => model.MakeUp())];
        string[] made = [.. words.Where(word => !known.Contains(word))];
        Console.WriteLine(Invariant($"Of {words.Length} words that the model made up, {made.Length} are not in the list:"));
        Console.WriteLine("  " + string.Join(' ', made.Take(Shown)));
    }

    /// <summary>The words of the least and of the largest mean loss.</summary>
    public static void ShowSurprise(string[] words, float[] losses)
    {
        int start = 0;
        double[] means = new double[words.Length];
        for (int i = 0; i < words.Length; i++)
        {
            int length = words[i].Length + 1;
            means[i] = losses.AsSpan(start, length).ToArray().Average();
            start += length;
        }

        string[] sorted = [.. words];
        Array.Sort(means, sorted);
        Console.WriteLine("Held-out words that surprise it least:");
        Console.WriteLine("  " + string.Join(' ', sorted.Take(Shown)));
        Console.WriteLine("and most:");
        Console.WriteLine("  " + string.Join(' ', sorted.Reverse().Take(Shown)));
    }

    private static string NatsAndBits(double nats) => Invariant($"{nats:F3} ({nats / Math.Log(2):F3})");
}
