using CeGen.Generator.Model;
using CeGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace CeGen.Generator.Usage;

/// <summary>Finds how a loss whose options are known at run time was created, and with which of them if they are constants.</summary>
internal static class DynamicLoss
{
    /// <summary>Where the value of an expression was created: in place, in a local that gets one value, or in a field or property that keeps its own.</summary>
    public static IObjectCreationOperation? Creation(IOperation value, Scope scope)
    {
        while (value is IConversionOperation { IsImplicit: true } or IParenthesizedOperation)
        {
            value = value is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)value).Operand;
        }

        return value switch
        {
            IObjectCreationOperation creation => creation,
            ILocalReferenceOperation local => scope.OnlyValue(local.Local) is { } only && only is not ILocalReferenceOperation ? Creation(only, scope) : null,
            IFieldReferenceOperation { Field.IsReadOnly: true } field => InitialValue(field.Field, value),
            IPropertyReferenceOperation { Property: { SetMethod: null, IsVirtual: false, IsOverride: false, IsAbstract: false } } property => InitialValue(property.Property, value),
            _ => null,
        };
    }

    /// <summary>The option of the dynamic losses that is <c>Parallel</c> of the attributes.</summary>
    private const string MaxDegreeOfParallelism = nameof(MaxDegreeOfParallelism);

    /// <summary>The number of classes or labels that a loss is created for, if it is a constant.</summary>
    public static int? Classes(IObjectCreationOperation creation) =>
        creation.Arguments.FirstOrDefault(static a => a.Parameter?.Ordinal == 0)?.Value.ConstantValue is { HasValue: true, Value: int classes } ? classes : null;

    /// <summary>The options that a loss is created with, if all of them are constants.</summary>
    public static CrossEntropyConfiguration? Options(IObjectCreationOperation creation, Scope scope)
    {
        CrossEntropyConfiguration configuration = new() { Classes = Classes(creation) };
        IArgumentOperation? options = creation.Arguments.FirstOrDefault(static a => a.Parameter?.Ordinal == 1);
        if (options is null or { ArgumentKind: ArgumentKind.DefaultValue } || options.Value.ConstantValue is { HasValue: true, Value: null })
        {
            return configuration;
        }

        if (Creation(options.Value, scope) is not { } written)
        {
            return null;
        }

        foreach ((string name, IOperation value, _) in Members(written))
        {
            if (!value.ConstantValue.HasValue)
            {
                return null;
            }

            if (name == MaxDegreeOfParallelism)
            {
                // The attribute has one thread or as many as there are processors, and nothing between.
                if (value.ConstantValue.Value is not (1 or -1))
                {
                    return null;
                }

                configuration = configuration with { Parallel = value.ConstantValue.Value is -1 };
                continue;
            }

            configuration = AttributeReader.With(configuration, name, value.ConstantValue.Value);
        }

        return configuration;
    }

    /// <summary>The members that a creation sets.</summary>
    public static IEnumerable<(string Name, IOperation Value, ITypeSymbol Type)> Members(IObjectCreationOperation creation)
    {
        foreach (IOperation operation in creation.Initializer?.Initializers ?? [])
        {
            if (operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation property } assignment)
            {
                yield return (property.Property.Name, assignment.Value, property.Property.Type);
            }
        }
    }

    /// <summary>What a field or an automatic property starts with, if that stands in the file at hand and no constructor replaces it.</summary>
    private static IObjectCreationOperation? InitialValue(ISymbol member, IOperation reference)
    {
        SyntaxNode? syntax = member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        ExpressionSyntax? value = syntax switch
        {
            VariableDeclaratorSyntax field => field.Initializer?.Value,
            PropertyDeclarationSyntax property => property.Initializer?.Value,
            _ => null,
        };
        return value is not null && value.SyntaxTree == reference.Syntax.SyntaxTree && !IsReplaced(member)
            ? reference.SemanticModel?.GetOperation(value) as IObjectCreationOperation
            : null;
    }

    private static bool IsReplaced(ISymbol member) => member.ContainingType.Constructors
        .SelectMany(static c => c.DeclaringSyntaxReferences)
        .SelectMany(static r => r.GetSyntax().DescendantNodes())
        .OfType<AssignmentExpressionSyntax>()
        .SelectMany(static a => a.Left is TupleExpressionSyntax tuple ? tuple.Arguments.Select(static t => t.Expression) : [a.Left])
        .Any(left => (left is MemberAccessExpressionSyntax access ? access.Name : left).ToString() == member.Name);
}
