using CeGen.Conformance.Tests.Semantics;
using CeGen.Generator.Testing;
using CeGen.Testing;
using Xunit.Abstractions;

namespace CeGen.Conformance.Tests;

/// <summary>What class weights and label smoothing leave of the promise of exactness: on the rows of 60-digit arithmetic, generated and dynamic.</summary>
public sealed class OptionExactnessTests(ITestOutputHelper output)
{
    private const int MostClasses = 33;
    private const double Smoothing = 0.25;

    private static readonly ExactCase[] Rows = [.. ExactCase.Read().Where(c => c.Logits.Length <= MostClasses)];

    [Fact]
    public void Weights_multiply_what_is_exact() => Check(5, Rows.Select(row =>
    {
        double[] weights = [.. Enumerable.Range(0, row.Logits.Length).Select(k => 0.25 + (k % 7 * 0.375))];
        double own = weights[row.Target];
        return Inputs.Rows(row.Logits.Length, row.Logits, row.Target).Gives(Reduction.Sum, [own * row.Loss], [.. row.Gradient.Select(g => own * g)]) with
        {
            Name = row.Family,
            Weights = weights,
        };
    }));

    [Fact]
    public void A_smoothed_loss_is_a_sum_of_what_is_exact() => Check(8, Rows.Select(row =>
    {
        double own = row.Logits[row.Target];
        double spread = row.Logits.Sum(x => row.Loss + (own - x)) / row.Logits.Length;
        return Inputs.Rows(row.Logits.Length, row.Logits, row.Target).Gives(Reduction.Sum, [((1 - Smoothing) * row.Loss) + (Smoothing * spread)], []) with
        {
            Name = row.Family,
            LabelSmoothing = Smoothing,
            ExpectedGradient = null,
        };
    }));

    private void Check(double ulp, IEnumerable<ConformanceCase> rows)
    {
        ConformanceCase[] cases = [.. rows.WithinUlp(ulp)];
        CheckResult[] results = [.. ConformanceRun.Checks(cases, [new GeneratedKernels(cases), new DynamicKernels()])];
        foreach (IGrouping<(string, string, string), CheckResult> group in results.GroupBy(r => (r.Case.Name, r.Element, r.Side)).OrderBy(g => g.Key))
        {
            output.WriteLine(FormattableString.Invariant($"{group.Key}: loss {group.Max(r => r.Error!.Value.Loss):F2}, gradient {group.Max(r => r.Error!.Value.Gradient):F2} ulp"));
        }

        Assert.Empty(results.SelectMany(r => r.Lines));
        Assert.NotEmpty(results);
    }
}
