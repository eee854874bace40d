using CeGen.Generator.Model;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace CeGen.Generator.Usage;

/// <summary>Finds class probabilities that are 1 for one class of a row and 0 for the others, by the way they are made: class indices say the same.</summary>
internal static class OneHotTargets
{
    public static IEnumerable<Diagnostic> Check(LossCall call, UsageTypes types)
    {
        // With weights, the mean over indices divides by their sum, and that over probabilities by the number of rows.
        if (call is { Kind: LossKind.CrossEntropy, HasUnknownArguments: false, Configuration.ClassWeights: null } or { Kind: LossKind.CrossEntropy, HasUnknownArguments: false, Configuration: null }
            && call[ParameterRole.Weights] is null
            && call[ParameterRole.Targets] is { Type: INamedTypeSymbol { Name: "ReadOnlySpan" or "Span", Arity: 1 } type } targets
            && SupportedTypes.ToElement(type.TypeArguments[0].SpecialType) is not null
            && (IsWrittenOut(call, targets.Value, types) || IsSetOnePerRow(call, targets.Value, types)))
        {
            yield return Finding.Of(Rule.TargetsAreOneHot, targets.Value, targets.Name);
        }
    }

    /// <summary>Rows of constants.</summary>
    private static bool IsWrittenOut(LossCall call, IOperation targets, UsageTypes types)
    {
        if (call is not { Classes: { } classes and >= 2, Configuration.Layout: LayoutKind.ClassLast }
            || ConstantElements.Of(targets, call.Scope, types) is not { IsWhole: true, Items: { Count: > 0 } items }
            || items.Count % classes != 0)
        {
            return false;
        }

        for (int row = 0; row < items.Count; row += classes)
        {
            IOperation[] entries = [.. items.Skip(row).Take(classes)];
            if (entries.Count(IsOne) != 1 || entries.Count(IsZero) != classes - 1)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>An array of zeros in which one statement, in at most one loop, sets elements to 1.</summary>
    private static bool IsSetOnePerRow(LossCall call, IOperation targets, UsageTypes types) =>
        Memory.Of(targets, call.Scope) is { Part: "", Owner: ILocalSymbol local }
        && call.Scope.OnlyValue(local) is { } made
        && IsZeros(made)
        && MemoryUse.Of(local, call.Scope, types) is { Count: 2 } uses
        && uses[1] is { Element.Parent: ISimpleAssignmentOperation set }
        && IsOne(set.Value)
        && set.Syntax.Span.End <= call.Operation.Syntax.SpanStart
        && LoopsBetween(uses[0].At, set) <= 1;

    private static bool IsZeros(IOperation value)
    {
        while (Memory.Inner(value) is { Part: "" } inner)
        {
            value = inner.Operand;
        }

        return value is IArrayCreationOperation { Initializer: null, DimensionSizes.Length: 1 } || value.Syntax is StackAllocArrayCreationExpressionSyntax { Initializer: null };
    }

    private static int LoopsBetween(IOperation made, IOperation set)
    {
        int loops = 0;
        for (IOperation? o = set; o is not null && !o.Syntax.Span.Contains(made.Syntax.Span); o = o.Parent)
        {
            loops += o is ILoopOperation ? 1 : 0;
        }

        return loops;
    }

    private static bool IsOne(IOperation value) => value.ConstantValue is { HasValue: true, Value: 1f or 1d };

    private static bool IsZero(IOperation value) => value.ConstantValue is { HasValue: true, Value: 0f or 0d };
}
