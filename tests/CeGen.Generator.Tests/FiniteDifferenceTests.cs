using CeGen.Generator.Tests.Harness;

namespace CeGen.Generator.Tests;

/// <summary>Gradients against central differences of the kernel's own loss, in double.</summary>
public sealed class FiniteDifferenceTests
{
    private const int Rows = 9;

    private static readonly Kernel[] Kernels =
    [
        .. from classes in new[] { 1, 2, 3, 5, 10, 32, 33, 70 }
           from smoothing in new[] { 0, 0.2, 1 }
           from reduction in new[] { Reduction.Mean, Reduction.Sum }
           select new Kernel($"Loss_{classes}_{(int)(smoothing * 10)}_{reduction}", "double", classes, reduction, smoothing),
    ];

    private static readonly LoadedAssembly Assembly = Generation.Run(Kernel.Source(Kernels)).Load();

    public static TheoryData<string> Names => [.. Kernels.Select(k => k.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_gradient_is_the_derivative_of_the_loss(string name)
    {
        Kernel kernel = Kernels.Single(k => k.Name == name);
        double[] logits = Data.Logits(Rows * kernel.Classes, 4, 2);
        long[] targets = Data.Targets(Rows, kernel.Classes, 4, -100);
        double[] gradient = new double[logits.Length];
        Assembly.Method<Fused<double, long>>(name)(logits, targets, gradient);

        Forward<double, long> loss = Assembly.Method<Forward<double, long>>(name);
        const double Step = 1e-5;
        for (int i = 0; i < logits.Length; i++)
        {
            double at = logits[i];
            logits[i] = at + Step;
            double above = loss(logits, targets);
            logits[i] = at - Step;
            double below = loss(logits, targets);
            logits[i] = at;
            Assert.Equal((above - below) / (2 * Step), gradient[i], 1e-8);
        }
    }
}
