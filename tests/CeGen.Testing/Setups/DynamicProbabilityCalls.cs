using System.Numerics;

namespace CeGen.Testing;

/// <summary>The calls of a dynamic loss over class probabilities.</summary>
internal sealed class DynamicProbabilityCalls<T>(LossSetup setup) : IDynamicCalls<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly CrossEntropyLoss _loss = DynamicSpanKernel.Loss(setup);

    public T Forward(SpanCall<T> call) => setup.Form == LogitsForm.Tensors
        ? _loss.Forward<T>(call.LogitsTensor, call.ProbabilitiesTensor, Extras(call, true))
        : _loss.Forward(call.Logits, call.Probabilities, Extras(call, true));

    public T Fused(SpanCall<T> call) => setup.Form == LogitsForm.Tensors
        ? _loss.ForwardBackward<T>(call.LogitsTensor, call.ProbabilitiesTensor, call.GradientTensor, Extras(call, true))
        : _loss.ForwardBackward(call.Logits, call.Probabilities, call.Gradient, Extras(call, true));

    public T Backward(SpanCall<T> call)
    {
        switch (setup.Form == LogitsForm.Tensors, setup.Reduction == Reduction.None)
        {
            case (true, true):
                _loss.Backward<T>(call.LogitsTensor, call.ProbabilitiesTensor, call.UpstreamTensor, call.GradientTensor, Extras(call, false));
                break;
            case (true, false):
                _loss.Backward<T>(call.LogitsTensor, call.ProbabilitiesTensor, call.Upstream[0], call.GradientTensor, Extras(call, false));
                break;
            case (false, true):
                _loss.Backward(call.Logits, call.Probabilities, call.Upstream, call.Gradient, Extras(call, false));
                break;
            default:
                _loss.Backward(call.Logits, call.Probabilities, call.Upstream[0], call.Gradient, Extras(call, false));
                break;
        }

        return T.Zero;
    }

    private CrossEntropyExtras<T> Extras(SpanCall<T> call, bool hasOutputs) => DynamicSpanKernel.Extras(setup, call, hasOutputs);
}
