using System.Diagnostics;
using System.Runtime.Intrinsics;
using Xunit.Abstractions;

namespace CeGen.Generator.Tests;

/// <summary>What the JIT makes of a kernel for 1,000 classes, in a process of its own.</summary>
public sealed class JitTests(ITestOutputHelper output)
{
    [Fact]
    public void The_JIT_compiles_the_kernel_at_full_optimisation()
    {
        string summary = Path.GetTempFileName();
        try
        {
            string result = Run(summary);
            Assert.Equal("6.907755 2.302585", result.Trim());

            string method = Vector512.IsHardwareAccelerated ? "ManyKernel:Rows512" : Vector256.IsHardwareAccelerated ? "ManyKernel:Rows256" : "RowLoop`3";
            string[] lines = [.. File.ReadLines(summary).Where(l => l.Contains(method, StringComparison.Ordinal))];
            output.WriteLine(string.Join(Environment.NewLine, lines));
            Assert.NotEmpty(lines);
            Assert.All(lines, l => Assert.Contains("[FullOpts", l, StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(summary);
        }
    }

    [Fact]
    public void Kernels_are_optimised_at_the_first_call()
    {
        string summary = Path.GetTempFileName();
        try
        {
            Run(summary, hasTiers: true);
            if (!Vector256.IsHardwareAccelerated)
            {
                return;
            }

            string width = Vector512.IsHardwareAccelerated ? "512" : "256";
            foreach (string method in new[] { $"ManyKernel:Rows{width}", $"ManyKernel:Gradient{width}", $"FewKernel:Exponentials{width}", $"TagsKernel:Elements{width}", "RowLosses`1[float]:Write[" })
            {
                string first = File.ReadLines(summary).First(l => l.Contains(method, StringComparison.Ordinal));
                Assert.Contains("[FullOpts", first, StringComparison.Ordinal);
            }
        }
        finally
        {
            File.Delete(summary);
        }
    }

    [Fact]
    public void The_loop_of_a_binary_kernel_calls_nothing_but_the_loop_of_exponentials()
    {
        string file = Path.GetTempFileName();
        try
        {
            Run(file, "Elements512 Elements256");
            if (!Vector256.IsHardwareAccelerated)
            {
                return;
            }

            string[] listings = File.ReadAllText(file).Split("; Assembly listing for method ");
            foreach (string kernel in new[] { "TagsKernel", "PartsKernel" })
            {
                string last = listings.Last(l => l.Split('\n')[0].Contains(kernel, StringComparison.Ordinal));
                Assert.Contains("(FullOpts", last.Split('\n')[0], StringComparison.Ordinal);
                Assert.DoesNotContain(last.Split('\n'), l => l.TrimStart().StartsWith("call ", StringComparison.Ordinal) && !l.Contains("VectorMath:Decay", StringComparison.Ordinal));
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>What a cross entropy kernel may call: the dynamic side for rare rows, the maximum after them, the gradient of a row, the second sum of a sure row, the clearing of an ignored one; once a block, the losses.</summary>
    private static readonly string[] RareCalls = ["DynamicRows:Compute", "DynamicPositions:Compute", ":Max512", ":Max256", ":Gradient512", ":Gradient256", ":Start512", ":Start256", ":Sum512", ":Sum256", "SpanHelpers:ClearWithoutReferences", "RowLosses`1", "RowLanes:WriteFarLosses"];

    /// <summary>The phases of rows in lanes, which are called for each batch.</summary>
    private static readonly string[] LaneCalls = [":Park", ":Exponentials", ":Losses", ":Gradient"];

    /// <summary>The methods of kernels, without their widths: what is called for all rows, and the phases of rows in lanes.</summary>
    private static readonly string[] Phases = ["Rows", "Park", "Exponentials", "Losses"];

    [Fact]
    public void A_cross_entropy_kernel_calls_nothing_but_for_rare_rows()
    {
        string file = Path.GetTempFileName();
        try
        {
            Run(file, string.Join(' ', Phases.Select(p => p + "512 " + p + "256")));
            if (!Vector256.IsHardwareAccelerated)
            {
                return;
            }

            string[] listings = File.ReadAllText(file).Split("; Assembly listing for method ");
            foreach (string kernel in new[] { "ManyKernel", "FewKernel", "PixelsKernelOfPositions", "DistilledKernel", "HardKernel" })
            {
                foreach (string phase in Phases)
                {
                    string? listing = listings.LastOrDefault(l => l.Split('\n')[0].Contains($"{kernel}:{phase}", StringComparison.Ordinal));
                    if (listing is null)
                    {
                        Assert.NotEqual("Rows", phase);
                        continue;
                    }

                    string[] lines = listing.Split('\n');
                    Assert.Contains("(FullOpts", lines[0], StringComparison.Ordinal);
                    string[] calls = [.. lines.Where(l => l.TrimStart().StartsWith("call ", StringComparison.Ordinal))];
                    output.WriteLine($"{kernel}:{phase}: {lines.Length} lines, {calls.Length} calls");
                    string[] allowed = phase == "Rows" ? [.. RareCalls, .. LaneCalls] : RareCalls;
                    Assert.All(calls, c => Assert.Contains(allowed, call => c.Contains(call, StringComparison.Ordinal)));
                }
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Run(string summary, string? listings = null, bool hasTiers = false)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [Path.Combine(AppContext.BaseDirectory, "CeGen.StrictProject.dll")])
        {
            RedirectStandardOutput = true,
        };
        start.Environment["DOTNET_JitStdOutFile"] = summary;
        start.Environment["DOTNET_JitDisasmSummary"] = "1";

        // In earnest at the first call, and not when the method has been called often enough: that takes longer where the machine is busy.
        start.Environment["DOTNET_TieredCompilation"] = hasTiers ? "1" : "0";
        if (listings is not null)
        {
            start.Environment["DOTNET_JitDisasm"] = listings;
        }

        using Process process = Process.Start(start)!;
        string result = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(60_000));
        Assert.Equal(0, process.ExitCode);
        return result;
    }
}
