using System.CommandLine;
using System.CommandLine.Invocation;
using CeGen.Testing;

namespace CeGen.Conformance;

/// <summary>The command line: the files to run.</summary>
public static class CommandLine
{
    private static readonly Argument<string[]> Files = new("FILE")
    {
        Description = "Conformance files (JSON), such as those in tests/CeGen.Testing/Conformance.",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>Runs the program.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static int Run(string[] arguments, TextWriter output, TextWriter error)
    {
        RootCommand command = new("Runs every case of conformance files through generated kernels and through the dynamic ones, and compares.");
        command.Arguments.Add(Files);
        command.SetAction(parsed => Run(parsed.GetValue(Files)!, output));

        ParseResult result = command.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (result.Action is ParseErrorAction)
        {
            error.WriteLine($"{result.Errors[0].Message} Expected the names of one or more conformance files, or --help.");
            return ExitCode.WrongInput;
        }

        try
        {
            return result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = error });
        }
        catch (ConformanceFileException e)
        {
            error.WriteLine(e.Message);
            return ExitCode.WrongInput;
        }
    }

    private static int Run(string[] files, TextWriter output)
    {
        ConformanceCase[] cases = [.. files.SelectMany(ConformanceFile.Read)];
        return new Conformance(output).Run(cases) ? ExitCode.Passed : ExitCode.Failed;
    }
}
