using System.Numerics;

namespace CeGen.Testing;

/// <summary>The calls of a dynamic binary loss.</summary>
internal sealed class DynamicBinaryCalls<T>(LossSetup setup) : IDynamicCalls<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly BinaryCrossEntropyLoss _loss = new(setup.Classes, new BinaryCrossEntropyOptions
    {
        Reduction = setup.Reduction,
        FocalGamma = setup.Gamma,
        FocalAlpha = setup.Alpha,
        MaxDegreeOfParallelism = setup.IsParallel ? -1 : 1,
    });

    public T Forward(SpanCall<T> call) => setup.WritesLosses
        ? _loss.Forward(call.Logits, call.Probabilities, call.Losses, Weights(call))
        : _loss.Forward(call.Logits, call.Probabilities, Weights(call));

    public T Fused(SpanCall<T> call) => setup.WritesLosses
        ? _loss.ForwardBackward(call.Logits, call.Probabilities, call.Losses, call.Gradient, Weights(call))
        : _loss.ForwardBackward(call.Logits, call.Probabilities, call.Gradient, Weights(call));

    public T Backward(SpanCall<T> call)
    {
        if (setup.Reduction == Reduction.None)
        {
            _loss.Backward(call.Logits, call.Probabilities, call.Upstream, call.Gradient, Weights(call));
        }
        else
        {
            _loss.Backward(call.Logits, call.Probabilities, call.Upstream[0], call.Gradient, Weights(call));
        }

        return T.Zero;
    }

    private BinaryWeights<T> Weights(SpanCall<T> call)
    {
        BinaryWeights<T> weights = default;
        weights = setup.Weights is not null ? weights with { LabelWeights = call.Weights } : weights;
        return setup.PositiveWeights is not null ? weights with { PositiveWeights = call.PositiveWeights } : weights;
    }
}
