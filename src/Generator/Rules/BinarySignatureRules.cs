using CeGen.Generator.Model;

namespace CeGen.Generator.Rules;

/// <summary>What must hold of the parameters and the return type of a binary loss.</summary>
internal static class BinarySignatureRules
{
    public static IEnumerable<Violation> Check(MethodDeclaration method, BinaryConfiguration configuration)
    {
        if (method.TypeParameters.Length > 0)
        {
            yield return Rule.GenericMethod.At(Culprit.Method, "", method.Name);
        }

        foreach (Violation violation in method.Parameters.SelectMany(p => CheckParameter(p, method, configuration)).Concat(CheckPresence(method, configuration.Reduction)))
        {
            yield return violation;
        }

        if (method.Find(ParameterRole.Logits)?.Element is { } element && Enum.IsDefined(typeof(ReductionKind), configuration.Reduction))
        {
            string expected = configuration.Reduction == ReductionKind.None ? "void" : element.Keyword();
            if (method.ReturnType != expected)
            {
                yield return Rule.ReturnTypeWrong.At(Culprit.ReturnType, "", method.Name, method.ReturnType.Replace("global::", ""), configuration.Reduction.ToString(), expected);
            }
        }
    }

    private static IEnumerable<Violation> CheckParameter(ParameterModel parameter, MethodDeclaration method, BinaryConfiguration configuration)
    {
        if (parameter is { Role: ParameterRole.Unknown, IsRefused: true })
        {
            yield break;
        }

        if (parameter.Role == ParameterRole.Unknown)
        {
            string? nearest = NearestName.Of(parameter.Name, BinaryParameterRoles.Names);
            yield return Rule.ParameterUnknown.At(
                Culprit.Parameter, parameter.Name, parameter.Name, "binary cross entropy", nearest is null ? "" : $" (did you mean '{nearest}'?)", string.Join(", ", BinaryParameterRoles.Names));
            yield break;
        }

        if (parameter.ByReference)
        {
            yield return Rule.ParameterModifier.At(Culprit.Parameter, parameter.Name, parameter.Name);
        }

        ParameterModel first = method.Parameters.First(p => p.Role == parameter.Role);
        if (!ReferenceEquals(first, parameter))
        {
            yield return Rule.ParameterTwice.At(Culprit.Parameter, parameter.Name, first.Name, parameter.Name);
        }

        ElementType? element = method.Find(ParameterRole.Logits)?.Element;
        if (TypeRules.Check(parameter, element, configuration.Reduction, p => BinaryParameterRoles.ExpectedType(p, element, configuration.Reduction)) is { } wrongType)
        {
            yield return wrongType;
        }

        if (parameter.Role == ParameterRole.Upstream && method.Find(ParameterRole.Gradient) is null)
        {
            yield return Rule.UpstreamWithoutGradient.At(Culprit.Parameter, parameter.Name, parameter.Name);
        }

        bool isConstant = parameter.Role switch
        {
            ParameterRole.LabelWeights => configuration.LabelWeights is not null,
            ParameterRole.PositiveWeights => configuration.PositiveWeights is not null,
            _ => false,
        };
        if (isConstant)
        {
            yield return Rule.WeightsTwice.At(Culprit.Parameter, parameter.Name, parameter.Name, parameter.Role.ToString());
        }
    }

    private static IEnumerable<Violation> CheckPresence(MethodDeclaration method, ReductionKind reduction)
    {
        string element = (method.Find(ParameterRole.Logits)?.Element ?? ElementType.Single).Keyword();
        if (method.Find(ParameterRole.Logits) is null)
        {
            yield return Missing(method, "logits", $"add a ReadOnlySpan of {SupportedTypes.Elements}");
        }

        if (method.Find(ParameterRole.Targets) is null)
        {
            yield return Missing(method, "targets", $"add a ReadOnlySpan<{element}> of as many targets as logits");
        }

        if (reduction == ReductionKind.None && method.Find(ParameterRole.Losses) is null)
        {
            yield return Missing(method, "losses", $"Reduction.None gives a loss per logit; add a Span<{element}> to receive them");
        }
    }

    private static Violation Missing(MethodDeclaration method, string parameter, string advice) =>
        Rule.ParameterMissing.At(Culprit.Method, "", method.Name, parameter, advice);
}
