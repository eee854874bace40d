using CeGen.Generator.Model;
using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>The call of the driver.</summary>
internal static class CallEmitter
{
    private const string Runtime = "global::CeGen.Runtime.";

    public static string Call(KernelPlan plan, ParameterModel[] parameters)
    {
        bool isSpatial = plan.Positions is not null;
        (string Type, string Value)[] kernels = plan.Strategy is ForwardStrategy ? Dynamic(plan, isSpatial) : Own(plan, isSpatial);
        string driver = plan.Targets.AreProbabilities ? "ProbabilityLossDriver" : "LossDriver";
        string element = plan.Element.Keyword();
        string types = string.Join(", ", [.. kernels.Select(k => k.Type), plan.Targets.AreProbabilities ? element : $"{element}, {plan.Targets.Keyword}"]);
        return $"{Runtime}{driver}.Run<{types}>({string.Join(", ", kernels.Select(k => k.Value))}, {Arguments(plan, parameters)})";
    }

    private static (string Type, string Value)[] Own(KernelPlan plan, bool isSpatial)
    {
        string prefix = $"global::{FileEmitter.KernelNamespace}.";
        return isSpatial ? [(prefix + plan.PositionKernelName, "default"), (prefix + plan.KernelName, "default")] : [(prefix + plan.KernelName, "default")];
    }

    private static (string Type, string Value)[] Dynamic(KernelPlan plan, bool isSpatial)
    {
        CrossEntropyConfiguration options = plan.Request.Configuration;
        string element = plan.Element.Keyword();
        string arguments = $"({Literal.Of(plan.Classes)}, global::CeGen.Reduction.{options.Reduction}, {Literal.Of(options.LabelSmoothing, ElementType.Double)}, "
            + $"{Literal.Of(options.FocalGamma, ElementType.Double)}, {Literal.Of(options.IgnoreIndex)}, global::CeGen.AllIgnored.{options.AllIgnored}{(options.Parallel ? ", -1" : "")})";
        string type = $"{Runtime}DynamicRowKernel<{element}>";
        return isSpatial
            ? [($"{Runtime}DynamicPositionKernel<{element}>", $"new {type}{arguments}.Positions"), (type, "new" + arguments)]
            : [(type, "new" + arguments)];
    }

    private static string Arguments(KernelPlan plan, ParameterModel[] parameters)
    {
        string logits = Find(parameters, ParameterRole.Logits)!.Name;
        string targets = Find(parameters, ParameterRole.Targets)?.Name ?? "ref " + Find(parameters, ParameterRole.Target)!.Name;
        string shape = plan.Request.Method.HasTensors ? $", {Literal.Of(plan.Classes)}" : "";
        string?[] optional =
        [
            Assignment(parameters, ParameterRole.SpatialSize, "SpatialSize"),
            Assignment(parameters, ParameterRole.Weights, "Weights") ?? ForwardedWeights(plan),
            Assignment(parameters, ParameterRole.Losses, "Losses"),
            Assignment(parameters, ParameterRole.LogSumExp, "LogSumExp"),
            Assignment(parameters, ParameterRole.Predictions, "Predictions"),
            Assignment(parameters, ParameterRole.Gradient, "Gradient"),
            Assignment(parameters, ParameterRole.Upstream, Find(parameters, ParameterRole.Upstream) is { Shape: ParameterShape.Scalar } ? "Upstream" : "Upstreams"),
        ];
        string[] present = [.. optional.OfType<string>()];
        return $"new({logits}, {targets}{shape})" + (present.Length == 0 ? "" : $" {{ {string.Join(", ", present)} }}");
    }

    /// <summary>Constant weights of a method that is not specialised: the dynamic kernel has none of its own.</summary>
    private static string? ForwardedWeights(KernelPlan plan) => plan is { Strategy: ForwardStrategy, Weights: ConstantWeights constants }
        ? $"Weights = new {plan.Element.Keyword()}[] {{ {Literal.List(constants.Weights, plan.Element)} }}"
        : null;

    private static ParameterModel? Find(ParameterModel[] parameters, ParameterRole role) => parameters.FirstOrDefault(p => p.Role == role);

    private static string? Assignment(ParameterModel[] parameters, ParameterRole role, string property) =>
        Find(parameters, role) is { } parameter ? $"{property}{(parameter.IsTensor ? "Tensor" : "")} = {parameter.Name}" : null;
}
