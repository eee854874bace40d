using System.Diagnostics;

namespace CeGen.Testing;

/// <summary>Runs programs of the SDK as a user would, with nothing of the run that the test is in.</summary>
public static class DotNet
{
    // Far more than a build takes on a slow machine.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    // What a build hands to the processes that it starts, tests among them.
    private static readonly string[] OfThisBuild =
        ["Configuration", "MSBUILD_EXE_PATH", "MSBuildExtensionsPath", "MSBuildSDKsPath", "MSBuildLoadMicrosoftTargetsReadOnly", "MSBUILDUSESERVER"];

    /// <summary>Runs <c>dotnet</c>.</summary>
    /// <param name="folder">The working folder.</param>
    /// <param name="arguments">The arguments, one each.</param>
    public static Task<ProgramRun> Run(string folder, params IEnumerable<string> arguments) => RunProgram("dotnet", folder, arguments);

    /// <summary>Runs a program that may be any.</summary>
    public static async Task<ProgramRun> RunProgram(string program, string folder, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string variable in OfThisBuild)
        {
            start.Environment.Remove(variable);
        }

        // A program's own numbers look the same everywhere, and no server outlives the test.
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";

        using Process process = Process.Start(start)!;
        using var impatience = new CancellationTokenSource(Patience);
        try
        {
            string[] output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(impatience.Token), process.StandardError.ReadToEndAsync(impatience.Token));
            await process.WaitForExitAsync(impatience.Token);
            return new ProgramRun(process.ExitCode, output[0], output[1]);
        }
        finally
        {
            // Nothing is left of it if it takes too long.
            process.Kill(entireProcessTree: true);
        }
    }
}

/// <summary>What came of a program.</summary>
/// <param name="ExitCode">0 if it went well.</param>
/// <param name="Output">What it printed.</param>
/// <param name="Error">What it printed to the stream of errors.</param>
public sealed record ProgramRun(int ExitCode, string Output, string Error)
{
    /// <summary>Itself, or an exception with all that was printed if it did not go well.</summary>
    public ProgramRun OrThrow() => ExitCode == 0 ? this : throw new InvalidOperationException($"Exit code {ExitCode}:\n{Output}{Error}");
}
