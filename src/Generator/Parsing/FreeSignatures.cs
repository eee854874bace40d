using CeGen.Generator.Model;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;

namespace CeGen.Generator.Parsing;

/// <summary>Whether the signatures of the generated overloads are free: a user may have declared them, or another attributed method brings them.</summary>
internal static class FreeSignatures
{
    /// <summary>Types as they count in a signature: whether a reference may be null does not.</summary>
    private static readonly SymbolDisplayFormat SignatureType =
        SymbolDisplayFormat.CSharpErrorMessageFormat.RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>Whether an earlier declaration has the same name and parameters: the compiler reports that, and a second file of the same name cannot be.</summary>
    public static bool IsRepeated(IMethodSymbol method) => EarlierAttributed(method)
        .Any(m => m.Arity == method.Arity && Matches([.. m.Parameters.Select(Type)], [.. method.Parameters.Select(Type)]));

    public static bool IsFusedTaken(IMethodSymbol method, MethodDeclaration declaration)
    {
        string[] signature = [.. method.Parameters.Select(Type), GradientType(declaration)];
        return IsDeclared(method.ContainingType, method.Name, signature)
            || EarlierSiblings(method).Any(s => Matches([.. s.Parameters.Select(Type), GradientType(declaration)], signature));
    }

    public static bool IsBackwardTaken(IMethodSymbol method, MethodDeclaration declaration)
    {
        string[] inputs = [.. Inputs(method)];
        string upstream = AddedParameters.Upstream(declaration, IsNone(method) ? ReductionKind.None : ReductionKind.Mean).Type;
        string[] signature = [.. inputs, Plain(upstream), GradientType(declaration)];
        return IsDeclared(method.ContainingType, method.Name + "Backward", signature)
            || IsFusedOverload(method.ContainingType, method.Name + "Backward", signature)
            || EarlierSiblings(method).Any(s => IsNone(s) == IsNone(method) && Matches([.. Inputs(s)], inputs));
    }

    /// <summary>Whether an attributed method brings it, be it before or after: a loss may be called <c>LossBackward</c>.</summary>
    private static bool IsFusedOverload(INamedTypeSymbol type, string name, string[] signature) => type.GetMembers(name)
        .OfType<IMethodSymbol>()
        .Any(m => Attribute(m) is not null && BringsOverloads(m) && Matches([.. m.Parameters.Select(Type), signature[signature.Length - 1]], signature));

    /// <summary>The attributed methods of the same name that stand before this one.</summary>
    private static IEnumerable<IMethodSymbol> EarlierAttributed(IMethodSymbol method) => method.ContainingType.GetMembers(method.Name)
        .OfType<IMethodSymbol>()
        .TakeWhile(m => !SymbolEqualityComparer.Default.Equals(m, method))
        .Where(m => Attribute(m) is not null);

    /// <summary>Those of them that bring overloads of their own.</summary>
    private static IEnumerable<IMethodSymbol> EarlierSiblings(IMethodSymbol method) => EarlierAttributed(method).Where(BringsOverloads);

    private static bool BringsOverloads(IMethodSymbol attributed) =>
        AttributeReader.Read(Attribute(attributed)!).GenerateBackward
        && !attributed.Parameters.Any(p => ParameterRoles.Of(p.Name) == ParameterRole.Gradient);

    private static bool IsNone(IMethodSymbol method) => AttributeReader.Read(Attribute(method)!).Reduction == ReductionKind.None;

    private static AttributeData? Attribute(IMethodSymbol method) =>
        method.GetAttributes().FirstOrDefault(a => a.AttributeClass?.ToDisplayString() is AttributeReader.CrossEntropy or BinaryAttributeReader.BinaryCrossEntropy);

    /// <summary>Whether a member stands in the way: a method of that signature, or anything else of that name.</summary>
    private static bool IsDeclared(INamedTypeSymbol type, string name, string[] signature) => type.Name == name
        || type.TypeParameters.Any(p => p.Name == name)
        || type.GetMembers(name).Any(m => m is not IMethodSymbol method || (!IsGenerated(method) && IsOf(method, signature)))
        || IsAbstractInBase(type, name, signature);

    /// <summary>An abstract method must be overridden, and cannot be hidden.</summary>
    private static bool IsAbstractInBase(INamedTypeSymbol type, string name, string[] signature)
    {
        for (INamedTypeSymbol? ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor.GetMembers(name).Any(m => m is IMethodSymbol { IsAbstract: true } method && IsOf(method, signature)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOf(IMethodSymbol method, string[] signature) => Matches([.. method.Parameters.Select(Type)], signature);

    /// <summary>The analyzer sees what the generator has added; that is no conflict.</summary>
    private static bool IsGenerated(IMethodSymbol method) => method.GetAttributes().Any(a => a.AttributeClass?.Name == "GeneratedCodeAttribute");

    private static bool Matches(string[] left, string[] right) => left.SequenceEqual(right, StringComparer.Ordinal);

    private static IEnumerable<string> Inputs(IMethodSymbol method) => method.Parameters
        .Where(p => ParameterRoles.IsInputOfAnyLoss(p.Name))
        .Select(Type);

    private static string Type(IParameterSymbol parameter) => parameter.Type.ToDisplayString(SignatureType);

    private static string GradientType(MethodDeclaration declaration) => Plain(AddedParameters.Gradient(declaration).Type);

    private static string Plain(string type) => type.Replace("global::", "");
}
