using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace CeGen.Generator.CodeFixes;

/// <summary>Changes of an attribute's arguments.</summary>
internal static class Arguments
{
    /// <summary>Takes an argument away, and the brackets with the last.</summary>
    public static Edit Remove(AttributeArgumentSyntax argument) => argument.Parent is AttributeArgumentListSyntax { Arguments.Count: 1 } list
        ? Edit.Remove(list)
        : Edit.Remove(argument);

    /// <summary>Gives an argument another value, or adds it.</summary>
    public static Edit Set(AttributeSyntax attribute, string name, string value)
    {
        ExpressionSyntax expression = SyntaxFactory.ParseExpression(value).WithAdditionalAnnotations(Simplifier.Annotation, Formatter.Annotation);
        return attribute.ArgumentList?.Arguments.FirstOrDefault(a => a.NameEquals?.Name.Identifier.ValueText == name) is { } argument
            ? Edit.Of(argument, a => a.WithExpression(expression.WithTriviaFrom(a.Expression)))
            : Edit.Of(attribute, a => a.AddArgumentListArguments(
                SyntaxFactory.AttributeArgument(expression).WithNameEquals(SyntaxFactory.NameEquals(name)).WithAdditionalAnnotations(Formatter.Annotation)));
    }
}
