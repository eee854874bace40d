using CeGen.Generator.Model;
using CeGen.Generator.Usage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CeGen.Generator.CodeFixes;

/// <summary>What a diagnostic knows of a loss whose options are constants.</summary>
/// <param name="Attribute">The arguments of the attribute.</param>
/// <param name="Element">The type of the logits.</param>
/// <param name="Target">The type of a target.</param>
/// <param name="Form">How arguments are passed.</param>
internal sealed record DynamicOptions(AttributeArgumentListSyntax Attribute, string Element, string Target, string Form)
{
    /// <summary>Whether there is a loss for each row.</summary>
    public bool IsUnreduced => Attribute.Arguments.Any(a => Name(a) == "Reduction"
        && a.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: nameof(ReductionKind.None) });

    public static DynamicOptions? Read(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(UsageProperties.Options, out string? options)
        && diagnostic.Properties.TryGetValue(UsageProperties.Element, out string? element)
        && diagnostic.Properties.TryGetValue(UsageProperties.Target, out string? target)
        && diagnostic.Properties.TryGetValue(UsageProperties.Form, out string? form)
        && SyntaxFactory.ParseAttributeArgumentList($"({options})") is { } attribute
            ? new DynamicOptions(attribute, element!, target!, form!).WithoutIdleOptions()
            : null;

    /// <summary>The type of a parameter of the declaration.</summary>
    public string TypeOf(ParameterRole role)
    {
        string memory = Form == UsageProperties.Tensor ? "global::System.Numerics.Tensors.ReadOnlyTensorSpan" : "global::System.ReadOnlySpan";
        return role switch
        {
            ParameterRole.Logits => $"{memory}<{Element}>",
            ParameterRole.Targets => $"{memory}<{Target}>",
            ParameterRole.Target => Target,
            ParameterRole.Weights => $"global::System.ReadOnlySpan<{Element}>",
            ParameterRole.SpatialSize => "int",
            ParameterRole.Predictions => "global::System.Span<int>",
            _ => $"global::System.Span<{Element}>",
        };
    }

    /// <summary>A loss of the run time leaves options aside that have no effect on the call; a declaration must not have them.</summary>
    private DynamicOptions WithoutIdleOptions()
    {
        bool hasProbabilities = Target == Element;
        bool isMean = Attribute.Arguments.All(a => Name(a) != "Reduction");
        string[] idle =
        [
            .. hasProbabilities ? ["IgnoreIndex"] : Array.Empty<string>(),
            .. hasProbabilities || !isMean ? ["AllIgnored"] : Array.Empty<string>(),
            .. Form == UsageProperties.Span ? Array.Empty<string>() : ["Layout"],
        ];
        return this with
        {
            Attribute = SyntaxFactory.AttributeArgumentList(
                SyntaxFactory.SeparatedList(Attribute.Arguments.Where(a => !idle.Contains(Name(a))).Select(Qualified))),
        };
    }

    /// <summary>Enums with their namespace, which the simplifier takes away where it can.</summary>
    private static AttributeArgumentSyntax Qualified(AttributeArgumentSyntax argument) => argument.Expression is MemberAccessExpressionSyntax value
        ? argument.WithExpression(SyntaxFactory.ParseExpression("global::CeGen." + value))
        : argument;

    private static string? Name(AttributeArgumentSyntax argument) => argument.NameEquals?.Name.Identifier.ValueText;
}
