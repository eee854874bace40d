using System.Numerics;
using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>What PyTorch computed in float64.</summary>
public abstract class ConformanceTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IConvertible
{
    private static readonly Dictionary<string, ConformanceCase> Cases =
        ConformanceCase.Read("cross_entropy.json").Where(c => c.IsIndexRows).ToDictionary(c => c.Name);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Fact]
    public void There_are_cases() => Assert.True(Cases.Count >= 40, $"only {Cases.Count}");

    [Theory]
    [MemberData(nameof(Names))]
    public void Forward_agrees_with_PyTorch(string name)
    {
        ConformanceCase c = Cases[name];
        Batch batch = BatchOf(c);
        T[] losses = new T[batch.Rows];
        T reduced = LossOf(c).Forward<T, long>(batch.LogitsAs<T>(), batch.Targets, losses);
        AgreesOnTheLoss(c, c.Reduction == Reduction.None ? losses : [reduced]);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_fused_call_agrees_with_PyTorch(string name)
    {
        ConformanceCase c = Cases[name];
        Calls.Outcome<T> outcome = Calls.Fused<T>(LossOf(c), BatchOf(c));
        AgreesOnTheLoss(c, c.Reduction == Reduction.None ? outcome.Losses : [outcome.Reduced]);

        // The file's gradient is that of the upstream gradient; where it is one number, the fused call's is that without it.
        if (c.Upstream.Length == 1)
        {
            T[] gradient = [.. outcome.Gradient.Select(g => g * T.CreateTruncating(c.Upstream[0]))];
            AgreesOnTheGradient(c, gradient);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Backward_agrees_with_PyTorch(string name)
    {
        ConformanceCase c = Cases[name];
        AgreesOnTheGradient(c, c.Reduction == Reduction.None
            ? Calls.Backward<T>(LossOf(c), BatchOf(c), c.Upstream)
            : Calls.Backward<T>(LossOf(c), BatchOf(c), c.Upstream[0]));
    }

    private static CrossEntropyLoss LossOf(ConformanceCase c) => Calls.Loss(c.Classes, c.Reduction, c.LabelSmoothing, c.IgnoreIndex);

    private static Batch BatchOf(ConformanceCase c) => new(c.Logits, [.. c.Targets.Select(t => (long)t)], c.Classes);

    private static void AgreesOnTheLoss(ConformanceCase c, T[] actual) =>
        Assert.Null(Agreement.FirstDifference("loss", c.ExpectedLoss, actual, Agreement.AbsoluteLoss<T>()));

    private static void AgreesOnTheGradient(ConformanceCase c, T[] actual) =>
        Assert.Null(Agreement.FirstDifference("gradient", c.ExpectedGradient, actual, Agreement.AbsoluteGradient(c.Upstream)));
}

public sealed class ConformanceSingleTests : ConformanceTests<float>;

public sealed class ConformanceDoubleTests : ConformanceTests<double>;
