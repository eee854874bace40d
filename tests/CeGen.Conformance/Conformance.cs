using CeGen.Generator.Testing;
using CeGen.Testing;

namespace CeGen.Conformance;

/// <summary>Runs all checks, tells of each failure as it comes, and of the sums at the end.</summary>
internal sealed class Conformance(TextWriter output)
{
    public bool Run(IReadOnlyList<ConformanceCase> cases)
    {
        var generated = new GeneratedKernels(cases);
        output.WriteLine($"{cases.Count} cases, {generated.Count} generated kernels");

        var counts = new CountTable();
        var errors = new ErrorTable();
        foreach (CheckResult result in ConformanceRun.Checks(cases, [generated, new DynamicKernels()]))
        {
            foreach (string line in result.Lines)
            {
                output.WriteLine($"FAILED {line}");
            }

            counts.Add(result);
            errors.Add(result);
        }

        errors.Write(output);
        counts.Write(output);
        output.WriteLine($"{counts.Passed} passed, {counts.Failed} failed");
        return counts.Failed == 0 && counts.Passed > 0;
    }
}
