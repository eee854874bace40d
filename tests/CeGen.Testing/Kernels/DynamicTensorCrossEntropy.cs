using System.Numerics;

namespace CeGen.Testing;

/// <summary>Calls the tensor form of <see cref="CrossEntropyLoss"/> for a case.</summary>
internal static class DynamicTensorCrossEntropy
{
    public static LossKernel<T> Indices<T>(ConformanceCase c, CrossEntropyLoss loss)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => new(
            "",
            call => DynamicCrossEntropy.Keep(c, call, loss.Forward(call.LogitsTensor, call.IndicesTensor, All(c, call))),
            call => DynamicCrossEntropy.Keep(c, call, loss.ForwardBackward(call.LogitsTensor, call.IndicesTensor, call.GradientTensor, All(c, call))),
            c.Reduction == Reduction.None
                ? call => loss.Backward(call.LogitsTensor, call.IndicesTensor, call.UpstreamTensor, call.GradientTensor, Inputs(c, call))
                : call => loss.Backward(call.LogitsTensor, call.IndicesTensor, call.Upstream[0], call.GradientTensor, Inputs(c, call)));

    public static LossKernel<T> Probabilities<T>(ConformanceCase c, CrossEntropyLoss loss)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => new(
            "",
            call => DynamicCrossEntropy.Keep(c, call, loss.Forward<T>(call.LogitsTensor, call.ProbabilitiesTensor, All(c, call))),
            call => DynamicCrossEntropy.Keep(c, call, loss.ForwardBackward<T>(call.LogitsTensor, call.ProbabilitiesTensor, call.GradientTensor, All(c, call))),
            c.Reduction == Reduction.None
                ? call => loss.Backward<T>(call.LogitsTensor, call.ProbabilitiesTensor, call.UpstreamTensor, call.GradientTensor, Inputs(c, call))
                : call => loss.Backward<T>(call.LogitsTensor, call.ProbabilitiesTensor, call.Upstream[0], call.GradientTensor, Inputs(c, call)));

    private static CrossEntropyExtras<T> All<T>(ConformanceCase c, LossCall<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => DynamicCrossEntropy.Extras(c, call, withLosses: true, withSpatialSize: false);

    private static CrossEntropyExtras<T> Inputs<T>(ConformanceCase c, LossCall<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => DynamicCrossEntropy.Extras(c, call, withLosses: false, withSpatialSize: false);
}
