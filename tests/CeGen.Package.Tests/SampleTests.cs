using System.Reflection;

namespace CeGen.Package.Tests;

/// <summary>The samples check themselves: each ends with the exit code 0 if what it shows is so.</summary>
public sealed class SampleTests
{
    private const string Key = "Sample ";

    /// <summary>The folder of each sample's program, in that of the sample.</summary>
    private static readonly Dictionary<string, string> Outputs = typeof(SampleTests).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Where(a => a.Key.StartsWith(Key, StringComparison.Ordinal))
        .ToDictionary(a => a.Key[Key.Length..], a => a.Value!);

    public static TheoryData<string> Samples => [.. Outputs.Keys];

    [Fact]
    public void Every_sample_is_run() => Assert.Equal(
        Directory.GetDirectories(Path.Combine(Repository.Root, "samples")).Select(f => Path.GetFileName(f)).Where(n => n != "Mistakes").Order(StringComparer.Ordinal),
        Outputs.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task A_sample_shows_what_it_is_there_for(string sample)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("cegen-sample-");
        try
        {
            string program = Path.Combine(Repository.Root, "samples", sample, Outputs[sample], $"{sample}.dll");
            ProgramRun run = await DotNet.Run(folder.FullName, program);
            Assert.True(run.ExitCode == 0, run.Output + run.Error);
            Assert.Empty(run.Error);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
