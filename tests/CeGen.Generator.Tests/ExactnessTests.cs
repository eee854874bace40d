using CeGen.Generator.Tests.Harness;
using CeGen.Testing;
using Xunit.Abstractions;

namespace CeGen.Generator.Tests;

/// <summary>Generated kernels against 60-digit arithmetic. The figures stand in docs/numerics.md.</summary>
public sealed class ExactnessTests(ITestOutputHelper output)
{
    /// <summary>The most units in the last place, for the loss of a row and for its gradient (in those of the largest entry).</summary>
    private const double Promise = 4;

    [Fact]
    public void Float_kernels_keep_the_promise() => Check<float>("float");

    [Fact]
    public void Double_kernels_keep_the_promise() => Check<double>("double");

    private void Check<T>(string element)
        where T : struct, IConvertible
    {
        IReadOnlyList<ExactCase> cases = ExactCase.Read();
        Kernel[] kernels = [.. cases.Select(c => c.Logits.Length).Distinct().Select(c => new Kernel($"Loss{c}", element, c, Reduction.Sum))];
        LoadedAssembly assembly = Generation.Run(Kernel.Source(kernels)).Load();

        foreach (IGrouping<string, ExactCase> family in cases.GroupBy(c => c.Family))
        {
            double worstLoss = 0;
            double worstGradient = 0;
            foreach (ExactCase c in family)
            {
                Kernel kernel = kernels.Single(k => k.Classes == c.Logits.Length);
                (T[] losses, T[] gradient) = kernel.Run(assembly, c.Logits.As<T>(), [c.Target], new double[] { 1 }.As<T>());
                double largest = c.Gradient.Max(Math.Abs);
                worstLoss = Math.Max(worstLoss, Ulp.Error<T>(losses[0].ToDouble(null), c.Loss));
                worstGradient = Math.Max(worstGradient, gradient.Zip(c.Gradient, (a, e) => Ulp.Error<T>(a.ToDouble(null), e, largest)).Max());
            }

            output.WriteLine($"generated {element,-6} {family.Key,-9} loss {worstLoss,6:F2} ulp   gradient {worstGradient,6:F2} ulp");
            Assert.True(worstLoss <= Promise, $"{family.Key}: loss {worstLoss} ulp");
            Assert.True(worstGradient <= Promise, $"{family.Key}: gradient {worstGradient} ulp");
        }
    }
}
