using System.Numerics;

namespace CeGen.Testing;

/// <summary>Calls <see cref="CrossEntropyLoss"/> for a case.</summary>
internal static class DynamicCrossEntropy
{
    public static LossKernel<T> Kernel<T>(ConformanceCase c, LossForm form)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CrossEntropyLoss loss = Loss(c, form);
        return (form, c.Indices) switch
        {
            (LossForm.Span, not null) => Indices<T>(c, loss),
            (LossForm.Span, null) => Probabilities<T>(c, loss),
            (_, not null) => DynamicTensorCrossEntropy.Indices<T>(c, loss),
            _ => DynamicTensorCrossEntropy.Probabilities<T>(c, loss),
        };
    }

    /// <summary>What a case has besides logits and targets. A span that is set counts, also if it is empty.</summary>
    public static CrossEntropyExtras<T> Extras<T>(ConformanceCase c, LossCall<T> call, bool withLosses, bool withSpatialSize)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CrossEntropyExtras<T> extras = default;
        if (c.Weights is not null)
        {
            extras = extras with { Weights = call.Weights };
        }

        if (withLosses && c.Reduction == Reduction.None)
        {
            extras = extras with { Losses = call.Losses };
        }

        return withSpatialSize && IsClassFirst(c) ? extras with { SpatialSize = call.SpatialSize } : extras;
    }

    /// <summary>Keeps the result of a call that has one.</summary>
    public static void Keep<T>(ConformanceCase c, LossCall<T> call, T reduced)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (c.Reduction != Reduction.None)
        {
            call.Losses[0] = reduced;
        }
    }

    private static LossKernel<T> Indices<T>(ConformanceCase c, CrossEntropyLoss loss)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => new(
            "",
            call => Keep(c, call, loss.Forward<T, long>(call.Logits, call.Indices, All(c, call))),
            call => Keep(c, call, loss.ForwardBackward<T, long>(call.Logits, call.Indices, call.Gradient.AsSpan(), All(c, call))),
            c.Reduction == Reduction.None
                ? call => loss.Backward<T, long>(call.Logits, call.Indices, call.Upstream.AsSpan(), call.Gradient, Inputs(c, call))
                : call => loss.Backward<T, long>(call.Logits, call.Indices, call.Upstream[0], call.Gradient, Inputs(c, call)));

    private static LossKernel<T> Probabilities<T>(ConformanceCase c, CrossEntropyLoss loss)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => new(
            "",
            call => Keep(c, call, loss.Forward<T>(call.Logits, call.Probabilities, All(c, call))),
            call => Keep(c, call, loss.ForwardBackward<T>(call.Logits, call.Probabilities, call.Gradient, All(c, call))),
            c.Reduction == Reduction.None
                ? call => loss.Backward<T>(call.Logits, call.Probabilities, call.Upstream.AsSpan(), call.Gradient, Inputs(c, call))
                : call => loss.Backward<T>(call.Logits, call.Probabilities, call.Upstream[0], call.Gradient, Inputs(c, call)));

    private static CrossEntropyExtras<T> All<T>(ConformanceCase c, LossCall<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Extras(c, call, withLosses: true, withSpatialSize: true);

    private static CrossEntropyExtras<T> Inputs<T>(ConformanceCase c, LossCall<T> call)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => Extras(c, call, withLosses: false, withSpatialSize: true);

    private static CrossEntropyLoss Loss(ConformanceCase c, LossForm form) => new(c.Classes, new CrossEntropyOptions
    {
        Reduction = c.Reduction,
        LabelSmoothing = c.LabelSmoothing,
        IgnoreIndex = c.IgnoreIndex,
        FocalGamma = c.FocalGamma,
        Layout = form == LossForm.Span && IsClassFirst(c) ? ClassLayout.ClassFirst : ClassLayout.ClassLast,
    });

    private static bool IsClassFirst(ConformanceCase c) => c.Shape.Length > 2;
}
