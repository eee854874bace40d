using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace CeGen.Generator.Usage;

/// <summary>What an expression around some memory does with it.</summary>
internal enum Access
{
    Read,
    Write,

    /// <summary>It hands the memory to where nobody looks.</summary>
    Unknown,
}

/// <summary>Tells reading from writing.</summary>
internal static class MemoryAccess
{
    private static readonly string[] Readers =
        ["CopyTo", "TryCopyTo", "ToArray", "ToString", "SequenceEqual", "GetEnumerator", "IndexOf", "Contains", "Equals", "GetHashCode", "GetLength"];

    /// <param name="value">The memory, with all that gives a view of it.</param>
    /// <param name="scope">The code around it.</param>
    /// <param name="types">The known types.</param>
    /// <returns>What is done, whether that is a normalization, and by what.</returns>
    public static (Access Access, Normalization? Normalization, IOperation At) Of(IOperation value, Scope scope, UsageTypes types)
    {
        IOperation parent = value.Parent!;
        if (parent is IConversionOperation { Parent: IArgumentOperation, Type.Name: not "IEnumerable" })
        {
            // As an Array or an object it can be written too.
            parent = parent.Parent;
        }

        if (parent is IArgumentOperation argument)
        {
            return OfArgument(argument, types);
        }

        Access access = parent switch
        {
            IInvocationOperation call when call.Instance == value => Memory.IsReadOnlyType(value.Type) || Readers.Contains(call.TargetMethod.Name) ? Access.Read : Access.Write,
            IPropertyReferenceOperation { Arguments.IsEmpty: true } => Access.Read,
            IPropertyReferenceOperation or IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation => OfElement(parent),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => OfName(declarator.Symbol, value, scope),
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } => OfName(target.Local, value, scope),
            IForEachLoopOperation { LoopControlVariable: IVariableDeclaratorOperation { Symbol.IsRef: true } } => Access.Write,
            IForEachLoopOperation or ISpreadOperation or IReturnOperation or IBinaryOperation or IInterpolationOperation or INameOfOperation or IExpressionStatementOperation => Access.Read,
            IConversionOperation { Type.Name: "IEnumerable" } => Access.Read,
            IConversionOperation { Parent: IForEachLoopOperation } => Access.Read,
            _ => Access.Unknown,
        };
        return (access, null, parent);
    }

    private static (Access Access, Normalization? Normalization, IOperation At) OfArgument(IArgumentOperation argument, UsageTypes types)
    {
        if (argument.Parameter is not { } parameter || argument.Parent is not IInvocationOperation call)
        {
            return (Memory.IsReadOnlyType(argument.Parameter?.Type) ? Access.Read : Access.Unknown, null, argument);
        }

        if (parameter.Name is "destination" or "result" && types.NormalizationBy(call.TargetMethod) is { } normalization)
        {
            return (Access.Write, normalization, call);
        }

        bool isRead = parameter.RefKind is not (RefKind.Ref or RefKind.Out) && (Memory.IsReadOnlyType(parameter.Type) || CallReader.IsInput(parameter, call, types));
        bool isHandedOn = call.TargetMethod.ReturnsByRef || call.TargetMethod.ReturnsByRefReadonly || (Memory.IsType(call.Type) && !Memory.IsReadOnlyType(call.Type));
        return (isRead ? Access.Read : isHandedOn ? Access.Unknown : Access.Write, null, call);
    }

    /// <summary>A second name is seen through if it stays one: what is done under it counts as done to the memory.</summary>
    private static Access OfName(ILocalSymbol name, IOperation value, Scope scope) =>
        scope.OnlyValue(name) is not null && (Memory.IsReadOnlyType(name.Type) || (Memory.Of(value, scope) is { } memory && scope.IsFixed(memory.Owner))) ? Access.Read : Access.Unknown;

    private static Access OfElement(IOperation element) => element.Parent switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsRef: true } } => Access.Unknown,
        ISimpleAssignmentOperation { IsRef: true } or IAddressOfOperation => Access.Unknown,
        _ => Scope.IsWrite(element) ? Access.Write : Access.Read,
    };
}
