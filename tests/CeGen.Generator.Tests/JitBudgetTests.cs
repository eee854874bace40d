using System.Reflection;
using CeGen.Generator.Planning;
using CeGen.Generator.Tests.Harness;
using Xunit.Abstractions;

namespace CeGen.Generator.Tests;

/// <summary>What is emitted stays within what the JIT optimises.</summary>
public sealed class JitBudgetTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(4)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(1000)]
    public void Kernels_with_every_option_stay_within_the_budget(int classes)
    {
        double[] weights = [.. Enumerable.Range(0, classes).Select(c => c % 3 * 0.5)];
        OptionKernel[] kernels =
        [
            .. from element in new[] { "float", "double" }
               from loss in new (double Smoothing, double Gamma, bool HasProbabilities)[] { (0.1, 0, false), (0, 1.5, false), (0.1, 0, true) }
               from source in new[] { Harness.WeightSource.Attribute, Harness.WeightSource.Parameter }
               select new OptionKernel(
                   $"Loss_{element}_{(loss.HasProbabilities ? "probabilities" : loss.Gamma > 0 ? "focal" : "smooth")}_{source}",
                   element, classes, Reduction.Mean, loss.Smoothing, loss.Gamma, loss.HasProbabilities, source, weights, Form.Positions),
        ];
        Check(Generation.Run(OptionKernel.Source(kernels)).Load(), classes, methods: 12 * 2 * 4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(32)]
    [InlineData(33)]
    [InlineData(127)]
    [InlineData(1000)]
    [InlineData(50_257)]
    [InlineData(1_000_000)]
    public void Kernels_stay_within_the_budget(int classes)
    {
        Kernel[] kernels =
        [
            .. from element in new[] { "float", "double" }
               from smoothing in new[] { 0, 0.1 }
               select new Kernel($"Loss_{element}_{(smoothing == 0 ? "plain" : "smooth")}", element, classes, Reduction.Mean, smoothing),
        ];
        Check(Generation.Run(Kernel.Source(kernels)).Load(), classes, methods: 4 * 8);
    }

    private void Check(LoadedAssembly assembly, int classes, int methods)
    {
        int seen = 0;
        foreach (MethodInfo method in assembly.KernelMethods())
        {
            MethodBody body = method.GetMethodBody()!;
            int bytes = body.GetILAsByteArray()!.Length;
            output.WriteLine($"{classes} classes, {method.DeclaringType!.Name.Split("__")[^1]}.{method.Name}: {bytes} bytes of IL, {body.LocalVariables.Count} locals");
            Assert.InRange(bytes, 1, JitBudget.MostIlBytes);
            Assert.InRange(body.LocalVariables.Count, 0, JitBudget.MostLocals);
            seen++;
        }

        Assert.True(seen >= methods, $"Only {seen} methods were seen.");
    }
}
