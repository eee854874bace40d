using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CeGen.Benchmarks;

/// <summary>PyTorch in a child process, which waits for requests while the other sides are measured.</summary>
internal sealed class TorchProcess : IDisposable
{
    private readonly Process _process;

    private TorchProcess(Process process, TorchAnswer first)
    {
        _process = process;
        Version = first.Version!;
        Capability = first.Capability!;
    }

    public string Version { get; }

    /// <summary>The instructions that it uses, such as AVX2.</summary>
    public string Capability { get; }

    /// <returns>Null if there is no PyTorch, of which <paramref name="tell"/> gets a sentence.</returns>
    public static TorchProcess? TryStart(string python, Action<string> tell)
    {
        var start = new ProcessStartInfo(python, [Path.Combine(AppContext.BaseDirectory, "Torch", "workload.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        string reason;
        try
        {
            Process process = Process.Start(start)!;
            TorchAnswer? first = TryRead(process);
            if (first is { Error: null, Version: not null })
            {
                return new TorchProcess(process, first);
            }

            reason = first?.Error ?? "it ends without an answer";
            process.Dispose();
        }
        catch (Win32Exception e)
        {
            reason = e.Message;
        }

        tell($"The peer torch is skipped, because '{python}' cannot run PyTorch ({reason}); name an interpreter that can with --python PATH.");
        return null;
    }

    /// <summary>Makes the child hold a workload, in place of the one before.</summary>
    public ISide Prepare(Workload workload, int threads)
    {
        Ask(TorchRequest.Of(workload, threads), TorchContext.Default.TorchRequest);
        return new Side(this);
    }

    public void Dispose()
    {
        // The end of its input is the end of the child.
        _process.StandardInput.Close();
        if (!_process.WaitForExit(5000))
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static TorchAnswer? TryRead(Process process)
    {
        string? line = process.StandardOutput.ReadLine();
        return line is null ? null : JsonSerializer.Deserialize(line, TorchContext.Default.TorchAnswer);
    }

    private TorchAnswer Ask<T>(T request, JsonTypeInfo<T> type)
    {
        _process.StandardInput.WriteLine(JsonSerializer.Serialize(request, type));
        _process.StandardInput.Flush();
        return TryRead(_process) ?? throw new InvalidOperationException("The process of PyTorch has ended.");
    }

    private sealed class Side(TorchProcess process) : ISide
    {
        /// <summary>PyTorch's threads keep looking for work for some milliseconds after a call.</summary>
        private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(10);

        public double Run(int repetitions)
        {
            double milliseconds = process.Ask(new TorchRun(repetitions), TorchContext.Default.TorchRun).Milliseconds;
            Thread.Sleep(Settle);
            return milliseconds;
        }
    }
}
