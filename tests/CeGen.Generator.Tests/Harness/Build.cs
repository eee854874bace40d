using CeGen.Testing;

namespace CeGen.Generator.Tests.Harness;

/// <summary>What came of <c>dotnet build</c>.</summary>
/// <param name="ExitCode">0 if the project builds.</param>
/// <param name="Log">What was printed, each diagnostic once.</param>
internal sealed record Build(int ExitCode, string Log)
{
    /// <summary>Builds a project, and what it refers to, in a folder of its own: no file of another build is read, written or locked.</summary>
    public static async Task<Build> Run(string project)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("cegen-build-");
        try
        {
            string log = Path.Combine(folder.FullName, "build.log");
            ProgramRun run = await DotNet.Run(
                folder.FullName,
                "build", project, "-c", "Release", "--disable-build-servers", "-nologo", "--artifacts-path", folder.FullName,
                "-noconsolelogger", $"-fileLoggerParameters:LogFile={log};NoSummary;Verbosity=minimal;Encoding=UTF-8");
            return new Build(run.ExitCode, File.Exists(log) ? await File.ReadAllTextAsync(log) : run.Output + run.Error);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
