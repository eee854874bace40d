using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CeGen.Generator.Usage;

/// <summary>The memory that an expression stands for: that of a variable, or a part of it.</summary>
/// <param name="Owner">The variable, behind the names that others give to its memory.</param>
/// <param name="Part">Which part, as text; nothing for the whole.</param>
/// <param name="Bounds">The variables that the part depends on.</param>
/// <param name="IsStable">Whether the part depends on nothing else.</param>
internal sealed record Memory(ISymbol Owner, string Part, ImmutableArray<ISymbol> Bounds, bool IsStable = true)
{
    private static readonly string[] Types = ["Span", "ReadOnlySpan", "Memory", "ReadOnlyMemory", "Tensor", "TensorSpan", "ReadOnlyTensorSpan"];

    /// <returns><see langword="null"/> if it is no variable's memory, or nothing is known of it.</returns>
    public static Memory? Of(IOperation value, Scope scope) => Of(value, scope, 0);

    private static Memory? Of(IOperation value, Scope scope, int depth)
    {
        const int Deepest = 20;
        if (depth > Deepest)
        {
            return null;
        }

        if (Inner(value) is { } inner)
        {
            return Of(inner.Operand, scope, depth + 1) is { } whole
                ? whole with { Part = whole.Part + inner.Part, Bounds = whole.Bounds.AddRange(inner.Bounds), IsStable = whole.IsStable && inner.IsStable }
                : null;
        }

        if (Scope.Variable(value) is not { } variable || !scope.Owns(variable))
        {
            return null;
        }

        // Another name for the memory of a variable that stays what it is.
        return variable is ILocalSymbol local && scope.OnlyValue(local) is { } only && Of(only, scope, depth + 1) is { } other && scope.IsFixed(other.Owner)
            ? other
            : new Memory(variable, "", []);
    }

    /// <summary>Whether a value of a type is memory, or a view of it.</summary>
    public static bool IsType(ITypeSymbol? type) => type is IArrayTypeSymbol || (type is INamedTypeSymbol named && Types.Contains(named.Name) && IsSystem(named.ContainingNamespace));

    /// <summary>Whether nothing can be written through a value of a type.</summary>
    public static bool IsReadOnlyType(ITypeSymbol? type) => type is INamedTypeSymbol { Name: "ReadOnlySpan" or "ReadOnlyMemory" or "ReadOnlyTensorSpan" } named && IsSystem(named.ContainingNamespace);

    /// <summary>Strips one layer that leaves the memory the same, or takes a part of it.</summary>
    public static (IOperation Operand, string Part, ImmutableArray<ISymbol> Bounds, bool IsStable)? Inner(IOperation value) => value switch
    {
        IConversionOperation conversion when IsType(conversion.Type) && IsType(conversion.Operand.Type) => (conversion.Operand, "", [], true),
        IParenthesizedOperation parenthesized => (parenthesized.Operand, "", [], true),
        IInvocationOperation { TargetMethod.Name: "AsSpan" or "AsMemory" or "Slice" or "AsTensorSpan" or "AsReadOnlyTensorSpan" } view
            when IsType(view.Type) && IsSystem(view.TargetMethod.ContainingNamespace) => View(view.Instance, view.Arguments, view.TargetMethod.Name),
        IObjectCreationOperation { Arguments.Length: > 0 } creation when IsType(creation.Type) => View(null, creation.Arguments, creation.Type!.Name),
        IImplicitIndexerReferenceOperation range when IsType(range.Type) => Slice(range.Instance, [range.Argument]),
        IPropertyReferenceOperation { Property.Name: "Span", Instance: { } memory } when IsType(memory.Type) => (memory, "", [], true),
        _ => null,
    };

    private static (IOperation Operand, string Part, ImmutableArray<ISymbol> Bounds, bool IsStable)? View(IOperation? instance, ImmutableArray<IArgumentOperation> arguments, string name)
    {
        IOperation[] values = [.. arguments.Select(static a => a.Value)];
        IOperation? operand = instance ?? values.FirstOrDefault();
        if (operand is null || !IsType(operand.Type))
        {
            return null;
        }

        IOperation[] others = instance is null ? [.. values.Skip(1)] : values;
        bool isShaped = name.EndsWith("TensorSpan", StringComparison.Ordinal) && operand.Type is IArrayTypeSymbol && others.Length == 1;
        return isShaped ? (operand, "", [], true) : Slice(operand, others);
    }

    private static (IOperation Operand, string Part, ImmutableArray<ISymbol> Bounds, bool IsStable) Slice(IOperation operand, IOperation[] bounds) => (
        operand,
        bounds.Length == 0 ? "" : $"[{string.Join(", ", bounds.Select(static b => b.Syntax.ToString()))}]",
        [.. bounds.SelectMany(static b => b.DescendantsAndSelf()).Select(Scope.Variable).OfType<ISymbol>()],
        bounds.SelectMany(static b => b.DescendantsAndSelf()).All(IsStablePiece));

    /// <summary>Whether a piece of a bound is the same again, as long as the variables in it are.</summary>
    private static bool IsStablePiece(IOperation piece) => piece
        is ILiteralOperation or ILocalReferenceOperation or IParameterReferenceOperation or IFieldReferenceOperation or IInstanceReferenceOperation
        or IUnaryOperation or IBinaryOperation or IConversionOperation or IParenthesizedOperation or IRangeOperation
        or IPropertyReferenceOperation { Property.Name: "Length" or "Count", Arguments.IsEmpty: true }
        && (piece is not IFieldReferenceOperation || Scope.Variable(piece) is not null);

    private static bool IsSystem(INamespaceSymbol? symbol)
    {
        while (symbol is { ContainingNamespace.IsGlobalNamespace: false })
        {
            symbol = symbol.ContainingNamespace;
        }

        return symbol?.Name == "System";
    }
}
