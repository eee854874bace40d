using CeGen.Generator.Model;
using CeGen.Generator.Planning;

namespace CeGen.Generator.Emitting;

/// <summary>Tells readers in words what was generated for a binary loss.</summary>
internal static class BinaryRemarks
{
    public static string Parameter(ParameterRole role) => role switch
    {
        ParameterRole.Logits => "Unnormalised scores, row-major (N, L).",
        ParameterRole.Targets => "The target of each logit, in [0, 1].",
        ParameterRole.LabelWeights => "What each loss is multiplied with: one weight per label, or one per logit.",
        ParameterRole.PositiveWeights => "What the part of each loss is multiplied with that comes from the target being 1: one weight per label, or one per logit.",
        ParameterRole.Losses => "Receives the loss of each element.",
        ParameterRole.Gradient => "Receives d loss / d logits: the very span of the logits (in place), or one that does not overlap them.",
        ParameterRole.Upstream => "The gradient of what follows with respect to the loss.",
        _ => "",
    };

    public static IEnumerable<string> Lines(BinaryPlan plan)
    {
        BinaryConfiguration options = plan.Request.Configuration;
        string gamma = plan.Focal is null ? "" : $", focal gamma {Number(options.FocalGamma, plan)}";
        string alpha = options.FocalAlpha is { } a ? $", focal alpha {Number(a, plan)}" : "";
        yield return $"Binary cross entropy of {RemarksEmitter.Count(plan.Labels, "label", "labels")}, reduction {options.Reduction}{gamma}{alpha};"
            + $" {plan.Element.Keyword()} logits and targets.";
        if (plan.Strategy is ForwardStrategy forward)
        {
            yield return $"Not specialised: {forward.Reason}. It calls the dynamic kernel.";
            yield break;
        }

        foreach (ElementForm form in (plan.Strategy as ElementStrategy)?.Forms ?? default)
        {
            string[] weights =
            [
                .. Weights("label weights", plan.LabelWeights, form.LabelWeightsStay),
                .. Weights("positive weights", plan.PositiveWeights, form.PositiveWeightsStay),
            ];
            yield return $"{Literal.Of(form.Bits)}-bit vectors take {Literal.Of(form.StepElements)} elements a step{string.Concat(weights.Select(w => ", " + w))}.";
        }

        string power = plan.Focal?.Power switch
        {
            null => "One exponential and one logarithm per logit, no power",
            FocalPower.One => "One exponential and one logarithm per logit; the power is the number itself",
            FocalPower.Two => "Two exponentials and one logarithm per logit; the power is a product",
            _ => "Two exponentials and two logarithms per logit",
        };
        int bytes = plan.Element.Size();
        yield return $"{power}; {Literal.Of(2 * bytes)} bytes read per logit, {Literal.Of(bytes)} written with the gradient. What fills no step is padded.";
    }

    private static IEnumerable<string> Weights(string name, WeightPlan weights, bool stay) => weights.Source switch
    {
        WeightSource.Constant => [$"{name} one constant"],
        WeightSource.Columns => [stay ? $"constant {name} in a register" : $"constant {name} by columns"],
        WeightSource.Argument => [$"{name} by columns or elements"],
        _ => [],
    };

    private static string Number(double value, BinaryPlan plan) => Literal.Of(value, plan.Element).TrimEnd('f', 'd');
}
