using CeGen.Generator.Model;
using CeGen.Generator.Parsing;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CeGen.Generator.Usage;

/// <summary>Recognises calls of losses.</summary>
internal static class CallReader
{
    private const string LogProbabilities = "logProbabilities";

    /// <returns><see langword="null"/> if it calls something else.</returns>
    public static LossCall? Read(IInvocationOperation operation, UsageTypes types)
    {
        IMethodSymbol method = operation.TargetMethod.OriginalDefinition;
        if (!method.Parameters.Any(static p => IsLogits(p.Name)))
        {
            return null;
        }

        var scope = Scope.Around(operation);
        if (types.DynamicLoss(method.ContainingType) is { } kind)
        {
            return ReadDynamic(operation, kind, scope);
        }

        if (Declaration(method, types) is not { } declaration)
        {
            return null;
        }

        bool isBinary = declaration.Kind == LossKind.Binary;
        CrossEntropyConfiguration? configuration = isBinary ? null : AttributeReader.Read(declaration.Attribute);
        int? classes = isBinary ? BinaryAttributeReader.Read(declaration.Attribute).Labels : configuration!.Classes;
        Dictionary<ParameterRole, LossArgument> arguments = ReadArguments(operation, declaration.Kind, scope, out bool hasUnknown);
        return new LossCall(operation, declaration.Kind, method.Name, classes, configuration, null, false, arguments, hasUnknown, scope);
    }

    /// <summary>Whether a parameter is one that a loss reads, and does not write.</summary>
    public static bool IsInput(IParameterSymbol parameter, IInvocationOperation call, UsageTypes types)
    {
        IMethodSymbol method = call.TargetMethod.OriginalDefinition;
        return ParameterRoles.IsInputOfAnyLoss(parameter.Name)
            && method.Parameters.Any(static p => IsLogits(p.Name))
            && (types.DynamicLoss(method.ContainingType) is not null || Declaration(method, types) is not null);
    }

    private static LossCall ReadDynamic(IInvocationOperation operation, LossKind kind, Scope scope)
    {
        Dictionary<ParameterRole, LossArgument> arguments = ReadArguments(operation, kind, scope, out bool hasUnknown);
        IOperation? loss = operation.Instance ?? operation.Arguments.FirstOrDefault(static a => a.Parameter?.Ordinal == 0)?.Value;
        IObjectCreationOperation? creation = loss is null ? null : DynamicLoss.Creation(loss, scope);
        CrossEntropyConfiguration? configuration = creation is null ? null : DynamicLoss.Options(creation, scope);
        return new LossCall(
            operation,
            kind,
            $"{creation?.Type?.Name ?? loss?.Type?.Name ?? operation.TargetMethod.ContainingType.Name}.{operation.TargetMethod.Name}",
            creation is null ? null : DynamicLoss.Classes(creation),
            configuration,
            creation,
            true,
            arguments,
            hasUnknown,
            scope);
    }

    private static (AttributeData Attribute, LossKind Kind)? Declaration(IMethodSymbol method, UsageTypes types) =>
        types.Attribute(method) ?? (GeneratedOverloads.DeclarationOf(method, types) is { } declaration ? types.Attribute(declaration) : null);

    private static bool IsLogits(string name) =>
        name.Equals("logits", StringComparison.OrdinalIgnoreCase) || name == LogProbabilities;

    private static Dictionary<ParameterRole, LossArgument> ReadArguments(IInvocationOperation operation, LossKind kind, Scope scope, out bool hasUnknown)
    {
        var arguments = new Dictionary<ParameterRole, LossArgument>();
        hasUnknown = false;
        foreach (IArgumentOperation argument in operation.Arguments)
        {
            if (argument.Parameter is not { } parameter || argument.ArgumentKind == ArgumentKind.DefaultValue)
            {
                continue;
            }

            if (parameter.Type.Name is "CrossEntropyExtras" or "BinaryWeights")
            {
                hasUnknown |= !ReadMembers(argument.Value, kind, scope, arguments);
            }
            else
            {
                arguments[Role(parameter.Name, kind)] = new LossArgument(parameter.Name, parameter.Type, argument.Value);
            }
        }

        return arguments;
    }

    /// <summary>What <c>new CrossEntropyExtras&lt;float&gt; { … }</c> sets.</summary>
    /// <returns>Whether all of it is seen.</returns>
    private static bool ReadMembers(IOperation extras, LossKind kind, Scope scope, Dictionary<ParameterRole, LossArgument> arguments)
    {
        if (extras is IDefaultValueOperation or IConversionOperation { Operand: IDefaultValueOperation })
        {
            return true;
        }

        if (DynamicLoss.Creation(extras, scope) is not { } creation)
        {
            return false;
        }

        foreach ((string name, IOperation value, ITypeSymbol type) in DynamicLoss.Members(creation))
        {
            arguments[Role(name, kind)] = new LossArgument(name, type, value);
        }

        return true;
    }

    private static ParameterRole Role(string name, LossKind kind) => kind switch
    {
        LossKind.Binary => BinaryParameterRoles.Of(name),
        _ when name == LogProbabilities => ParameterRole.Logits,
        _ => ParameterRoles.Of(name),
    };
}
