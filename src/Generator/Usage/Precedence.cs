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
        }

        return false;
    }

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
