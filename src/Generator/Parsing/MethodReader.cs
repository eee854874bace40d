using System.Collections.Immutable;
using CeGen.Generator.Model;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CeGen.Generator.Parsing;

/// <summary>Turns a method symbol into the text that its implementation needs.</summary>
internal static class MethodReader
{
    private static readonly SymbolDisplayFormat QualifiedType = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private static readonly SymbolDisplayFormat NamespaceName = SymbolDisplayFormat.FullyQualifiedFormat
        .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    public static MethodDeclaration Read(IMethodSymbol method, MethodDeclarationSyntax syntax, Func<string, ParameterRole>? roleOf = null) => new(
        method.ContainingNamespace.IsGlobalNamespace ? "" : method.ContainingNamespace.ToDisplayString(NamespaceName),
        new EquatableArray<ContainingType>(TypesAround(method).Select(t => new ContainingType(Keyword(t), NameWithTypeParameters(t)))),
        string.Join(" ", syntax.Modifiers.Select(m => m.ValueText)),
        string.Join(" ", syntax.Modifiers.Where(IsForOverloads).Select(m => m.ValueText)),
        Escape(method.Name),
        method.Name,
        syntax.TypeParameterList?.ToString() ?? "",
        string.Concat(method.TypeParameters.Select(Constraints)),
        ReturnType(method),
        new EquatableArray<ParameterModel>(method.Parameters.Select((p, i) => ReadParameter(p, syntax.ParameterList.Parameters[i], roleOf ?? ParameterRoles.Of))),
        syntax.GetLeadingTrivia().Any(IsDocumentation));

    /// <summary>Documentation comments are ordinary ones where the compiler is told not to read them.</summary>
    private static bool IsDocumentation(SyntaxTrivia trivia) =>
        trivia.ToFullString().TrimStart() is string text && (text.StartsWith("///", StringComparison.Ordinal) || text.StartsWith("/**", StringComparison.Ordinal));

    /// <summary>The types around a method, outermost first.</summary>
    public static IEnumerable<INamedTypeSymbol> TypesAround(IMethodSymbol method)
    {
        var types = new Stack<INamedTypeSymbol>();
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            types.Push(type);
        }

        return types;
    }

    private static string ReturnType(IMethodSymbol method) => method.RefKind switch
    {
        RefKind.Ref => "ref ",
        RefKind.RefReadOnly => "ref readonly ",
        _ => "",
    } + method.ReturnType.ToDisplayString(QualifiedType);

    /// <summary>What stands before a parameter's type in an implementation.</summary>
    private static string Modifiers(ParameterSyntax syntax)
    {
        IEnumerable<string> modifiers = syntax.Modifiers.Select(m => m.ValueText);
        return string.Concat(modifiers.Select(m => m + " "));
    }

    private static ParameterModel ReadParameter(IParameterSymbol parameter, ParameterSyntax syntax, Func<string, ParameterRole> roleOf)
    {
        (ParameterShape shape, ITypeSymbol element) = Shape(parameter.Type);
        return new ParameterModel(
            Escape(parameter.Name),
            parameter.Type.ToDisplayString(QualifiedType),
            Modifiers(syntax),
            roleOf(parameter.Name),
            shape,
            SupportedTypes.ToElement(element.SpecialType),
            element.TypeKind == TypeKind.Enum ? null : SupportedTypes.ToInteger(element.SpecialType),
            parameter.RefKind != RefKind.None,
            parameter.NullableAnnotation == NullableAnnotation.Annotated);
    }

    private static (ParameterShape Shape, ITypeSymbol Element) Shape(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { IsSZArray: true } array => (ParameterShape.Array, array.ElementType),
        INamedTypeSymbol { Arity: 1, ContainingType: null, ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } named => named.Name switch
        {
            "Span" => (ParameterShape.Span, named.TypeArguments[0]),
            "ReadOnlySpan" => (ParameterShape.ReadOnlySpan, named.TypeArguments[0]),
            _ => (ParameterShape.Other, type),
        },
        INamedTypeSymbol { Arity: 1, ContainingType: null, Name: "TensorSpan" or "ReadOnlyTensorSpan" } named
            when named.ContainingNamespace.ToDisplayString() == "System.Numerics.Tensors" =>
            (named.Name == "TensorSpan" ? ParameterShape.TensorSpan : ParameterShape.ReadOnlyTensorSpan, named.TypeArguments[0]),
        { SpecialType: not SpecialType.None } => (ParameterShape.Scalar, type),
        _ => (ParameterShape.Other, type),
    };

    private static string NameWithTypeParameters(INamedTypeSymbol type) => type.TypeParameters.IsEmpty
        ? Escape(type.Name)
        : $"{Escape(type.Name)}<{string.Join(", ", type.TypeParameters.Select(p => Variance(p) + Escape(p.Name)))}>";

    private static string Variance(ITypeParameterSymbol parameter) => parameter.Variance switch
    {
        VarianceKind.In => "in ",
        VarianceKind.Out => "out ",
        _ => "",
    };

    private static string Keyword(INamedTypeSymbol type) => (type.TypeKind, type.IsRecord) switch
    {
        (TypeKind.Interface, _) => "interface",
        (TypeKind.Struct, true) => "record struct",
        (TypeKind.Struct, false) => "struct",
        (_, true) => "record",
        _ => "class",
    };

    private static bool IsForOverloads(SyntaxToken modifier) => modifier.Kind()
        is SyntaxKind.PublicKeyword
        or SyntaxKind.ProtectedKeyword
        or SyntaxKind.InternalKeyword
        or SyntaxKind.PrivateKeyword
        or SyntaxKind.StaticKeyword
        or SyntaxKind.ReadOnlyKeyword;

    /// <summary>The constraints of a type parameter, which an implementation has to repeat.</summary>
    private static string Constraints(ITypeParameterSymbol parameter)
    {
        List<string> constraints = [];
        if (parameter.HasUnmanagedTypeConstraint)
        {
            constraints.Add("unmanaged");
        }
        else if (parameter.HasValueTypeConstraint)
        {
            constraints.Add("struct");
        }
        else if (parameter.HasReferenceTypeConstraint)
        {
            constraints.Add(parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class");
        }
        else if (parameter.HasNotNullConstraint)
        {
            constraints.Add("notnull");
        }

        constraints.AddRange(parameter.ConstraintTypes.Select(t => t.ToDisplayString(QualifiedType)));
        if (parameter.HasConstructorConstraint)
        {
            constraints.Add("new()");
        }

        return constraints.Count == 0 ? "" : $" where {Escape(parameter.Name)} : {string.Join(", ", constraints)}";
    }

    private static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;
}
