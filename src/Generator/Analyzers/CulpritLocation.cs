using CeGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CeGen.Generator.Analyzers;

/// <summary>Finds the text that a violation speaks of.</summary>
internal static class CulpritLocation
{
    public static Location Find(Violation violation, IMethodSymbol method, AttributeData attribute, CancellationToken cancellationToken)
    {
        var syntax = method.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken) as MethodDeclarationSyntax;
        var attributeSyntax = attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax;
        SyntaxNode? node = violation.Culprit switch
        {
            Culprit.Attribute => attributeSyntax,
            Culprit.Argument => Entry(Argument(attributeSyntax, violation.Name)?.Expression, violation.Entry) ?? (SyntaxNode?)attributeSyntax,
            Culprit.Parameter => syntax?.ParameterList.Parameters.FirstOrDefault(p => p.Identifier.Text == violation.Name || p.Identifier.ValueText == violation.Name.TrimStart('@')),
            Culprit.ReturnType => syntax?.ReturnType,
            _ => null,
        };

        if (violation.Culprit == Culprit.Modifier && syntax is not null)
        {
            return syntax.Modifiers.First(m => m.ValueText == violation.Name).GetLocation();
        }

        return node?.GetLocation() ?? (violation.Culprit == Culprit.Type ? TypeName(method, violation.Name, cancellationToken) : method.Locations[0]);
    }

    private static AttributeArgumentSyntax? Argument(AttributeSyntax? attribute, string name) =>
        attribute?.ArgumentList?.Arguments.FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == name);

    /// <summary>The entry of an array, if one is asked for and the array is written out.</summary>
    private static ExpressionSyntax? Entry(ExpressionSyntax? argument, int? entry)
    {
        InitializerExpressionSyntax? initializer = argument switch
        {
            ArrayCreationExpressionSyntax array => array.Initializer,
            ImplicitArrayCreationExpressionSyntax array => array.Initializer,
            _ => null,
        };
        return entry < initializer?.Expressions.Count ? initializer!.Expressions[entry.Value] : argument;
    }

    private static Location TypeName(IMethodSymbol method, string name, CancellationToken cancellationToken)
    {
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.Name == name && type.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken) is TypeDeclarationSyntax syntax)
            {
                return syntax.Identifier.GetLocation();
            }
        }

        return method.Locations[0];
    }
}
