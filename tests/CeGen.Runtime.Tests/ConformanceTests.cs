using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>Every case of the conformance files through the dynamic side, in both types and both forms.</summary>
public sealed class ConformanceTests
{
    private static readonly DynamicKernels Dynamic = new();

    public static TheoryData<string> Names => [.. OwnCases.ByName.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Dynamic_kernels_agree(string name)
    {
        CheckResult[] results = [.. ConformanceRun.Checks(OwnCases.ByName[name], Dynamic)];
        Assert.True(results.Length >= 2, $"{results.Length} checks");
        Assert.Empty(results.SelectMany(r => r.Lines));
    }

    [Fact]
    public void There_are_cases() => Assert.True(OwnCases.ByName.Count >= 867, $"only {OwnCases.ByName.Count}");
}
