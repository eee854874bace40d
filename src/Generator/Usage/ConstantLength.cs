using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace CeGen.Generator.Usage;

/// <summary>The number of elements of some memory, where it is a constant.</summary>
internal static class ConstantLength
{
    /// <returns><see langword="null"/> if only the run knows it.</returns>
    public static long? Of(IOperation value, Scope scope)
    {
        const int Deepest = 20;
        return Of(value, scope, Deepest) is >= 0 and var length ? length : null;
    }

    private static long? Of(IOperation? value, Scope scope, int depth)
    {
        if (value is null || depth == 0)
        {
            return null;
        }

        switch (value)
        {
            case IArrayCreationOperation { DimensionSizes.Length: 1 } array:
                return Number(array.DimensionSizes[0]);
            case ICollectionExpressionOperation collection:
                return collection.Elements.Any(static e => e is ISpreadOperation) ? null : collection.Elements.Length;
            case ILocalReferenceOperation local:
                return Of(scope.OnlyValue(local.Local), scope, depth - 1);
            case IInvocationOperation view when Memory.Inner(view) is { } inner:
                return OfView(inner.Operand, [.. view.Arguments.Select(static a => a.Value).Where(a => a != inner.Operand)], scope, depth);
            case IObjectCreationOperation view when Memory.Inner(view) is { } inner:
                return OfView(inner.Operand, [.. view.Arguments.Skip(1).Select(static a => a.Value)], scope, depth);
            case IImplicitIndexerReferenceOperation range:
                return OfView(range.Instance, [range.Argument], scope, depth);
        }

        return value.Syntax switch
        {
            StackAllocArrayCreationExpressionSyntax { Initializer: { } elements } => elements.Expressions.Count,
            StackAllocArrayCreationExpressionSyntax { Type: ArrayTypeSyntax { RankSpecifiers.Count: 1 } type } =>
                value.SemanticModel?.GetConstantValue(type.RankSpecifiers[0].Sizes[0]) is { HasValue: true, Value: int length } ? length : null,
            ImplicitStackAllocArrayCreationExpressionSyntax implicitly => implicitly.Initializer.Expressions.Count,
            _ => value is IConversionOperation or IParenthesizedOperation && Memory.Inner(value) is { } inner ? Of(inner.Operand, scope, depth - 1) : null,
        };
    }

    /// <summary>A view of memory: the whole, from a start on, from a start with a length, or a range.</summary>
    private static long? OfView(IOperation operand, IOperation[] bounds, Scope scope, int depth) => bounds.Length switch
    {
        0 => Of(operand, scope, depth - 1),
        1 when bounds[0] is IRangeOperation range => Position(range.RightOperand, operand, scope, depth, true) - Position(range.LeftOperand, operand, scope, depth, false),
        1 => Of(operand, scope, depth - 1) - Number(bounds[0]),
        2 => Number(bounds[1]),
        _ => null,
    };

    /// <summary>A bound of a range; the end of the operand, or its start, where none is written.</summary>
    private static long? Position(IOperation? index, IOperation operand, Scope scope, int depth, bool isEnd)
    {
        while (index is IConversionOperation conversion)
        {
            index = conversion.Operand;
        }

        return index switch
        {
            null => isEnd ? Of(operand, scope, depth - 1) : 0,
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } fromEnd => Of(operand, scope, depth - 1) - Number(fromEnd.Operand),
            _ => Number(index),
        };
    }

    private static long? Number(IOperation value) => value.ConstantValue switch
    {
        { HasValue: true, Value: int number } => number,
        { HasValue: true, Value: long number } => number,
        { HasValue: true, Value: uint number } => number,
        _ => null,
    };
}
