using CeGen.Generator.Model;
using CeGen.Generator.Rules;

namespace CeGen.Generator.Planning;

/// <summary>Chooses how a binary request is computed, and folds its constants.</summary>
internal static class BinaryPlanner
{
    /// <summary>The widths that kernels are emitted for, widest first.</summary>
    private static readonly int[] Widths = [512, 256];

    /// <summary>The vectors of a step whose elements are formed from one exponential: so many that the processor waits for none (docs/performance.md).</summary>
    private const int PlainVectors = 4;

    /// <summary>The same with a power, which needs registers of its own.</summary>
    private const int FocalVectors = 1;

    public static BinaryPlan Plan(BinaryRequest request)
    {
        BinaryConfiguration configuration = request.Configuration;
        MethodDeclaration method = request.Method;
        ElementType element = method.Find(ParameterRole.Logits)?.Element ?? ElementType.Single;
        WeightPlan labelWeights = Weights(configuration.LabelWeights, method.Find(ParameterRole.LabelWeights), element);
        WeightPlan positiveWeights = Weights(configuration.PositiveWeights, method.Find(ParameterRole.PositiveWeights), element);
        BalancePlan? balance = configuration.FocalAlpha is { } alpha ? new BalancePlan(alpha, 1 - alpha) : null;
        if (balance is not null && labelWeights.Source == WeightSource.Constant)
        {
            double weight = labelWeights.Values[0];
            balance = new BalancePlan(weight * balance.Positive, weight * balance.Negative);
            labelWeights = new WeightPlan(WeightSource.None, default);
        }

        FocalPlan? focal = Focal(configuration.FocalGamma, element);
        return new BinaryPlan(
            request,
            KernelName.Of(method),
            element,
            labelWeights,
            positiveWeights,
            balance,
            focal,
            Strategy(request, element, labelWeights, positiveWeights, focal));
    }

    private static WeightPlan Weights(EquatableArray<double>? constants, ParameterModel? parameter, ElementType element)
    {
        if (parameter is not null)
        {
            return new WeightPlan(WeightSource.Argument, default);
        }

        double[] values = [.. (constants ?? default).Select(v => NumberRules.Rounded(v, element))];
        return values.Distinct().Count() switch
        {
            0 => new WeightPlan(WeightSource.None, default),
            1 when values[0] == 1 => new WeightPlan(WeightSource.None, default),
            1 => new WeightPlan(WeightSource.Constant, new EquatableArray<double>(values.Take(1))),
            _ => new WeightPlan(WeightSource.Columns, new EquatableArray<double>(values)),
        };
    }

    private static FocalPlan? Focal(double gamma, ElementType element) => NumberRules.Rounded(gamma, element) switch
    {
        0 => null,
        1 => new FocalPlan(gamma, FocalPower.One),
        2 => new FocalPlan(gamma, FocalPower.Two),
        _ => new FocalPlan(gamma, FocalPower.Any),
    };

    private static RowStrategy Strategy(BinaryRequest request, ElementType element, WeightPlan labelWeights, WeightPlan positiveWeights, FocalPlan? focal)
    {
        if (request.Violations.Any(Rule.IsError))
        {
            return new ThrowStrategy(string.Join(" ", request.Violations.Where(Rule.IsError).Select(v => $"{v.Id}: {Rule.Describe(v)}.")));
        }

        if (request.IsRefused || request.Configuration.Labels is not { } labels)
        {
            return ThrowStrategy.Refused;
        }

        if (!request.Project.SupportsFileTypes)
        {
            return new ForwardStrategy("a specialised kernel needs C# 11 or later");
        }

        return new ElementStrategy(new EquatableArray<ElementForm>(Widths.Select(bits =>
        {
            int lanes = bits / 8 / element.Size();
            int vectors = focal is null ? PlainVectors : FocalVectors;
            return new ElementForm(bits, lanes, vectors, Stay(labelWeights), Stay(positiveWeights));

            // Where vectors hold whole rows, or as much as whole rows from the midst of one, each has the same weights.
            bool Stay(WeightPlan weights) => weights.Source == WeightSource.Columns && lanes % labels == 0;
        })));
    }
}
