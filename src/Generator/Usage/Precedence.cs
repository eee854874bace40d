using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CeGen.Generator.Usage;

/// <summary>Whether what stands first in the text has run before what stands second.</summary>
internal static class Precedence
{
    /// <summary>Whether no branch leads past the first to the second. The body of a loop counts as run.</summary>
    public static bool IsAlwaysBefore(IOperation first, IOperation second)
    {
        IOperation child = first;
        for (IOperation? parent = first.Parent; parent is not null; child = parent, parent = parent.Parent)
        {
            bool isCommon = parent.Syntax.Span.Contains(second.Syntax.Span);
            if (IsBranch(parent, child) || (isCommon && parent is ITryOperation))
            {
                return false;
            }

            if (isCommon)
            {
                return true;
            }

            if (parent is ILoopOperation loop && IsLeftBefore(loop, first))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Whether a turn of a loop can end before it comes to an operation: by <c>break</c> or <c>continue</c>.</summary>
    public static bool IsLeftBefore(ILoopOperation loop, IOperation operation) =>
        loop.Descendants().OfType<IBranchOperation>().Any(b => b.Syntax.Span.End <= operation.Syntax.SpanStart
            && (SymbolEqualityComparer.Default.Equals(b.Target, loop.ExitLabel) || SymbolEqualityComparer.Default.Equals(b.Target, loop.ContinueLabel)));

    private static bool IsBranch(IOperation parent, IOperation child) => parent switch
    {
        IConditionalOperation conditional => conditional.Condition != child,
        IBinaryOperation binary => binary.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr && binary.RightOperand == child,
        ICoalesceOperation coalesce => coalesce.WhenNull == child,
        IConditionalAccessOperation access => access.WhenNotNull == child,
        ISwitchOperation or ISwitchExpressionArmOperation or ICatchClauseOperation or IAnonymousFunctionOperation or ILocalFunctionOperation => true,
        _ => false,
    };
}
