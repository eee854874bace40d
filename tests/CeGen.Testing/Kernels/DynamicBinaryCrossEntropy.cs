using System.Numerics;

namespace CeGen.Testing;

/// <summary>Calls <see cref="BinaryCrossEntropyLoss"/> for a case.</summary>
internal static class DynamicBinaryCrossEntropy
{
    public static LossKernel<T> Kernel<T>(ConformanceCase c)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var options = new BinaryCrossEntropyOptions { Reduction = c.Reduction, FocalGamma = c.FocalGamma, FocalAlpha = c.FocalAlpha };
        var loss = new BinaryCrossEntropyLoss(c.Classes, options);
        return c.Reduction == Reduction.None
            ? new LossKernel<T>(
                "",
                call => loss.Forward<T>(call.Logits, call.Probabilities, call.Losses.AsSpan(), Weights(c, call)),
                call => loss.ForwardBackward<T>(call.Logits, call.Probabilities, call.Losses.AsSpan(), call.Gradient, Weights(c, call)),
                call => loss.Backward<T>(call.Logits, call.Probabilities, call.Upstream.AsSpan(), call.Gradient, Weights(c, call)))
            : new LossKernel<T>(
                "",
                call => call.Losses[0] = loss.Forward<T>(call.Logits, call.Probabilities, Weights(c, call)),
                call => call.Losses[0] = loss.ForwardBackward<T>(call.Logits, call.Probabilities, call.Gradient.AsSpan(), Weights(c, call)),
                call => loss.Backward<T>(call.Logits, call.Probabilities, call.Upstream[0], call.Gradient, Weights(c, call)));
    }

    private static BinaryWeights<T> Weights<T>(ConformanceCase c, LossCall<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => (c.Weights, c.PositiveWeights) switch
        {
            (null, null) => default,
            (null, _) => new BinaryWeights<T> { PositiveWeights = call.PositiveWeights },
            (_, null) => new BinaryWeights<T> { LabelWeights = call.Weights },
            _ => new BinaryWeights<T> { LabelWeights = call.Weights, PositiveWeights = call.PositiveWeights },
        };
}
