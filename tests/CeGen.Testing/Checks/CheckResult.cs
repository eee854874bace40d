namespace CeGen.Testing;

/// <summary>One check: a case through one kernel of one side, in one element type and one form. It passes if all three calls agree with the case.</summary>
/// <param name="Case">The case.</param>
/// <param name="Side">Where the kernel comes from.</param>
/// <param name="Element"><c>float</c> or <c>double</c>.</param>
/// <param name="Form">Spans or tensor spans.</param>
/// <param name="Variant">What tells the kernel from others for the same case, or nothing.</param>
/// <param name="Failures">A sentence for each result that differs.</param>
/// <param name="Error">The worst errors, where the case promises ulp and there was something to compare.</param>
public sealed record CheckResult(
    ConformanceCase Case, string Side, string Element, LossForm Form, string Variant, IReadOnlyList<string> Failures, UlpError? Error)
{
    public bool Passed => Failures.Count == 0;

    /// <summary>A line for each failure: the case, the kernel, the entry, what was expected and what came.</summary>
    public IEnumerable<string> Lines => Failures.Select(f => $"{Case}: {Kernel}: {f}");

    private string Kernel => $"{Side} {Element} {Form.ToString().ToLowerInvariant()}{(Variant.Length == 0 ? "" : ", " + Variant)}";
}
