using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CeGen.Generator.Usage;

/// <summary>The elements that some memory is written with where it is created.</summary>
/// <param name="Items">The elements, constants or not.</param>
/// <param name="IsWhole">Whether there are no others.</param>
internal sealed record ConstantElements(IReadOnlyList<IOperation> Items, bool IsWhole)
{
    /// <returns><see langword="null"/> if they are not seen, or may have changed since.</returns>
    public static ConstantElements? Of(IOperation value, Scope scope, UsageTypes types)
    {
        if (Memory.Of(value, scope) is not { } memory)
        {
            return Written(value);
        }

        // One use is that which gives the variable its value.
        return memory is { Part: "", Owner: ILocalSymbol local }
            && scope.OnlyValue(local) is { } only
            && Written(only) is { } elements
            && MemoryUse.Of(local, scope, types) is { Count: 1 }
            ? elements
            : null;
    }

    private static ConstantElements? Written(IOperation value)
    {
        while (Memory.Inner(value) is { Part: "" } inner)
        {
            value = inner.Operand;
        }

        return value switch
        {
            IArrayCreationOperation { Initializer.ElementValues: var items } => new(items, true),
            ICollectionExpressionOperation { Elements: var items } => new([.. items.Where(static e => e is not ISpreadOperation)], !items.Any(static e => e is ISpreadOperation)),
            _ => null,
        };
    }
}
