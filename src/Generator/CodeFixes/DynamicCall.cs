using CeGen.Generator.Model;
using CeGen.Generator.Rules;
using CeGen.Generator.Usage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace CeGen.Generator.CodeFixes;

/// <summary>A call of a <c>CrossEntropyLoss</c> that a generated method can take over.</summary>
/// <param name="Syntax">The call.</param>
/// <param name="Receiver">The loss.</param>
/// <param name="Method">Which of its methods is called.</param>
/// <param name="Arguments">What is passed, by its meaning; that of the <c>extras</c> too.</param>
/// <param name="Options">What the diagnostic knows of the loss.</param>
internal sealed record DynamicCall(
    InvocationExpressionSyntax Syntax, ExpressionSyntax? Receiver, string Method, IReadOnlyDictionary<ParameterRole, ExpressionSyntax> Arguments, DynamicOptions Options)
{
    private static readonly ParameterRole[] Outputs = [ParameterRole.Losses, ParameterRole.LogSumExp, ParameterRole.Predictions];

    /// <summary>The parameters that the declaration needs, in their customary order. With no reduction, a declaration has losses also where a call has none.</summary>
    public IEnumerable<ParameterRole> Declared => ((ParameterRole[])Enum.GetValues(typeof(ParameterRole)))
        .Where(r => (ParameterRoles.IsInput(r) || Outputs.Contains(r)) && (Arguments.ContainsKey(r) || (r == ParameterRole.Losses && Options.IsUnreduced)));

    /// <summary>What the generated method is called with, in its order.</summary>
    public IEnumerable<ExpressionSyntax> Passed => (Method == "Backward" ? Declared.Where(ParameterRoles.IsInput).Append(ParameterRole.Upstream) : Declared)
        .Concat(Method == "Forward" ? [] : [ParameterRole.Gradient])
        .Select(r => Arguments[r]);

    public static DynamicCall? Read(IInvocationOperation operation, DynamicOptions options)
    {
        if (operation.Syntax is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax } syntax)
        {
            return null;
        }

        ExpressionSyntax? receiver = operation.Instance?.Syntax as ExpressionSyntax;
        var arguments = new Dictionary<ParameterRole, ExpressionSyntax>();
        foreach (IArgumentOperation argument in operation.Arguments.Where(a => a.ArgumentKind != ArgumentKind.DefaultValue))
        {
            if (argument.Parameter?.Name == "loss")
            {
                receiver = argument.Value.Syntax as ExpressionSyntax;
            }
            else if (argument.Parameter?.Name == "extras")
            {
                if (!AddExtras(argument.Value, arguments))
                {
                    return null;
                }
            }
            else if (!Add(argument.Parameter?.Name, argument.Value, arguments))
            {
                return null;
            }
        }

        var call = new DynamicCall(syntax, receiver, operation.TargetMethod.Name, arguments, options);
        return call.IsSupported(operation) ? call : null;
    }

    /// <summary>Whether the generated method does the same: calls that always throw, and those that need what it has not, stay as they are.</summary>
    private bool IsSupported(IInvocationOperation operation)
    {
        bool isForEachRow = operation.Arguments.FirstOrDefault(a => a.Parameter?.Name == "upstream")?.Parameter?.Type is INamedTypeSymbol { Arity: 1 };
        bool hasOutputs = Outputs.Any(Arguments.ContainsKey);
        bool isSentToLosses = Arguments.ContainsKey(ParameterRole.Losses) && Options.Form != UsageProperties.Row && Syntax.Parent is ExpressionStatementSyntax;
        return Method == "Backward" ? !hasOutputs && isForEachRow == Options.IsUnreduced : !Options.IsUnreduced || isSentToLosses;
    }

    /// <summary>The members of <c>new CrossEntropyExtras { … }</c> are parameters of the same names.</summary>
    private static bool AddExtras(IOperation value, Dictionary<ParameterRole, ExpressionSyntax> arguments)
    {
        while (value is IConversionOperation conversion)
        {
            value = conversion.Operand;
        }

        return value is IDefaultValueOperation
            || (value is IObjectCreationOperation { Arguments.IsEmpty: true } creation
                && (creation.Initializer?.Initializers ?? []).All(i => i is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation property } assignment
                    && Add(property.Property.Name, assignment.Value, arguments)));
    }

    private static bool Add(string? name, IOperation value, Dictionary<ParameterRole, ExpressionSyntax> arguments)
    {
        ParameterRole role = ParameterRoles.Of(name ?? "");
        if (role == ParameterRole.Unknown || arguments.ContainsKey(role) || value.Syntax is not ExpressionSyntax expression)
        {
            return false;
        }

        arguments.Add(role, expression);
        return true;
    }
}
