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
        // A lambda is often written for its effect alone: the result is nobody's there. A call whose exceptions are caught may be made for them.
        if (call.Operation.Parent is IExpressionStatementOperation statement
            && statement.Syntax is not LambdaExpressionSyntax
            && statement.Syntax.Parent is not LambdaExpressionSyntax
            && !IsLastOfArgument(statement)
            && !IsTried(statement)
            && !call.Operation.TargetMethod.ReturnsVoid
            && !call.HasUnknownArguments
            && !Outputs.Any(o => call[o] is not null))
        {
            yield return Finding.Of(Rule.ResultThrownAway, call.Operation, call.Name);
        }
    }

    /// <summary>Whether it ends a lambda that is passed on, such as to an assertion that it throws.</summary>
    private static bool IsLastOfArgument(IExpressionStatementOperation statement) =>
        statement.Syntax.Parent is BlockSyntax { Parent: LambdaExpressionSyntax { Parent: ArgumentSyntax } } block && block.Statements.Last() == statement.Syntax;

    private static bool IsTried(IExpressionStatementOperation statement) =>
        statement.Syntax.Parent is BlockSyntax { Parent: TryStatementSyntax { Catches.Count: > 0 } attempt } block && attempt.Block == block;
}
