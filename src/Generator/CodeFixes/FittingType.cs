using CeGen.Generator.Model;
using CeGen.Generator.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Simplification;

namespace CeGen.Generator.CodeFixes;

/// <summary>The types that the parts of a signature should have. Of several that fit a parameter, it is the one that most declarations have.</summary>
internal static class FittingType
{
    public static string OfParameter(FaultyDeclaration declaration, ParameterRole role)
    {
        string element = declaration.LikelyElement.Keyword();
        return role switch
        {
            ParameterRole.Logits or ParameterRole.Weights or ParameterRole.LabelWeights or ParameterRole.PositiveWeights => $"global::System.ReadOnlySpan<{element}>",
            ParameterRole.Targets => $"global::System.ReadOnlySpan<{(declaration.IsBinary ? element : "int")}>",
            ParameterRole.Losses or ParameterRole.LogSumExp => $"global::System.Span<{element}>",
            ParameterRole.Predictions => "global::System.Span<int>",
            ParameterRole.Gradient => AddedParameters.Gradient(declaration.Method).Type,
            ParameterRole.Upstream => AddedParameters.Upstream(declaration.Method, declaration.Reduction).Type,
            _ => "int",
        };
    }

    public static string OfReturn(FaultyDeclaration declaration) =>
        declaration.Reduction == ReductionKind.None ? "void" : declaration.LikelyElement.Keyword();

    /// <summary>The type as a title names it.</summary>
    public static string Short(string type) => type.Substring(type.Split('<')[0].LastIndexOf('.') + 1);

    /// <summary>The type as the user would write it: with simple names, where the file's usings allow them.</summary>
    public static TypeSyntax Write(string type) => SyntaxFactory.ParseTypeName(type).WithAdditionalAnnotations(Simplifier.Annotation, Formatter.Annotation);
}
