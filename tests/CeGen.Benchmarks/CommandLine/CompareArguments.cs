using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using static System.FormattableString;

namespace CeGen.Benchmarks;

/// <summary>The options of <c>compare</c>, and the sentences about wrong ones.</summary>
internal static class CompareArguments
{
    private const int MostThreads = 1024;

    private static readonly Option<Peer[]> Peers = new("--peers")
    {
        Description = $"What to compare with: {PeerNames}, parted by commas. All by default.",
        HelpName = "LIST",
        DefaultValueFactory = _ => Enum.GetValues<Peer>(),
        CustomParser = argument => ParseList<Peer>(argument, $"any of {PeerNames}", TryParsePeer),
    };

    private static readonly Option<int[]> Threads = new("--threads")
    {
        Description = "Numbers of threads, parted by commas. By default 1, and 2 too for one workload.",
        HelpName = "LIST",
        DefaultValueFactory = _ => [],
        CustomParser = argument => ParseList<int>(argument, Invariant($"whole numbers from 1 to {MostThreads}"), TryParseThreads),
    };

    private static readonly Option<string> Filter = new("--filter")
    {
        Description = "Only workloads whose name contains this.",
        HelpName = "TEXT",
        DefaultValueFactory = _ => "",
    };

    private static readonly Option<FileInfo?> Json = new("--json")
    {
        Description = "Writes every figure to a file.",
        HelpName = "FILE",
    };

    private static readonly Option<string> Python = new("--python")
    {
        Description = "The interpreter that has PyTorch. By default python3.",
        HelpName = "PATH",
        DefaultValueFactory = _ => "python3",
    };

    private static readonly Option<bool> Quick = new("--quick")
    {
        Description = "Few and short samples: to see that it works, not how fast.",
    };

    private delegate bool TryParse<T>(string text, out T value);

    private static string PeerNames => string.Join(',', Enum.GetValues<Peer>().Select(CompareTable.NameOf));

    public static Command Create(Func<CompareOptions, int> run)
    {
        Command command = new("compare", "Measures the generated kernels, their peers and the floor in turn.") { Peers, Threads, Filter, Json, Python, Quick };
        command.Validators.Add(CheckFilter);
        command.Validators.Add(CheckJson);
        command.SetAction(parsed => run(Read(parsed)));
        return command;
    }

    private static CompareOptions Read(ParseResult parsed) => new(
        parsed.GetValue(Peers)!,
        parsed.GetValue(Threads)!,
        parsed.GetValue(Filter)!,
        parsed.GetValue(Json),
        parsed.GetValue(Python)!,
        parsed.GetValue(Quick));

    private static void CheckFilter(CommandResult command)
    {
        string filter = command.GetValue(Filter) ?? "";
        if (!WorkloadList.All.Any(w => w.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)))
        {
            command.AddError($"The option --filter is '{filter}'; expected a part of one of these names: {string.Join(", ", WorkloadList.All.Select(w => w.Name))}.");
        }
    }

    /// <summary>Before the measurements, and not after them.</summary>
    private static void CheckJson(CommandResult command)
    {
        if (command.GetValue(Json) is { } file && (file.Directory is not { Exists: true } || Directory.Exists(file.FullName)))
        {
            command.AddError($"The option --json is '{file}'; expected the name of a file in a directory that exists.");
        }
    }

    private static T[] ParseList<T>(ArgumentResult argument, string expected, TryParse<T> tryParse)
    {
        List<T> values = [];
        foreach (string item in argument.Tokens[0].Value.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!tryParse(item, out T value))
            {
                argument.AddError($"The option {((OptionResult)argument.Parent!).Option.Name} has '{item}'; expected {expected}, parted by commas.");
                return [];
            }

            if (!values.Contains(value))
            {
                values.Add(value);
            }
        }

        return [.. values];
    }

    private static bool TryParsePeer(string text, out Peer peer)
    {
        peer = Enum.GetValues<Peer>().FirstOrDefault(p => string.Equals(CompareTable.NameOf(p), text, StringComparison.OrdinalIgnoreCase));
        return string.Equals(CompareTable.NameOf(peer), text, StringComparison.OrdinalIgnoreCase);
    }

    private static bool TryParseThreads(string text, out int threads) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out threads) && threads is >= 1 and <= MostThreads;
}
