using System.Diagnostics;

namespace CeGen.Generator.Tests.Harness;

/// <summary>What came of <c>dotnet build</c>.</summary>
/// <param name="ExitCode">0 if the project builds.</param>
/// <param name="Log">What was printed, each diagnostic once.</param>
internal sealed record Build(int ExitCode, string Log)
{
    // Far more than a build takes on a slow machine.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>Builds a project, and what it refers to, in a folder of its own: no file of another build is read, written or locked.</summary>
    public static async Task<Build> Run(string project)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("cegen-build-");
        try
        {
            string log = Path.Combine(folder.FullName, "build.log");
            var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (string argument in (string[])
                [
                    "build", project, "-c", "Release", "--disable-build-servers", "-nologo", "--artifacts-path", folder.FullName,
                    "-noconsolelogger", $"-fileLoggerParameters:LogFile={log};NoSummary;Verbosity=minimal;Encoding=UTF-8",
                ])
            {
                start.ArgumentList.Add(argument);
            }

            using Process process = Process.Start(start)!;
            using var impatience = new CancellationTokenSource(Patience);
            try
            {
                string[] output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(impatience.Token), process.StandardError.ReadToEndAsync(impatience.Token));
                await process.WaitForExitAsync(impatience.Token);
                return new Build(process.ExitCode, File.Exists(log) ? await File.ReadAllTextAsync(log, impatience.Token) : string.Concat(output));
            }
            finally
            {
                // Nothing is left of it if it takes too long.
                process.Kill(entireProcessTree: true);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
