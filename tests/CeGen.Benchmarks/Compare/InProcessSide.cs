using System.Diagnostics;

namespace CeGen.Benchmarks;

/// <summary>A call in this process.</summary>
internal sealed class InProcessSide(Action call) : ISide
{
    public double Run(int repetitions)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < repetitions; i++)
        {
            call();
        }

        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
