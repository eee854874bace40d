using CeGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CeGen.Generator.Parsing;

/// <summary>Reads the attribute's arguments.</summary>
internal static class AttributeReader
{
    public const string CrossEntropy = "CeGen.CrossEntropyAttribute";

    /// <summary>
    /// The options as written, valid or not. An argument that the compiler itself refuses (such as a string for Classes) reads as not given:
    /// the compiler has the word there.
    /// </summary>
    public static CrossEntropyConfiguration Read(AttributeData attribute)
    {
        var configuration = new CrossEntropyConfiguration();
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            configuration = (argument.Key, argument.Value.Kind == TypedConstantKind.Error ? null : argument.Value.Value) switch
            {
                (nameof(configuration.Classes), int classes) => configuration with { Classes = classes },
                (nameof(configuration.Reduction), int reduction) => configuration with { Reduction = (ReductionKind)reduction },
                (nameof(configuration.LabelSmoothing), double smoothing) => configuration with { LabelSmoothing = smoothing },
                (nameof(configuration.IgnoreIndex), long index) => configuration with { IgnoreIndex = index },
                (nameof(configuration.AllIgnored), int allIgnored) => configuration with { AllIgnored = (AllIgnoredKind)allIgnored },
                (nameof(configuration.GenerateBackward), bool backward) => configuration with { GenerateBackward = backward },
                _ => configuration,
            };
        }

        return configuration;
    }

    /// <summary>Whether the compiler refuses the attribute or one of its arguments.</summary>
    public static bool HasErrors(AttributeData attribute)
    {
        int written = (attribute.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax)?.ArgumentList?.Arguments.Count ?? 0;
        return written != attribute.NamedArguments.Length || attribute.NamedArguments.Any(a => a.Value.Kind == TypedConstantKind.Error);
    }
}
