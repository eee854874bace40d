using System.Numerics;

namespace CeGen.Benchmarks;

/// <summary>The losses of the runtime, whose options are known only at run time.</summary>
internal static class DynamicPeer
{
    public static Func<Problem<T>, T> For<T>(int classes, LossOptions options, int threads)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (options.Targets == TargetKind.Label)
        {
            var binary = new BinaryCrossEntropyLoss(classes, new BinaryCrossEntropyOptions { MaxDegreeOfParallelism = threads });
            return p => binary.ForwardBackward(p.Logits, p.Probabilities, p.Gradient);
        }

        var loss = new CrossEntropyLoss(
            classes, new CrossEntropyOptions { LabelSmoothing = options.LabelSmoothing, Layout = options.Layout, MaxDegreeOfParallelism = threads });
        return options switch
        {
            { Targets: TargetKind.Probability } => p => loss.ForwardBackward(p.Logits, p.Probabilities, p.Gradient),
            { IsForwardOnly: true } => p => loss.Forward(p.Logits, p.Indices),
            { Layout: ClassLayout.ClassFirst } =>
                p => loss.ForwardBackward(p.Logits, p.Indices, p.Gradient, new CrossEntropyExtras<T> { SpatialSize = p.Shape.Spatial }),
            { ClassWeights: not null } => p => loss.ForwardBackward(p.Logits, p.Indices, p.Gradient, new CrossEntropyExtras<T> { Weights = p.Weights }),
            _ => p => loss.ForwardBackward(p.Logits, p.Indices, p.Gradient),
        };
    }
}
