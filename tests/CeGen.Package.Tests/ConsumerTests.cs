using CeGen.Package.Tests.Harness;

namespace CeGen.Package.Tests;

/// <summary>Projects outside the solution that use the package.</summary>
[Collection(PackedPackage.Collection)]
public sealed class ConsumerTests(PackedPackage package) : IDisposable
{
    private const string TwoLosses = """
        using CeGen;
        Console.WriteLine(FormattableString.Invariant($"{Library.Losses.Three([1, 2, 3], [2]):F6} {Own.Four([1, 2, 3, 4], [2]):F6}"));
        internal static partial class Own
        {
            [CrossEntropy(Classes = 4)]
            public static partial double Four(ReadOnlySpan<double> logits, ReadOnlySpan<byte> targets);
        }
        """;

    // log(e¹ + e² + e³) − 3 and log(e¹ + e² + e³ + e⁴) − 3
    private const string TwoValues = "0.407606 1.440190";

    private readonly OutsideFolder _outside = new(package);

    public void Dispose() => _outside.Dispose();

    [Fact]
    public async Task The_first_example_of_the_README_prints_what_the_README_says()
    {
        string[] blocks = File.ReadAllText(Path.Combine(Repository.Root, "README.md")).Split("```");
        string program = blocks.First(b => b.StartsWith("csharp\n", StringComparison.Ordinal))["csharp\n".Length..];
        string expected = blocks.First(b => b.StartsWith("text\n", StringComparison.Ordinal))["text\n".Length..];

        _outside.Project("First", _outside.Package());
        _outside.Write("First/Program.cs", program);

        Assert.Equal(expected, (await _outside.Output("First")).ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task The_strictest_of_projects_builds_without_a_warning()
    {
        _outside.Project("Strict", _outside.Package(), """
            <AllowUnsafeBlocks>false</AllowUnsafeBlocks>
            <AnalysisLevel>latest-all</AnalysisLevel>
            <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
            <IsAotCompatible>true</IsAotCompatible>
            <VerifyReferenceAotCompatibility>true</VerifyReferenceAotCompatibility>
            """);
        _outside.Write("Strict/Program.cs", """
            using CeGen;

            namespace Strict;

            internal static partial class Program
            {
                [CrossEntropy(Classes = 10, LabelSmoothing = 0.1, Parallel = true)]
                private static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

                [BinaryCrossEntropy(Labels = 2, FocalGamma = 2)]
                private static partial double Tags(ReadOnlySpan<double> logits, ReadOnlySpan<double> targets);

                private static void Main() =>
                    Console.WriteLine(FormattableString.Invariant($"{Loss(new float[20], new int[2], new float[20]):F4} {Tags([0, 0], [0, 1]):F4}"));
            }
            """);

        // log 10, and a quarter of log 2
        Assert.Equal("2.3026 0.1733", (await _outside.Output("Strict")).Trim());
    }

    [Fact]
    public async Task A_wrong_configuration_is_an_error_at_the_argument()
    {
        _outside.Project("Wrong", _outside.Package());
        _outside.Write("Wrong/Program.cs", """
            using CeGen;
            internal static partial class Program
            {
                [CrossEntropy(Classes = 10, LabelSmoothing = 1.5)]
                internal static partial float Loss(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);

                private static void Main() => Console.WriteLine(Loss([], []));
            }
            """);

        ProgramRun build = await _outside.Run("Wrong", "build", "--disable-build-servers");
        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("Program.cs(4,50): error CEGEN005: ", build.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("error CS", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_that_is_referenced_passes_it_on()
    {
        Library("");
        _outside.Project("App", """<ProjectReference Include="../Library/Library.csproj" />""");
        _outside.Write("App/Program.cs", TwoLosses);

        Assert.Equal(TwoValues, (await _outside.Output("App")).Trim());
    }

    [Fact]
    public async Task A_package_that_is_referenced_passes_it_on()
    {
        Library("");
        (await _outside.Run("Library", "pack", "-o", "../libraries", "--disable-build-servers")).OrThrow();
        _outside.Project("App", """<PackageReference Include="Library" Version="1.0.0" />""");
        _outside.Write("App/Program.cs", TwoLosses);

        Assert.Equal(TwoValues, (await _outside.Output("App")).Trim());
    }

    [Fact]
    public async Task An_old_compiler_gets_one_sentence_and_another_none()
    {
        _outside.Project("Old", _outside.Package());
        _outside.Write("Old/Program.cs", "System.Console.WriteLine(new CeGen.CrossEntropyLoss(3).Forward<float, int>([1, 2, 3], [2]).ToString(\"F6\"));");
        foreach (string version in (string[])["4.13", "4.8", "3.11"])
        {
            // Once where it happens, once in the summary.
            string error = Assert.Single((await Build(version)).Output.Split('\n').Select(l => l.Trim()).Distinct(), l => l.Contains(": error ", StringComparison.Ordinal));
            Assert.Contains(Documented().Replace("version 4.8", $"version {version}", StringComparison.Ordinal), error, StringComparison.Ordinal);
        }

        (await Build("4.14")).OrThrow();
        (await Build("5.10")).OrThrow();
        (await Build("4.8", "-p:CeGenChecksCompiler=false")).OrThrow();
        Assert.Equal("0.407606", (await _outside.Run("Old", "run", "--no-build")).OrThrow().Output.Trim());

        static string Documented() =>
            File.ReadLines(Path.Combine(Repository.Root, "docs", "diagnostics", "README.md")).Single(l => l.StartsWith("error CEGEN301: ", StringComparison.Ordinal));

        // Only the name of the compiler is an old one here: the check is what is tested.
        Task<ProgramRun> Build(string version, params string[] arguments) =>
            _outside.Run("Old", ["build", "--disable-build-servers", $"-p:CompilerApiVersion=roslyn{version}", .. arguments]);
    }

    [Fact]
    public void The_compiler_that_is_asked_for_is_the_one_that_the_generator_is_built_against()
    {
        string versions = File.ReadAllText(Path.Combine(Repository.Root, "Directory.Packages.props"));
        string props = File.ReadAllText(Path.Combine(package.Contents, "build", "CeGen.props"));

        string lowest = props.Split("<CeGenLowestCompiler>")[1].Split('<')[0];
        Assert.Contains($"""<PackageVersion Include="Microsoft.CodeAnalysis.CSharp" Version="{lowest}.0" />""", versions, StringComparison.Ordinal);
    }

    private void Library(string attributes)
    {
        _outside.Project("Library", _outside.Package(attributes), program: false);
        _outside.Write("Library/Losses.cs", """
            using CeGen;

            namespace Library;

            public static partial class Losses
            {
                [CrossEntropy(Classes = 3)]
                public static partial float Three(ReadOnlySpan<float> logits, ReadOnlySpan<int> targets);
            }
            """);
    }
}
