using CeGen.Generator.Tests.Harness;
using CeGen.Testing;
using Xunit.Abstractions;

namespace CeGen.Generator.Tests;

/// <summary>Generated binary kernels against 60-digit arithmetic, for targets that are 0 or 1: in ulp of the very loss and the very gradient.</summary>
public sealed class BinaryExactnessTests(ITestOutputHelper output)
{
    private static readonly ILookup<double, ExactBinaryCase> Gammas = ExactBinaryCase.Read().ToLookup(c => c.Gamma);

    [Theory]
    [InlineData(0, 4)]
    [InlineData(0.5, 6)]
    [InlineData(2, 6)]
    public void Float_kernels_keep_the_promise(double gamma, double ulp) => Check<float>("float", gamma, ulp);

    [Theory]
    [InlineData(0, 4)]
    [InlineData(0.5, 6)]
    [InlineData(2, 6)]
    public void Double_kernels_keep_the_promise(double gamma, double ulp) => Check<double>("double", gamma, ulp);

    private void Check<T>(string element, double gamma, double ulp)
        where T : struct, IConvertible
    {
        var loss = new BinaryLoss("Loss", element, 1, Reduction.None, gamma);
        LoadedAssembly assembly = Generation.Run(BinaryLoss.Source([loss])).Load();
        foreach (IGrouping<string, ExactBinaryCase> family in Gammas[gamma].GroupBy(c => c.Family))
        {
            ExactBinaryCase[] cases = [.. family];
            Assert.True(cases.Length >= 20);
            BinaryLoss.Outcome<T> outcome = loss.Run(
                assembly, cases.Select(c => c.Logit).As<T>(), cases.Select(c => c.Target).As<T>(), cases.Select(_ => 1.0).As<T>());
            double worstLoss = cases.Select((c, i) => Ulp.Error<T>(outcome.Losses[i].ToDouble(null), c.Loss)).Max();
            double worstGradient = cases.Select((c, i) => Ulp.Error<T>(outcome.Gradient[i].ToDouble(null), c.Gradient)).Max();

            output.WriteLine(FormattableString.Invariant(
                $"generated binary {element,-6} gamma {gamma,-3} {family.Key,-9} loss {worstLoss,5:F2} ulp   gradient {worstGradient,5:F2} ulp"));
            Assert.True(worstLoss <= ulp, $"{family.Key}: loss {worstLoss} ulp");
            Assert.True(worstGradient <= ulp, $"{family.Key}: gradient {worstGradient} ulp");
        }
    }
}
