using CeGen.Testing;

namespace CeGen.Conformance.Tests.Semantics;

/// <summary>A row of the tables in docs/semantics.md, with the cases that hold what it says.</summary>
/// <param name="Id">The first column.</param>
/// <param name="Cases">Inputs, and the numbers that the row states.</param>
internal sealed record SemanticsRow(string Id, params IEnumerable<ConformanceCase> Cases);
