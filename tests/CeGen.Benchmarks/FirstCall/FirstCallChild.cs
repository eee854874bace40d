using System.Diagnostics;
using System.Runtime;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace CeGen.Benchmarks;

/// <summary>Calls one kernel for the first time in this process, which must be a new one.</summary>
internal static class FirstCallChild
{
    /// <summary>Prints what the call took, for the parent to read.</summary>
    public static int Run(string kernel, TextWriter output)
    {
        Workload workload = FirstCallCommand.Kernels.First(w => w.Kernel == kernel);
        using Sides sides = workload.Prepare(workload.Shape.Few(), 1);
        Func<double> call = sides.Generated;

        // What measures has to be compiled before, and what the call shares with any other.
        _ = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp()) + JitInfo.GetCompilationTime();
        long methods = JitInfo.GetCompiledMethodCount();
        TimeSpan compiling = JitInfo.GetCompilationTime();
        Begin();
        long start = Stopwatch.GetTimestamp();
        call();
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        End();
        var result = new FirstCallTime(
            time.TotalMilliseconds, (JitInfo.GetCompilationTime() - compiling).TotalMilliseconds, JitInfo.GetCompiledMethodCount() - methods);
        output.WriteLine(JsonSerializer.Serialize(result, FirstCallContext.Default.FirstCallTime));
        return ExitCode.Done;
    }

    /// <summary>Its name in the JIT's listing stands before what the call compiles.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Begin()
    {
    }

    /// <inheritdoc cref="Begin"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void End()
    {
    }
}
