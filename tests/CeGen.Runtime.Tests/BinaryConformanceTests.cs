using System.Numerics;
using CeGen.Testing;

namespace CeGen.Runtime.Tests;

/// <summary>What PyTorch computed in float64.</summary>
public abstract class BinaryConformanceTests<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>, IConvertible
{
    private static readonly Dictionary<string, BinaryConformanceCase> Cases = BinaryConformanceCase.Read().ToDictionary(c => c.Name);

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Fact]
    public void There_are_cases() => Assert.Equal(12, Cases.Count);

    [Theory]
    [MemberData(nameof(Names))]
    public void Losses_agree_with_PyTorch(string name)
    {
        BinaryConformanceCase c = Cases[name];
        BinaryBatch.Outcome<T> outcome = BatchOf(c).Fused<T>(BinaryBatch.Loss(c.Labels, c.Reduction));
        T[] actual = c.Reduction == Reduction.None ? outcome.Losses : [outcome.Reduced];
        Assert.Null(Agreement.FirstDifference("loss", c.ExpectedLoss, actual, Agreement.AbsoluteLoss<T>()));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_agree_with_PyTorch(string name)
    {
        BinaryConformanceCase c = Cases[name];
        BinaryCrossEntropyLoss loss = BinaryBatch.Loss(c.Labels, c.Reduction);
        T[] actual = c.Reduction == Reduction.None ? BatchOf(c).Backward<T>(loss, c.Upstream) : BatchOf(c).Backward<T>(loss, c.Upstream[0]);
        Assert.Null(Agreement.FirstDifference("gradient", c.ExpectedGradient, actual, Agreement.AbsoluteGradient(c.Upstream)));
    }

    private static BinaryBatch BatchOf(BinaryConformanceCase c) => new(c.Logits, c.Targets, c.Labels, c.Weights, c.PositiveWeights);
}

public sealed class BinaryConformanceSingleTests : BinaryConformanceTests<float>;

public sealed class BinaryConformanceDoubleTests : BinaryConformanceTests<double>;
