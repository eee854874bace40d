using CeGen.Generator.Testing;
using CeGen.Testing;

namespace CeGen.Conformance.Tests.Semantics;

/// <summary>What docs/semantics.md says of a row of its tables holds in float and double, generated and dynamic, over spans and tensors.</summary>
public sealed class RowTests(RowTests.Kernels kernels) : IClassFixture<RowTests.Kernels>
{
    public static TheoryData<string> Ids => [.. AllRows.ById.Keys];

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_row_holds(string id)
    {
        CheckResult[] results = [.. ConformanceRun.Checks(AllRows.ById[id], [kernels.Generated, new DynamicKernels()])];
        foreach (string side in new[] { "generated", "dynamic" })
        {
            Assert.Contains(results, r => r.Side == side && r.Element == "float");
            Assert.Contains(results, r => r.Side == side && r.Element == "double");
        }

        string[] failures = [.. results.SelectMany(r => r.Lines)];
        Assert.True(failures.Length == 0, string.Join(Environment.NewLine, failures));
    }

    /// <summary>All kernels, compiled together.</summary>
    public sealed class Kernels
    {
        internal GeneratedKernels Generated { get; } = new(AllRows.ById.Values.SelectMany(cases => cases));
    }
}
