using System.Numerics;
using CeGen.Testing;

namespace CeGen.Conformance.Tests;

/// <summary>A kernel that is wrong in one entry of one call is noticed, wherever that is.</summary>
public sealed class JudgeTests
{
    private static readonly ConformanceCase Case = CaseFile.Read("""
        { "loss": "cross_entropy", "shape": [2, 2], "reduction": "none", "logits": [0, 0, 0, 0], "targets": [1, 0], "upstream": [2, "-0.5"],
          "expectedLoss": [0.6931471805599453, 0.6931471805599453], "expectedGradient": [1, -1, 0.25, -0.25] }
        """);

    private static readonly ConformanceCase Exact =
        CaseFile.Read("""{ "name": "normal_C2", "logits": [0, 0], "target": 1, "loss": 0.6931471805599453, "gradient": [0.5, -0.5] }""");

    [Fact]
    public void The_right_kernel_passes()
    {
        Assert.All(ConformanceRun.Checks([Case, Exact], [new Distorted()]), result => Assert.True(result.Passed));
        Assert.All(ConformanceRun.Checks([Case, Exact], [new DynamicKernels()]).Where(r => r.Form == LossForm.Span), result => Assert.Empty(result.Failures));
    }

    [Theory]
    [InlineData("Forward loss[0]: expected 0.693")]
    [InlineData("Forward loss[1]: expected 0.693")]
    [InlineData("fused loss[1]: expected 0.693")]
    [InlineData("fused gradient[0]: expected 1")]
    [InlineData("fused gradient[2]: expected 0.25")]
    [InlineData("Backward gradient[1]: expected -1")]
    [InlineData("Backward gradient[3]: expected -0.25")]
    public void A_wrong_entry_is_noticed(string failure)
    {
        (string call, string output, int index) = Parse(failure);
        foreach (CheckResult result in ConformanceRun.Checks([Case], [new Distorted(call, output, index, 1 + 1e-4)]))
        {
            Assert.StartsWith(failure, Assert.Single(result.Failures), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("Forward loss[0]")]
    [InlineData("fused gradient[0]")]
    [InlineData("Backward gradient[1]")]
    public void Exact_cases_are_judged_in_ulp(string place)
    {
        (string call, string output, int index) = Parse(place);
        Distorted few = new(call, output, index, 1 + (3 * Math.ScaleB(1, -24)));
        Distorted many = new(call, output, index, 1 + (12 * Math.ScaleB(1, -24)));
        Assert.All(ConformanceRun.Checks([Exact], [few]), r => Assert.Equal(r.Element == "float", r.Passed));
        Assert.All(ConformanceRun.Checks([Exact], [many]), r => Assert.False(r.Passed));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void What_is_not_finite_is_noticed(double factor)
    {
        foreach (string place in new[] { "Forward loss[1]", "fused loss[0]", "fused gradient[3]", "Backward gradient[0]" })
        {
            (string call, string output, int index) = Parse(place);
            Assert.All(ConformanceRun.Checks([Case], [new Distorted(call, output, index, factor)]), r => Assert.False(r.Passed));
            Assert.All(ConformanceRun.Checks([Exact], [new Distorted(call, output, 0, factor)]), r => Assert.False(r.Passed));
        }
    }

    [Fact]
    public void An_exception_and_a_missing_kernel_are_failures()
    {
        foreach (CheckResult result in ConformanceRun.Checks([Case], [new Broken()]))
        {
            string[] expected = result.Variant == "missing"
                ? ["Nobody wrote it."]
                : ["Forward threw InvalidOperationException: No.", "fused threw InvalidOperationException: No.", "Backward threw InvalidOperationException: No."];
            Assert.Equal(expected, result.Failures);
        }
    }

    private static (string Call, string Output, int Index) Parse(string place)
    {
        string[] parts = place.Split(' ', '[', ']');
        return (parts[0], parts[1], int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>The results that the cases expect, but for one entry.</summary>
    private sealed class Distorted(string call = "", string output = "", int index = 0, double factor = 1) : IKernelSource
    {
        public string Side => "test";

        public IEnumerable<LossKernel<T>> Kernels<T>(ConformanceCase c, LossForm form)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            double[] perUpstream = [.. c.ExpectedGradient!.Select((g, i) => g / c.Upstream[c.Upstream.Length == 1 ? 0 : c.LossOf(i)])];
            yield return new LossKernel<T>(
                "",
                arguments => Write("Forward", "loss", c.ExpectedLoss!, arguments.Losses),
                arguments =>
                {
                    Write("fused", "loss", c.ExpectedLoss!, arguments.Losses);
                    Write("fused", "gradient", perUpstream, arguments.Gradient);
                },
                arguments => Write("Backward", "gradient", c.ExpectedGradient!, arguments.Gradient));
        }

        private void Write<T>(string here, string what, double[] expected, T[] actual)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            for (int i = 0; i < expected.Length; i++)
            {
                actual[i] = T.CreateTruncating(expected[i] * (here == call && what == output && i == index ? factor : 1));
            }
        }
    }

    private sealed class Broken : IKernelSource
    {
        public string Side => "test";

        public IEnumerable<LossKernel<T>> Kernels<T>(ConformanceCase c, LossForm form)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            Action<LossCall<T>> fail = _ => throw new InvalidOperationException("No.");
            return [new LossKernel<T>("missing", "Nobody wrote it."), new LossKernel<T>("", fail, fail, fail)];
        }
    }
}
