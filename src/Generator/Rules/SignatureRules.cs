using CeGen.Generator.Model;

namespace CeGen.Generator.Rules;

/// <summary>What must hold of the method's parameters and return type.</summary>
internal static class SignatureRules
{
    public static IEnumerable<Violation> Check(MethodDeclaration method, CrossEntropyConfiguration configuration)
    {
        ReductionKind reduction = configuration.Reduction;
        if (method.TypeParameters.Length > 0)
        {
            yield return Rule.GenericMethod.At(Culprit.Method, "", method.Name);
        }

        foreach (Violation violation in method.Parameters.SelectMany(p => CheckParameter(p, method, reduction)).Concat(CheckPresence(method, configuration)).Concat(CheckMeaning(method, configuration)))
        {
            yield return violation;
        }

        if (method.Find(ParameterRole.Logits)?.Element is { } element && Enum.IsDefined(typeof(ReductionKind), reduction))
        {
            string expected = reduction == ReductionKind.None ? "void" : element.Keyword();
            if (method.ReturnType != expected)
            {
                yield return Rule.ReturnTypeWrong.At(Culprit.ReturnType, "", method.Name, method.ReturnType.Replace("global::", ""), reduction.ToString(), expected);
            }
        }
    }

    private static IEnumerable<Violation> CheckParameter(ParameterModel parameter, MethodDeclaration method, ReductionKind reduction)
    {
        if (parameter is { Role: ParameterRole.Unknown, IsRefused: true })
        {
            yield break;
        }

        if (parameter.Role == ParameterRole.Unknown)
        {
            string? nearest = NearestName.Of(parameter.Name, ParameterRoles.Names);
            yield return Rule.ParameterUnknown.At(
                Culprit.Parameter, parameter.Name, parameter.Name, "cross entropy", nearest is null ? "" : $" (did you mean '{nearest}'?)", string.Join(", ", ParameterRoles.Names));
            yield break;
        }

        if (parameter.ByReference)
        {
            yield return Rule.ParameterModifier.At(Culprit.Parameter, parameter.Name, parameter.Name);
        }

        ParameterModel first = method.Parameters.First(p => SameMeaning(p.Role, parameter.Role));
        if (!ReferenceEquals(first, parameter))
        {
            yield return Rule.ParameterTwice.At(Culprit.Parameter, parameter.Name, first.Name, parameter.Name);
        }

        ElementType? element = method.Find(ParameterRole.Logits)?.Element;
        if (TypeRules.Check(parameter, element, reduction, p => ParameterRoles.ExpectedType(p, method, reduction)) is { } wrongType)
        {
            yield return wrongType;
        }

        if (parameter.Role == ParameterRole.Upstream && method.Find(ParameterRole.Gradient) is null)
        {
            yield return Rule.UpstreamWithoutGradient.At(Culprit.Parameter, parameter.Name, parameter.Name);
        }
    }

    private static IEnumerable<Violation> CheckPresence(MethodDeclaration method, CrossEntropyConfiguration configuration)
    {
        if (method.Find(ParameterRole.Logits) is null)
        {
            yield return Missing(method, "logits", $"add a ReadOnlySpan of {SupportedTypes.Elements}");
        }

        if (method.Find(ParameterRole.Targets) is null && method.Find(ParameterRole.Target) is null)
        {
            yield return Missing(method, "targets", $"add a ReadOnlySpan of {SupportedTypes.Integers} (or 'target', one of them, for a single row; or a span as long as the logits, for probabilities)");
        }

        if (configuration.Layout == LayoutKind.ClassFirst
            && method.Find(ParameterRole.SpatialSize) is null
            && method.Find(ParameterRole.Target) is null
            && !method.HasTensors)
        {
            yield return Missing(method, "spatialSize", "with Layout = ClassLayout.ClassFirst, (N, C, d1…dK), add an int that is d1·…·dK");
        }

        if (configuration.Reduction == ReductionKind.None && method.Find(ParameterRole.Losses) is null)
        {
            string element = (method.Find(ParameterRole.Logits)?.Element ?? ElementType.Single).Keyword();
            yield return Missing(method, "losses", $"Reduction.None gives a loss per row; add a Span<{element}> to receive them");
        }
    }

    /// <summary>Parameters that say the same as an option, or go with another one alone.</summary>
    private static IEnumerable<Violation> CheckMeaning(MethodDeclaration method, CrossEntropyConfiguration configuration)
    {
        if (method.Find(ParameterRole.Weights) is { } weights && configuration.ClassWeights is not null)
        {
            yield return Rule.WeightsTwice.At(Culprit.Parameter, weights.Name, weights.Name, nameof(configuration.ClassWeights));
        }

        bool isRow = method.Find(ParameterRole.Target) is not null;
        if (method.Find(ParameterRole.SpatialSize) is { } size && (method.HasTensors || isRow || configuration.Layout == LayoutKind.ClassLast))
        {
            string reason = method.HasTensors ? "a tensor brings its own shape: remove it"
                : isRow ? "a single row has no positions: remove it"
                : "set Layout = ClassLayout.ClassFirst, or remove it";
            yield return Rule.SpatialSizeWithoutEffect.At(Culprit.Parameter, size.Name, size.Name, reason);
        }

        if (configuration.FocalGamma > 0 && method.HasProbabilities)
        {
            yield return Rule.FocalGammaMisplaced.At(
                Culprit.Argument, nameof(configuration.FocalGamma), NumberRules.Text(configuration.FocalGamma), "class probabilities", "make 'targets' class indices, or remove it");
        }
    }

    private static Violation Missing(MethodDeclaration method, string parameter, string advice) =>
        Rule.ParameterMissing.At(Culprit.Method, "", method.Name, parameter, advice);

    private static bool SameMeaning(ParameterRole left, ParameterRole right) => left == right
        || (left is ParameterRole.Target or ParameterRole.Targets && right is ParameterRole.Target or ParameterRole.Targets);
}
