using System.Numerics;

namespace CeGen.Testing;

/// <summary>Calls the dynamic losses as a setup wants it. Their weights are arguments of the calls.</summary>
public static class DynamicSpanKernel
{
    /// <summary>The same setup as a dynamic loss can have it.</summary>
    public static LossSetup Setup(LossSetup setup) =>
        setup with { PassesWeights = setup.Weights is not null, PassesPositiveWeights = setup.PositiveWeights is not null };

    public static SpanKernel<T> Of<T>(LossSetup setup)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => setup.IsBinary ? Of(new DynamicBinaryCalls<T>(setup)) : setup.Targets switch
        {
            "" => Of(new DynamicProbabilityCalls<T>(setup)),
            "byte" => Of(new DynamicIndexCalls<T, byte>(setup)),
            "sbyte" => Of(new DynamicIndexCalls<T, sbyte>(setup)),
            "short" => Of(new DynamicIndexCalls<T, short>(setup)),
            "ushort" => Of(new DynamicIndexCalls<T, ushort>(setup)),
            "int" => Of(new DynamicIndexCalls<T, int>(setup)),
            "uint" => Of(new DynamicIndexCalls<T, uint>(setup)),
            "long" => Of(new DynamicIndexCalls<T, long>(setup)),
            _ => Of(new DynamicIndexCalls<T, ulong>(setup)),
        };

    /// <summary>The loss of a setup that is no binary one.</summary>
    public static CrossEntropyLoss Loss(LossSetup setup) => new(setup.Classes, new CrossEntropyOptions
    {
        Reduction = setup.Reduction,
        LabelSmoothing = setup.Smoothing,
        FocalGamma = setup.Gamma,
        IgnoreIndex = setup.IgnoreIndex,
        AllIgnored = setup.AllIgnored,
        Layout = setup.Form == LogitsForm.Positions ? ClassLayout.ClassFirst : ClassLayout.ClassLast,
        MaxDegreeOfParallelism = setup.IsParallel ? -1 : 1,
    });

    /// <summary>What a call has besides logits and targets: the outputs too, if it has any.</summary>
    internal static CrossEntropyExtras<T> Extras<T>(LossSetup setup, SpanCall<T> call, bool hasOutputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CrossEntropyExtras<T> extras = default;
        extras = setup.Weights is not null ? extras with { Weights = call.Weights } : extras;
        extras = setup.Form == LogitsForm.Positions ? extras with { SpatialSize = call.SpatialSize } : extras;
        extras = hasOutputs && setup.WritesLosses ? extras with { Losses = call.Losses } : extras;
        extras = hasOutputs && setup.HasLogSumExp ? extras with { LogSumExp = call.LogSumExp } : extras;
        return hasOutputs && setup.HasPredictions ? extras with { Predictions = call.Predictions } : extras;
    }

    private static SpanKernel<T> Of<T>(IDynamicCalls<T> calls)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => new(calls.Forward, calls.Fused, calls.Backward);
}
