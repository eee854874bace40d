using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using BenchmarkDotNet.Running;

namespace CeGen.Benchmarks;

/// <summary>The commands of the program.</summary>
internal static class Commands
{
    /// <summary>Runs what the command line says.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static int Run(string[] arguments, Screen screen, TextWriter output, TextWriter error)
    {
        RootCommand root = new("Measures CeGen: its speed beside that of its peers, the exactness of its vector math, first calls, and the generator.")
        {
            CompareArguments.Create(options => CompareCommand.Run(options, screen)),
            Quick("accuracy", "Compares exp, log and log1p with more digits: every float, and many doubles.", isQuick => AccuracyCommand.Run(isQuick, screen)),
            FirstCall(screen, output),
            Quick("generator", "Times the generator over 1, 100 and 1,000 methods, and again after edits.", isQuick => GeneratorCommand.Run(isQuick, screen)),
            ForBenchmarkDotNet(),
        };
        ParseResult parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction)
        {
            error.WriteLine(Describe(parsed));
            return ExitCode.WrongInput;
        }

        return parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = error });
    }

    private static string Describe(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string expected = string.Join(", ", [.. command.Subcommands.Select(c => c.Name), .. command.Options.Where(o => !o.Hidden).Select(o => o.Name)]);
        if (parsed.UnmatchedTokens.Count > 0)
        {
            return $"Unknown argument '{parsed.UnmatchedTokens[0]}'; expected {expected} or --help.";
        }

        ParseError error = parsed.Errors[0];
        return error.SymbolResult switch
        {
            OptionResult { Tokens.Count: 0 } option => $"The option {option.Option.Name} has no value; expected {option.Option.Name} {option.Option.HelpName}, or --help.",
            CommandResult { Command: RootCommand } => $"The command is missing; expected {expected}.",
            _ => error.Message,
        };
    }

    /// <summary>A command that can be had quick, and has no other option.</summary>
    private static Command Quick(string name, string description, Func<bool, int> run)
    {
        Option<bool> quick = new("--quick") { Description = "Takes less time and tells less." };
        Command command = new(name, description) { quick };
        command.SetAction(parsed => run(parsed.GetValue(quick)));
        return command;
    }

    private static Command FirstCall(Screen screen, TextWriter output)
    {
        Option<string> child = new(FirstCallCommand.ChildOption) { Hidden = true };
        Option<bool> quick = new("--quick") { Description = "One sample of each instead of five." };
        Command command = new("first-call", "Times the first call of each kernel in a new process, and tells the size of its native code.") { child, quick };
        command.SetAction(parsed => parsed.GetValue(child) is { } kernel
            ? FirstCallChild.Run(kernel, output)
            : FirstCallCommand.Run(parsed.GetValue(quick), screen));
        return command;
    }

    private static Command ForBenchmarkDotNet()
    {
        Command command = new("benchmarkdotnet", "Runs the workloads with BenchmarkDotNet; what follows are its own options.") { TreatUnmatchedTokensAsErrors = false };
        command.SetAction(parsed =>
        {
            BenchmarkSwitcher.FromTypes([typeof(LossBenchmarks)]).Run([.. parsed.UnmatchedTokens]);
            return ExitCode.Done;
        });
        return command;
    }
}
