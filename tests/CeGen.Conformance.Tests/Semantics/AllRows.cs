using CeGen.Testing;

namespace CeGen.Conformance.Tests.Semantics;

/// <summary>Every row that consists of cases, by its id.</summary>
internal static class AllRows
{
    public static IReadOnlyDictionary<string, ConformanceCase[]> ById { get; } = new[]
    {
        BatchRows.All, IgnoredRows.All, WeightRows.All, SmoothingRows.All, LogitRows.All, ProbabilityRows.All, GradientRows.All, FocalRows.All, BinaryRows.All,
    }.SelectMany(rows => rows).ToDictionary(
        row => row.Id,
        row => row.Cases.SelectMany(Variants.Of).Select((c, i) => c with { Name = $"{row.Id}: {c.Name}, {c.Reduction}", Location = $"case {i}" }).ToArray());
}
