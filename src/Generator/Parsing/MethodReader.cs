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

    /// <summary>What is no parameter to the compiler, and to nobody else.</summary>
    private static readonly ParameterModel VariableArguments =
        new("__arglist", "", "", ParameterRole.Unknown, ParameterShape.Other, null, null, ByReference: false, CanBeNull: false);

    public static MethodDeclaration Read(IMethodSymbol method, MethodDeclarationSyntax syntax, Func<string, ParameterRole>? roleOf = null) => new(
        method.ContainingNamespace.IsGlobalNamespace ? "" : method.ContainingNamespace.ToDisplayString(NamespaceName),
        new EquatableArray<ContainingType>(TypesAround(method).Select((t, i) => new ContainingType(i == 0 ? UnsafeContext(method, syntax) : "", Keyword(t), NameWithTypeParameters(t)))),
        string.Join(" ", syntax.Modifiers.Where(IsForBothParts).Select(m => m.ValueText).Append("partial").Distinct()),
        string.Join(" ", syntax.Modifiers.Where(IsForOverloads).Select(m => m.ValueText).Distinct()),
        Escape(method.Name),
        method.Name,
        method.TypeParameters.IsEmpty ? "" : $"<{string.Join(", ", method.TypeParameters.Select(p => Escape(p.Name)))}>",
        method.IsOverride ? string.Concat(syntax.ConstraintClauses.Select(c => $" {c}")) : string.Concat(method.TypeParameters.Select(Constraints)),
        ReturnType(method),
        new EquatableArray<ParameterModel>(
        [
            .. method.Parameters.Select((p, i) => ReadParameter(p, syntax.ParameterList.Parameters[i], roleOf ?? ParameterRoles.Of)),
            .. method.IsVararg ? [VariableArguments] : Array.Empty<ParameterModel>(),
        ]),
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
        IEnumerable<string> modifiers = syntax.Modifiers.Select(m => m.ValueText).Distinct();
        return string.Concat(modifiers.Select(m => m + " "));
    }

    private static ParameterModel ReadParameter(IParameterSymbol parameter, ParameterSyntax syntax, Func<string, ParameterRole> roleOf)
    {
        (ParameterShape shape, ITypeSymbol element) = Shape(parameter.Type);
        return new ParameterModel(
            parameter.Name.Length == 0 ? $"parameter{parameter.Ordinal}" : Escape(parameter.Name),
            parameter.Type.ToDisplayString(QualifiedType),
            Modifiers(syntax),
            roleOf(parameter.Name),
            shape,
            SupportedTypes.ToElement(element.SpecialType),
            element.TypeKind == TypeKind.Enum ? null : SupportedTypes.ToInteger(element.SpecialType),
            parameter.RefKind != RefKind.None,
            parameter.NullableAnnotation == NullableAnnotation.Annotated,
            parameter.Name.Length == 0 || Refusals.IsUnknown(parameter.Type));
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

    private static bool IsForOverloads(SyntaxToken modifier) =>
        SyntaxFacts.IsAccessibilityModifier(modifier.Kind()) || modifier.Kind() is SyntaxKind.StaticKeyword or SyntaxKind.ReadOnlyKeyword;

    /// <summary>What the compiler refuses in one part is not repeated in the other.</summary>
    private static bool IsForBothParts(SyntaxToken modifier) => IsForOverloads(modifier)
        || modifier.Kind() is SyntaxKind.VirtualKeyword or SyntaxKind.OverrideKeyword or SyntaxKind.SealedKeyword or SyntaxKind.NewKeyword or SyntaxKind.UnsafeKeyword;

    /// <summary>Pointers stand in no loss, but a wrong declaration with them gets its body too.</summary>
    private static string UnsafeContext(IMethodSymbol method, MethodDeclarationSyntax syntax) =>
        method.Parameters.Select(p => p.Type).Append(method.ReturnType).Any(t => t.ToDisplayString().Contains('*'))
        && syntax.Ancestors().OfType<TypeDeclarationSyntax>().Any(t => t.Modifiers.Any(SyntaxKind.UnsafeKeyword))
            ? "unsafe "
            : "";

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

        if (parameter.AllowsRefLikeType)
        {
            constraints.Add("allows ref struct");
        }

        return constraints.Count == 0 ? "" : $" where {Escape(parameter.Name)} : {string.Join(", ", constraints)}";
    }

    private static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;
}
