using CeGen.Testing;

namespace CeGen.Generator.Tests;

/// <summary>Every case of the conformance files through generated kernels, in both types, both forms, and with weights as parameters and constants.</summary>
public sealed class ConformanceTests(ConformanceTests.Kernels kernels) : IClassFixture<ConformanceTests.Kernels>
{
    public static TheoryData<string> Names => [.. OwnCases.ByName.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Generated_kernels_agree(string name)
    {
        CheckResult[] results = [.. ConformanceRun.Checks(OwnCases.ByName[name], kernels.Generated)];
        Assert.True(results.Length >= 2, $"{results.Length} checks");
        Assert.Empty(results.SelectMany(r => r.Lines));
    }

    [Fact]
    public void There_are_cases() => Assert.True(OwnCases.ByName.Count >= 867, $"only {OwnCases.ByName.Count}");

    /// <summary>All kernels, compiled together.</summary>
    public sealed class Kernels
    {
        public GeneratedKernels Generated { get; } = new(OwnCases.ByName.Values);
    }
}
