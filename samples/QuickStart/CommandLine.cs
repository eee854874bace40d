using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Globalization;
using static System.FormattableString;

namespace QuickStart;

/// <summary>The options of the command line, and the sentences about wrong ones.</summary>
internal static class CommandLine
{
    private const int MostEpochs = 10_000;

    private static readonly Option<int> Epochs = new("--epochs")
    {
        Description = Invariant($"How often training goes through the data, from 1 to {MostEpochs}."),
        HelpName = "N",
        DefaultValueFactory = _ => 30,
        CustomParser = argument => ParseNumber(argument, 1, MostEpochs),
    };

    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "Decides the split, the first weights and the order of the batches. A run with the same seed gives the same numbers.",
        HelpName = "N",
        DefaultValueFactory = _ => 42,
        CustomParser = argument => ParseNumber(argument, 0, int.MaxValue),
    };

    private static readonly Option<double> LabelSmoothing = new("--label-smoothing")
    {
        Description = "Which of the two losses to train with: without label smoothing, or with 0.1.",
        HelpName = "0|0.1",
        DefaultValueFactory = _ => 0,
        CustomParser = ParseLabelSmoothing,
    };

    private static readonly Option<bool> Plain = new("--plain")
    {
        Description = "Prints plain lines only: no colours, no progress bar. This is the default where the output is no terminal.",
        Arity = ArgumentArity.Zero,
    };

    private static readonly Option<string> Data = new("--data")
    {
        Description = "Reads the digits from another file: 64 pixels from 0 to 16 and the class from 0 to 9 a line, parted by commas.",
        HelpName = "FILE",
    };

    /// <summary>What each option takes, as a wrong value is told.</summary>
    private static readonly Dictionary<Option, string> Expected = new()
    {
        [Epochs] = Invariant($"a whole number from 1 to {MostEpochs}"),
        [Seed] = Invariant($"a whole number from 0 to {int.MaxValue}"),
        [LabelSmoothing] = string.Join(" or ", Objective.LabelSmoothings.Select(smoothing => Invariant($"{smoothing}"))),
        [Plain] = "no value",
        [Data] = "the path of a CSV file",
    };

    /// <summary>Runs the program, or prints the help.</summary>
    /// <exception cref="UserErrorException">The command line is wrong.</exception>
    public static int Run(string[] arguments, Func<Options, int> program)
    {
        RootCommand command = new("Trains a small network on handwritten digits with a cross entropy that CeGen generates.");
        foreach (Option option in Expected.Keys)
        {
            command.Options.Add(option);
        }

        command.SetAction(result => program(new Options(
            result.GetValue(Epochs),
            result.GetValue(Seed),
            result.GetValue(LabelSmoothing),
            result.GetValue(Plain),
            result.GetValue(Data) ?? DigitsFile.DefaultPath)));

        ParseResult parsed = command.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction)
        {
            throw new UserErrorException(Describe(parsed));
        }

        // What goes wrong is told by the caller.
        return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private static string Describe(ParseResult parsed)
    {
        if (parsed.UnmatchedTokens.Count > 0)
        {
            string known = string.Join(", ", Expected.Keys.Select(option => option.Name));
            return $"Unknown argument {UserErrorException.Quote(parsed.UnmatchedTokens[0])}; expected {known} or --help.";
        }

        ParseError error = parsed.Errors[0];
        if (error.SymbolResult is OptionResult result && Expected.TryGetValue(result.Option, out string? expected))
        {
            string found = result.Tokens.Count == 0
                ? "has no value"
                : "is " + UserErrorException.Quote(string.Join(' ', result.Tokens.Select(token => token.Value)));
            return $"The option {result.Option.Name} {found}; expected {expected}.";
        }

        return error.Message;
    }

    private static int ParseNumber(ArgumentResult argument, int smallest, int largest)
    {
        if (int.TryParse(argument.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number >= smallest && number <= largest)
        {
            return number;
        }

        return Reject<int>(argument);
    }

    private static double ParseLabelSmoothing(ArgumentResult argument)
    {
        bool parsed = double.TryParse(
            argument.Tokens[0].Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double smoothing);
        return parsed && Objective.LabelSmoothings.Contains(smoothing) ? smoothing : Reject<double>(argument);
    }

    private static T Reject<T>(ArgumentResult argument)
        where T : struct
    {
        // The text is not shown: Describe words the errors of all options in one way.
        argument.AddError("wrong value");
        return default;
    }
}
