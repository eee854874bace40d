using System.Globalization;
using System.Numerics;

namespace CeGen.Testing;

/// <summary>
/// Calls that many threads make at once, of the same kernels and the same loss objects, each with memory of its own: every result has the bits of a call that is alone. It takes three seconds;
/// the environment variable CEGEN_CONCURRENCY_SECONDS asks for more.
/// </summary>
public sealed class ConcurrencyCheck
{
    private const int Threads = 8;
    private const double UsualSeconds = 3;

    private readonly List<Func<Func<string?>>> _makers = [];

    /// <summary>The number of calls that have been made, in four ways each.</summary>
    public long Calls { get; private set; }

    /// <summary>Adds a kernel that all threads are to call.</summary>
    public void Add<T>(SpanKernel<T> kernel, LossSetup setup, LossInputs inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        LossOutcome<T>[] expected = KernelRun.All(kernel, setup, inputs);
        _makers.Add(() =>
        {
            var memory = new LossMemory<T>(setup, inputs, Placement.Plain);
            return () =>
            {
                LossOutcome<T>[] actual = KernelRun.All(kernel, memory);
                string? difference = expected.Zip(actual, (e, a) => e.Difference(a)).FirstOrDefault(d => d is not null);
                return difference is null ? null : $"{setup}: {difference}";
            };
        });
    }

    /// <returns>What is different, or <see langword="null"/>.</returns>
    public string? Run()
    {
        double seconds = double.TryParse(Environment.GetEnvironmentVariable("CEGEN_CONCURRENCY_SECONDS"), CultureInfo.InvariantCulture, out double asked) ? asked : UsualSeconds;
        long end = Environment.TickCount64 + (long)(1000 * seconds);
        string? complaint = null;
        long calls = 0;
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(seed => new Thread(() => Work(seed)))];
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        Calls = calls;
        return complaint;

        // Each thread goes through all of the kernels, in an order of its own, until the time is over.
        void Work(int seed)
        {
            try
            {
                Func<string?>[] workers = [.. _makers.Select(make => make())];
                new Random(seed).Shuffle(workers);
                for (int i = 0; i < workers.Length || (Environment.TickCount64 < end && complaint is null); i++)
                {
                    if (workers[i % workers.Length]() is { } difference)
                    {
                        complaint = difference;
                    }

                    Interlocked.Increment(ref calls);
                }
            }
            catch (Exception e)
            {
                complaint = e.ToString();
            }
        }
    }
}
