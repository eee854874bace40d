using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace CeGen.Generator.Usage;

/// <summary>The body of the method, lambda or local function around a call, and what is known of the variables in it.</summary>
internal sealed class Scope
{
    private readonly IOperation _body;
    private readonly Dictionary<ISymbol, IOperation?> _onlyValues = new(SymbolEqualityComparer.Default);
    private HashSet<ISymbol>? _locals;
    private IOperation[]? _operations;

    private Scope(IOperation body) => _body = body;

    /// <summary>Everything in the body, in the order of the text, functions inside it included.</summary>
    public IReadOnlyList<IOperation> Operations => _operations ??= [.. _body.DescendantsAndSelf()];

    /// <summary>Whether the order of the text is not that of the run.</summary>
    public bool HasLabels => Operations.Any(static o => o is ILabeledOperation);

    public static Scope Around(IOperation operation)
    {
        while (operation.Parent is { } parent && operation is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
        {
            operation = parent;
        }

        return new Scope(operation);
    }

    /// <summary>The variable that an operation refers to: a local, a parameter, or a field of the type itself.</summary>
    public static ISymbol? Variable(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field => field.Field,
        _ => null,
    };

    /// <summary>Whether a variable is one of this body, and not of a function around it; or a field.</summary>
    public bool Owns(ISymbol variable) => variable switch
    {
        IFieldSymbol => true,
        IParameterSymbol { ContainingSymbol: IMethodSymbol method } => Function is { } function
            ? SymbolEqualityComparer.Default.Equals(function, method)
            : method.DeclaringSyntaxReferences.Any(r => r.SyntaxTree == _body.Syntax.SyntaxTree && r.Span.Contains(_body.Syntax.SpanStart) && r.GetSyntax() is not TypeDeclarationSyntax),
        _ => (_locals ??= new HashSet<ISymbol>(
            Operations.OfType<IVariableDeclaratorOperation>().Where(d => !IsNested(d)).Select(static d => d.Symbol), SymbolEqualityComparer.Default)).Contains(variable),
    };

    /// <summary>Whether an operation belongs to a function inside the body.</summary>
    public bool IsNested(IOperation operation)
    {
        for (IOperation? o = operation; o is not null && o != _body; o = o.Parent)
        {
            if (o is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The value of a local that gets one, once; else <see langword="null"/>.</summary>
    public IOperation? OnlyValue(ILocalSymbol local)
    {
        if (!_onlyValues.TryGetValue(local, out IOperation? value))
        {
            // A local that is, in the end, its own value has none.
            _onlyValues[local] = null;
            value = FindOnlyValue(local);
            _onlyValues[local] = value;
        }

        return value;
    }

    /// <summary>Whether a variable is what it was from its first to its last use.</summary>
    public bool IsFixed(ISymbol variable) => variable switch
    {
        ILocalSymbol local => OnlyValue(local) is not null,
        IParameterSymbol parameter => parameter.RefKind == RefKind.None && !IsWritten(parameter, static _ => true),
        IFieldSymbol field => field.IsReadOnly,
        _ => false,
    };

    /// <summary>Whether a variable is assigned, or could be, at one of some places.</summary>
    public bool IsWritten(ISymbol variable, Func<IOperation, bool> at) =>
        Operations.Any(o => SymbolEqualityComparer.Default.Equals(Variable(o), variable) && IsWrite(o) && at(o));

    /// <summary>Whether a reference to a variable assigns it, or could.</summary>
    public static bool IsWrite(IOperation reference) => reference.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == reference || assignment is ISimpleAssignmentOperation { IsRef: true },
        IIncrementOrDecrementOperation => true,
        IArgumentOperation argument => argument.Parameter is null or { RefKind: RefKind.Ref or RefKind.Out },
        ITupleOperation or IDeclarationExpressionOperation or IAddressOfOperation => true,
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol.IsRef,
        _ => false,
    };

    private IMethodSymbol? Function => _body switch
    {
        IAnonymousFunctionOperation lambda => lambda.Symbol,
        ILocalFunctionOperation function => function.Symbol,
        _ => null,
    };

    private IOperation? FindOnlyValue(ILocalSymbol local)
    {
        if (local.IsRef || !Owns(local))
        {
            return null;
        }

        IOperation? value = null;
        foreach (IOperation operation in Operations)
        {
            IOperation? assigned = null;
            if (operation is IVariableDeclaratorOperation declarator && SymbolEqualityComparer.Default.Equals(declarator.Symbol, local))
            {
                assigned = declarator.GetVariableInitializer()?.Value;
            }
            else if (operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local) && IsWrite(reference))
            {
                if (reference.Parent is not ISimpleAssignmentOperation { IsRef: false } assignment)
                {
                    return null;
                }

                assigned = assignment.Value;
            }

            if (assigned is not null)
            {
                if (value is not null)
                {
                    return null;
                }

                value = assigned;
            }
        }

        return value;
    }
}
