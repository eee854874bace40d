using CeGen.Generator.Model;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace CeGen.Generator.Usage;

/// <summary>Finds calls that compute a loss and nothing else, whose result nobody takes.</summary>
internal static class ResultThrownAway
{
    private static readonly ParameterRole[] Outputs =
        [ParameterRole.Gradient, ParameterRole.Losses, ParameterRole.LogSumExp, ParameterRole.Predictions];

    public static IEnumerable<Diagnostic> Check(LossCall call)
    {
        // A lambda is often written for its effect alone: the result is nobody's there.
        if (call.Operation.Parent is IExpressionStatementOperation statement
            && statement.Syntax is not LambdaExpressionSyntax
            && statement.Syntax.Parent is not LambdaExpressionSyntax
            && !call.Operation.TargetMethod.ReturnsVoid
            && !call.HasUnknownArguments
            && !Outputs.Any(o => call[o] is not null))
        {
            yield return Finding.Of(Rule.ResultThrownAway, call.Operation, call.Name);
        }
    }
}
