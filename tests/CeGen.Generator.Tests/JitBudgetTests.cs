using System.Reflection;
using CeGen.Generator.Planning;
using CeGen.Generator.Tests.Harness;
using Xunit.Abstractions;

namespace CeGen.Generator.Tests;

/// <summary>What is emitted stays within what the JIT optimises.</summary>
public sealed class JitBudgetTests(ITestOutputHelper output)
{
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
        LoadedAssembly assembly = Generation.Run(Kernel.Source(kernels)).Load();

        int methods = 0;
        foreach (MethodInfo method in assembly.KernelMethods())
        {
            MethodBody body = method.GetMethodBody()!;
            int bytes = body.GetILAsByteArray()!.Length;
            output.WriteLine($"{classes} classes, {method.DeclaringType!.Name.Split("__")[^1]}.{method.Name}: {bytes} bytes of IL, {body.LocalVariables.Count} locals");
            Assert.InRange(bytes, 1, JitBudget.MostIlBytes);
            Assert.InRange(body.LocalVariables.Count, 0, JitBudget.MostLocals);
            methods++;
        }

        Assert.True(methods >= 4 * 8, "Too few methods were seen.");
    }
}
