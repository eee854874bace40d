using System.Diagnostics;
using CeGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace CeGen.Benchmarks;

/// <summary>The time and the memory of a run of the generators.</summary>
internal readonly record struct GeneratorCost(double Milliseconds, double Megabytes);

/// <summary>The costs of generating: from nothing, after an edit elsewhere, after one option has changed.</summary>
internal sealed record GeneratorCosts(GeneratorCost First, GeneratorCost Unrelated, GeneratorCost Option);

/// <summary>Runs the generators as a compiler or an editor does.</summary>
internal static class GeneratorRun
{
    /// <summary>Each project is a new one: a compilation remembers what it was once asked.</summary>
    public static GeneratorCosts Measure(int methods)
    {
        CSharpCompilation project = Project.Create(methods);
        GeneratorDriver driver = CreateDriver(project, isTracking: false);
        GeneratorCost first = Measure(ref driver, project);
        project = Project.EditUnrelated(project);
        GeneratorCost unrelated = Measure(ref driver, project);
        project = Project.ChangeOption(project);
        return new GeneratorCosts(first, unrelated, Measure(ref driver, project));
    }

    /// <summary>How many kernels were written anew after each of the two edits.</summary>
    public static (int Unrelated, int Option) CountEmitted(int methods)
    {
        CSharpCompilation project = Project.Create(methods);
        GeneratorDriver driver = CreateDriver(project, isTracking: true).RunGenerators(project);
        if (driver.GetRunResult() is var result && (result.GeneratedTrees.Length != methods || !result.Diagnostics.IsEmpty))
        {
            throw new InvalidOperationException(FormattableString.Invariant($"{result.GeneratedTrees.Length} of {methods} kernels were generated."));
        }

        project = Project.EditUnrelated(project);
        driver = driver.RunGenerators(project);
        int unrelated = CountEmitted(driver);
        driver = driver.RunGenerators(Project.ChangeOption(project));
        return (unrelated, CountEmitted(driver));
    }

    private static int CountEmitted(GeneratorDriver driver) => driver.GetRunResult().Results
        .SelectMany(r => r.TrackedOutputSteps.Values)
        .SelectMany(steps => steps)
        .SelectMany(step => step.Outputs)
        .Count(o => o.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified);

    private static CSharpGeneratorDriver CreateDriver(CSharpCompilation project, bool isTracking) => CSharpGeneratorDriver.Create(
        [new CrossEntropyGenerator().AsSourceGenerator(), new BinaryCrossEntropyGenerator().AsSourceGenerator()],
        parseOptions: (CSharpParseOptions)project.SyntaxTrees[0].Options,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, isTracking));

    private static GeneratorCost Measure(ref GeneratorDriver driver, CSharpCompilation project)
    {
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        long start = Stopwatch.GetTimestamp();
        driver = driver.RunGenerators(project);
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        return new GeneratorCost(time.TotalMilliseconds, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / 1e6);
    }
}
