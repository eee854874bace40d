using System.Numerics;

namespace CeGen.Benchmarks;

/// <summary>What a C# programmer writes from the formula, without vectors: a loop each for the maximum, the exponentials with their sum, and the gradient.</summary>
internal static class ScalarPeer
{
    public static Func<Problem<T>, double> For<T>(LossOptions options)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => options switch
        {
            { Targets: TargetKind.Label } => p => ScalarLabels.Run(p.Logits, p.Probabilities, p.Gradient),
            { Targets: TargetKind.Probability } => p => ScalarProbabilities.Run(p.Logits, p.Probabilities, p.Gradient, p.Shape.Classes),
            { Layout: ClassLayout.ClassFirst } => p => ScalarPositions.Run(p.Logits, p.Indices, p.Gradient, p.Shape),
            { IsForwardOnly: true } => p => ScalarRows.Forward(p.Logits, p.Indices, p.Shape.Classes),
            { ClassWeights: not null } => p => ScalarRows.Weighted(p.Logits, p.Indices, p.Weights, p.Gradient),
            { LabelSmoothing: not 0 } => p => ScalarRows.Smoothed(p.Logits, p.Indices, T.CreateChecked(options.LabelSmoothing), p.Gradient, p.Shape.Classes),
            _ => p => ScalarRows.Plain(p.Logits, p.Indices, p.Gradient, p.Shape.Classes),
        };
}
