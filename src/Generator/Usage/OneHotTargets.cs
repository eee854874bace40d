using CeGen.Generator.Model;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

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
        && IsOncePerRow(uses[0].At, set, call);

    private static bool IsZeros(IOperation value)
    {
        while (Memory.Inner(value) is { Part: "" } inner)
        {
            value = inner.Operand;
        }

        return value is IArrayCreationOperation { Initializer: null, DimensionSizes.Length: 1 } || value.Syntax is StackAllocArrayCreationExpressionSyntax { Initializer: null };
    }

    /// <summary>Whether no loop leads to the element, or one whose every turn goes to another row: the index multiplies what changes with the turns.</summary>
    private static bool IsOncePerRow(IOperation made, ISimpleAssignmentOperation set, LossCall call)
    {
        List<ILoopOperation> loops = [];
        for (IOperation? o = set; o is not null && !o.Syntax.Span.Contains(made.Syntax.Span); o = o.Parent)
        {
            // Rows that are passed by stay zero.
            if (o is IConditionalOperation or ISwitchOperation or ITryOperation || (o is ILoopOperation turns && Precedence.IsLeftBefore(turns, set)))
            {
                return false;
            }

            if (o is ILoopOperation loop)
            {
                loops.Add(loop);
            }
        }

        return (loops.Count == 0 && IsOneRow(call)) || (loops.Count == 1 && set.Target.Descendants()
            .OfType<IBinaryOperation>()
            .Where(static b => b.OperatorKind == BinaryOperatorKind.Multiply)
            .SelectMany(static b => b.Descendants())
            .Select(Scope.Variable)
            .OfType<ILocalSymbol>()
            .Any(v => v.DeclaringSyntaxReferences.Any(r => IsIn(loops[0], r.Span)) || call.Scope.IsWritten(v, o => IsIn(loops[0], o.Syntax.Span))));
    }

    /// <summary>Whether nothing tells that there are more rows than the one that is set.</summary>
    private static bool IsOneRow(LossCall call) =>
        call.Classes is not { } classes || ConstantLength.Of(call[ParameterRole.Targets]!.Value, call.Scope) is not { } length || length == classes;

    private static bool IsIn(ILoopOperation loop, TextSpan span) => loop.Syntax.Span.Contains(span);

    private static bool IsOne(IOperation value) => value.ConstantValue is { HasValue: true, Value: 1f or 1d };

    private static bool IsZero(IOperation value) => value.ConstantValue is { HasValue: true, Value: 0f or 0d };
}
