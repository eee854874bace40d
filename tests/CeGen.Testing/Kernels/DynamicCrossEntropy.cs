using System.Numerics;

namespace CeGen.Testing;

/// <summary>Calls <see cref="CrossEntropyLoss"/> for a case.</summary>
internal static class DynamicCrossEntropy
{
    public static LossKernel<T> Kernel<T>(ConformanceCase c, LossForm form)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => (form, c.Indices) switch
        {
            (LossForm.Span, not null) => IndexSpans<T>(c, Loss(c, form)),
            (LossForm.Span, null) => ProbabilitySpans<T>(c, Loss(c, form)),
            _ => new LossKernel<T>("", "The dynamic cross entropy takes spans."),
        };

    private static LossKernel<T> IndexSpans<T>(ConformanceCase c, CrossEntropyLoss loss)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => c.Reduction == Reduction.None
            ? new LossKernel<T>(
                "",
                call => loss.Forward<T, long>(call.Logits, call.Indices, Extras(c, call)),
                call => loss.ForwardBackward<T, long>(call.Logits, call.Indices, call.Gradient.AsSpan(), Extras(c, call)),
                call => loss.Backward<T, long>(call.Logits, call.Indices, call.Upstream.AsSpan(), call.Gradient, Extras(c, call, isBackward: true)))
            : new LossKernel<T>(
                "",
                call => call.Losses[0] = loss.Forward<T, long>(call.Logits, call.Indices, Extras(c, call)),
                call => call.Losses[0] = loss.ForwardBackward<T, long>(call.Logits, call.Indices, call.Gradient.AsSpan(), Extras(c, call)),
                call => loss.Backward<T, long>(call.Logits, call.Indices, call.Upstream[0], call.Gradient, Extras(c, call, isBackward: true)));

    private static LossKernel<T> ProbabilitySpans<T>(ConformanceCase c, CrossEntropyLoss loss)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => c.Reduction == Reduction.None
            ? new LossKernel<T>(
                "",
                call => loss.Forward<T>(call.Logits, call.Probabilities, Extras(c, call)),
                call => loss.ForwardBackward<T>(call.Logits, call.Probabilities, call.Gradient, Extras(c, call)),
                call => loss.Backward<T>(call.Logits, call.Probabilities, call.Upstream.AsSpan(), call.Gradient, Extras(c, call, isBackward: true)))
            : new LossKernel<T>(
                "",
                call => call.Losses[0] = loss.Forward<T>(call.Logits, call.Probabilities, Extras(c, call)),
                call => call.Losses[0] = loss.ForwardBackward<T>(call.Logits, call.Probabilities, call.Gradient, Extras(c, call)),
                call => loss.Backward<T>(call.Logits, call.Probabilities, call.Upstream[0], call.Gradient, Extras(c, call, isBackward: true)));

    private static CrossEntropyLoss Loss(ConformanceCase c, LossForm form) => new(c.Classes, new CrossEntropyOptions
    {
        Reduction = c.Reduction,
        LabelSmoothing = c.LabelSmoothing,
        IgnoreIndex = c.IgnoreIndex,
        FocalGamma = c.FocalGamma,
        Layout = form == LossForm.Span && c.Shape.Length > 2 ? ClassLayout.ClassFirst : ClassLayout.ClassLast,
    });

    /// <summary>What the case has besides logits and targets. What is set counts, also if it is empty.</summary>
    private static CrossEntropyExtras<T> Extras<T>(ConformanceCase c, LossCall<T> call, bool isBackward = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => (c.Weights is not null, c.Reduction == Reduction.None && !isBackward) switch
        {
            (false, false) => new CrossEntropyExtras<T> { SpatialSize = call.SpatialSize },
            (false, true) => new CrossEntropyExtras<T> { SpatialSize = call.SpatialSize, Losses = call.Losses },
            (true, false) => new CrossEntropyExtras<T> { SpatialSize = call.SpatialSize, Weights = call.Weights },
            (true, true) => new CrossEntropyExtras<T> { SpatialSize = call.SpatialSize, Weights = call.Weights, Losses = call.Losses },
        };
}
