using CeGen.Generator.Model;
using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>The call of the driver of binary losses.</summary>
internal static class BinaryCall
{
    private const string Runtime = "global::CeGen.Runtime.";

    public static string Of(BinaryPlan plan, ParameterModel[] parameters)
    {
        string element = plan.Element.Keyword();
        if (plan.Strategy is ForwardStrategy)
        {
            BinaryConfiguration options = plan.Request.Configuration;
            string gamma = Literal.Of(options.FocalGamma, ElementType.Double);
            string alpha = options.FocalAlpha is { } value ? Literal.Of(value, ElementType.Double) : "null";
            string arguments = Arguments(parameters, Constants(plan, options.LabelWeights), Constants(plan, options.PositiveWeights));
            return $"{Runtime}DynamicBinaryLoss.Run<{element}>({Literal.Of(plan.Labels)}, global::CeGen.Reduction.{options.Reduction}, {gamma}, {alpha}, {arguments}{(options.Parallel ? ", -1" : "")})";
        }

        string kernel = $"global::{FileEmitter.KernelNamespace}.{plan.KernelName}";
        return $"{Runtime}BinaryLossDriver.Run<{kernel}, {element}>(default, {Arguments(parameters, null, null)})";
    }

    private static string Arguments(ParameterModel[] parameters, string? labelWeights, string? positiveWeights)
    {
        string upstream = parameters.Any(p => p.Role == ParameterRole.Upstream && p.Shape == ParameterShape.Scalar) ? "Upstream" : "Upstreams";
        string?[] optional =
        [
            Assignment("LabelWeights", Name(parameters, ParameterRole.LabelWeights) ?? labelWeights),
            Assignment("PositiveWeights", Name(parameters, ParameterRole.PositiveWeights) ?? positiveWeights),
            Assignment("Losses", Name(parameters, ParameterRole.Losses)),
            Assignment("Gradient", Name(parameters, ParameterRole.Gradient)),
            Assignment(upstream, Name(parameters, ParameterRole.Upstream)),
        ];
        string[] present = [.. optional.OfType<string>()];
        return $"new({Name(parameters, ParameterRole.Logits)}, {Name(parameters, ParameterRole.Targets)})"
            + (present.Length == 0 ? "" : $" {{ {string.Join(", ", present)} }}");
    }

    private static string? Constants(BinaryPlan plan, EquatableArray<double>? weights) => weights is { } values
        ? $"new {plan.Element.Keyword()}[] {{ {string.Join(", ", values.Select(v => Literal.Of(v, plan.Element)))} }}"
        : null;

    private static string? Name(ParameterModel[] parameters, ParameterRole role) => parameters.FirstOrDefault(p => p.Role == role)?.Name;

    private static string? Assignment(string property, string? value) => value is null ? null : $"{property} = {value}";
}
