using CeGen.Generator.Model;
using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>The call of the driver.</summary>
internal static class CallEmitter
{
    private const string Runtime = "global::CeGen.Runtime.";

    public static string Call(KernelPlan plan, ParameterModel[] parameters)
    {
        string types = $"{plan.Element.Keyword()}, {plan.TargetType}";
        string arguments = Arguments(parameters);
        if (plan.Strategy is ForwardStrategy)
        {
            CrossEntropyConfiguration options = plan.Request.Configuration;
            string element = plan.Element.Keyword();
            string kernel = $"{Runtime}DynamicRowKernel<{element}>";
            return $"{Runtime}LossDriver.Run<{kernel}, {types}>(new({Literal.Of(plan.Classes)}, global::CeGen.Reduction.{options.Reduction}, "
                + $"{Literal.Of(options.LabelSmoothing, ElementType.Double)}, 0, {Literal.Of(options.IgnoreIndex)}, global::CeGen.AllIgnored.{options.AllIgnored}), {arguments})";
        }

        return $"{Runtime}LossDriver.Run<global::{FileEmitter.KernelNamespace}.{plan.KernelName}, {types}>(default, {arguments})";
    }

    private static string Arguments(ParameterModel[] parameters)
    {
        string logits = Name(parameters, ParameterRole.Logits)!;
        string targets = Name(parameters, ParameterRole.Targets) ?? "ref " + Name(parameters, ParameterRole.Target);
        string?[] optional =
        [
            Assignment("Losses", Name(parameters, ParameterRole.Losses)),
            Assignment("Gradient", Name(parameters, ParameterRole.Gradient)),
            Assignment(IsScalar(parameters, ParameterRole.Upstream) ? "Upstream" : "Upstreams", Name(parameters, ParameterRole.Upstream)),
        ];
        string[] present = [.. optional.OfType<string>()];
        return $"new({logits}, {targets})" + (present.Length == 0 ? "" : $" {{ {string.Join(", ", present)} }}");
    }

    private static string? Name(ParameterModel[] parameters, ParameterRole role) => parameters.FirstOrDefault(p => p.Role == role)?.Name;

    private static bool IsScalar(ParameterModel[] parameters, ParameterRole role) => parameters.Any(p => p.Role == role && p.Shape == ParameterShape.Scalar);

    private static string? Assignment(string property, string? value) => value is null ? null : $"{property} = {value}";
}
