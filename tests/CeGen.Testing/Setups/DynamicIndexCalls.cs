using System.Numerics;

namespace CeGen.Testing;

/// <summary>The calls of a dynamic loss over class indices.</summary>
internal sealed class DynamicIndexCalls<T, TTarget>(LossSetup setup) : IDynamicCalls<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTarget : unmanaged, IBinaryInteger<TTarget>
{
    private readonly CrossEntropyLoss _loss = DynamicSpanKernel.Loss(setup);

    public T Forward(SpanCall<T> call) => setup.Form == LogitsForm.Tensors
        ? _loss.Forward(call.LogitsTensor, call.IndicesTensorAs<TTarget>(), Extras(call, true))
        : _loss.Forward(call.Logits, call.IndicesAs<TTarget>(), Extras(call, true));

    public T Fused(SpanCall<T> call) => setup.Form == LogitsForm.Tensors
        ? _loss.ForwardBackward(call.LogitsTensor, call.IndicesTensorAs<TTarget>(), call.GradientTensor, Extras(call, true))
        : _loss.ForwardBackward(call.Logits, call.IndicesAs<TTarget>(), call.Gradient, Extras(call, true));

    public T Backward(SpanCall<T> call)
    {
        switch (setup.Form == LogitsForm.Tensors, setup.Reduction == Reduction.None)
        {
            case (true, true):
                _loss.Backward(call.LogitsTensor, call.IndicesTensorAs<TTarget>(), call.UpstreamTensor, call.GradientTensor, Extras(call, false));
                break;
            case (true, false):
                _loss.Backward(call.LogitsTensor, call.IndicesTensorAs<TTarget>(), call.Upstream[0], call.GradientTensor, Extras(call, false));
                break;
            case (false, true):
                _loss.Backward(call.Logits, call.IndicesAs<TTarget>(), call.Upstream, call.Gradient, Extras(call, false));
                break;
            default:
                _loss.Backward(call.Logits, call.IndicesAs<TTarget>(), call.Upstream[0], call.Gradient, Extras(call, false));
                break;
        }

        return T.Zero;
    }

    private CrossEntropyExtras<T> Extras(SpanCall<T> call, bool hasOutputs) => DynamicSpanKernel.Extras(setup, call, hasOutputs);
}
