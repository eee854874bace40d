using System.CommandLine;

namespace CeGen.Benchmarks.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public void Without_options_everything_is_compared()
    {
        CompareOptions options = Parse();

        Assert.Equal(Enum.GetValues<Peer>(), options.Peers);
        Assert.Equal("python3", options.Python);
        Assert.Null(options.Json);
        Assert.Same(Effort.Full, options.Effort);
        Assert.Equal(WorkloadList.All.Count + 1, options.Measurements().Count);
        Assert.Equal([1, 2], options.Measurements().Where(m => m.Workload.Name == "1024x1000").Select(m => m.Threads));
    }

    [Fact]
    public void Options_say_what_is_compared()
    {
        CompareOptions options = Parse("--peers", "torch,Dynamic,torch", "--threads", "1,4", "--filter", "BINARY", "--json", "figures.json", "--quick", "--python", "/py");

        Assert.Equal([Peer.Torch, Peer.Dynamic], options.Peers);
        Assert.Equal([("65536x80 binary", 1), ("65536x80 binary", 4)], options.Measurements().Select(m => (m.Workload.Name, m.Threads)));
        Assert.Equal("figures.json", options.Json!.Name);
        Assert.Equal("/py", options.Python);
        Assert.Same(Effort.Quick, options.Effort);
    }

    [Theory]
    [InlineData("The option --peers has 'jax'; expected any of dynamic,scalar,tensorprimitives,torch, parted by commas.", "--peers", "scalar,jax")]
    [InlineData("The option --threads has '0'; expected whole numbers from 1 to 1024, parted by commas.", "--threads", "1,0")]
    [InlineData("The option --filter is 'nothing'; expected a part of one of these names: 65536x2, ", "--filter", "nothing")]
    [InlineData("The option --json is 'no/such/directory.json'; expected the name of a file in a directory that exists.", "--json", "no/such/directory.json")]
    [InlineData("The option --threads has no value; expected --threads LIST, or --help.", "--threads")]
    [InlineData("Unknown argument '--thread'; expected --peers, --threads, --filter, --json, --python, --quick or --help.", "--thread", "2")]
    public void A_wrong_option_is_told_in_a_sentence(string expected, params string[] arguments) => AssertWrong(expected, ["compare", .. arguments]);

    [Theory]
    [InlineData("The command is missing; expected compare, accuracy, first-call, generator, benchmarkdotnet, ")]
    [InlineData("Unknown argument 'measure'; expected compare, accuracy, ", "measure")]
    public void A_wrong_command_is_told_in_a_sentence(string expected, params string[] arguments) => AssertWrong(expected, arguments);

    private static void AssertWrong(string expected, string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        Assert.Equal(ExitCode.WrongInput, Commands.Run(arguments, Screen.Plain(output), output, error));
        Assert.StartsWith(expected, error.ToString(), StringComparison.Ordinal);
        Assert.Single(error.ToString().TrimEnd().Split('\n'));
        Assert.Empty(output.ToString());
    }

    private static CompareOptions Parse(params string[] arguments)
    {
        CompareOptions? options = null;
        Command command = CompareArguments.Create(o =>
        {
            options = o;
            return ExitCode.Done;
        });
        Assert.Equal(ExitCode.Done, command.Parse(arguments).Invoke());
        return options!;
    }
}
