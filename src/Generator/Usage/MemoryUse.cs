using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CeGen.Generator.Usage;

/// <summary>What is done with some memory at one place, other than reading it.</summary>
/// <param name="At">The place.</param>
/// <param name="Memory">The memory, or the part of it.</param>
/// <param name="Normalization">What it is filled with, if that is a normalization.</param>
/// <param name="Element">The reference to the element that is written, if it is one.</param>
internal sealed record MemoryUse(IOperation At, Memory Memory, Normalization? Normalization = null, IOperation? Element = null)
{
    /// <summary>What is done with the memory of a variable, in the order of the text; <see langword="null"/> if some of it cannot be seen.</summary>
    public static IReadOnlyList<MemoryUse>? Of(ISymbol owner, Scope scope, UsageTypes types)
    {
        List<MemoryUse> uses = [];
        foreach (IOperation operation in scope.Operations)
        {
            if (operation is IVariableDeclaratorOperation declarator && SymbolEqualityComparer.Default.Equals(declarator.Symbol, owner))
            {
                if (declarator.GetVariableInitializer() is { } initializer)
                {
                    uses.Add(Assigned(declarator, initializer.Value, new Memory(owner, "", []), types));
                }
            }
            else if (Scope.Variable(operation) is { } variable && Memory.Of(operation, scope) is { } memory && SymbolEqualityComparer.Default.Equals(memory.Owner, owner))
            {
                if (scope.IsNested(operation))
                {
                    return null;
                }

                if (Scope.IsWrite(operation))
                {
                    // A second name for the memory is none of its own.
                    if (SymbolEqualityComparer.Default.Equals(variable, owner))
                    {
                        uses.Add(operation.Parent is ISimpleAssignmentOperation { IsRef: false } assignment ? Assigned(assignment, assignment.Value, memory, types) : new MemoryUse(operation, memory));
                    }

                    continue;
                }

                (MemoryUse? use, bool isSeen) = Outermost(operation, scope, types);
                if (!isSeen)
                {
                    return null;
                }

                if (use is not null)
                {
                    uses.Add(use);
                }
            }
        }

        return uses;
    }

    /// <summary>The normalization whose result an expression is, and its call.</summary>
    public static (Normalization Normalization, IInvocationOperation Call)? NormalizationOf(IOperation value, UsageTypes types)
    {
        while (Memory.Inner(value) is { } inner)
        {
            value = inner.Operand;
        }

        return value is IInvocationOperation call && types.NormalizationBy(call.TargetMethod) is { } normalization ? (normalization, call) : null;
    }

    private static MemoryUse Assigned(IOperation at, IOperation value, Memory memory, UsageTypes types) =>
        NormalizationOf(value, types) is var (normalization, call) ? new MemoryUse(call, memory, normalization) : new MemoryUse(at, memory);

    private static (MemoryUse? Use, bool IsSeen) Outermost(IOperation reference, Scope scope, UsageTypes types)
    {
        IOperation value = reference;
        while (Outer(value) is { } outer && Memory.Inner(outer)?.Operand == value)
        {
            value = outer;
        }

        if (Memory.Of(value, scope) is not { } memory)
        {
            return (null, false);
        }

        return MemoryAccess.Of(value, scope, types) switch
        {
            (Access.Read, _, _) => (null, true),
            (Access.Write, var normalization, var at) => (new MemoryUse(at, memory, normalization, at == value.Parent ? at : null), true),
            _ => (null, false),
        };
    }

    private static IOperation? Outer(IOperation value) => value.Parent is IArgumentOperation argument ? argument.Parent : value.Parent;
}
