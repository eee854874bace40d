using CeGen.Generator.Tests.Harness;

namespace CeGen.Generator.Tests;

/// <summary>Gradients of generated binary kernels against central differences of their own losses, in double.</summary>
public sealed class BinaryFiniteDifferenceTests
{
    private static readonly BinaryLoss[] Losses =
    [
        .. from labels in new[] { 1, 4, 5, 19 }
           from gamma in new[] { 0, 0.5, 1, 2, 3.5 }
           from alpha in new double?[] { null, 0.3 }
           select new BinaryLoss($"Loss_{labels}_{(int)(gamma * 10)}_{alpha is null}", "double", labels, Reduction.Mean, gamma, alpha, PositiveWeights: [.. Enumerable.Range(1, labels).Select(i => 0.5 * i)]),
    ];

    private static readonly LoadedAssembly Assembly = Generation.Run(BinaryLoss.Source(Losses)).Load();

    public static TheoryData<string> Names => [.. Losses.Select(l => l.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_gradient_is_the_derivative_of_the_loss(string name)
    {
        int length = 3 * Losses.Single(l => l.Name == name).Labels;
        double[] logits = Data.Logits(length, 4, 2);
        double[] targets = [.. Data.Logits(length, 8, 0.5).Select((t, i) => i % 3 == 0 ? t + 0.5 : i % 2)];
        double[] losses = new double[length];
        double[] gradient = new double[length];
        Assembly.Method<BinaryFused<double>>(name, "Calls")(logits, targets, default, default, losses, gradient);

        BinaryForward<double> loss = Assembly.Method<BinaryForward<double>>(name, "Calls");
        const double Step = 1e-5;
        for (int i = 0; i < length; i++)
        {
            double at = logits[i];
            logits[i] = at + Step;
            double above = loss(logits, targets, default, default, losses);
            logits[i] = at - Step;
            double below = loss(logits, targets, default, default, losses);
            logits[i] = at;
            Assert.Equal((above - below) / (2 * Step), gradient[i], 1e-8);
        }
    }
}
