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
        var configuration = new CrossEntropyConfiguration { Given = Given(attribute) };
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            configuration = With(configuration, argument.Key, Value(argument.Value));
        }

        return configuration;
    }

    /// <summary>A configuration with one more option; as it is, if there is no such option or the value is not of its type.</summary>
    public static CrossEntropyConfiguration With(CrossEntropyConfiguration configuration, string name, object? value) => (name, value) switch
    {
        (nameof(configuration.Classes), int classes) => configuration with { Classes = classes },
        (nameof(configuration.Reduction), int reduction) => configuration with { Reduction = (ReductionKind)reduction },
        (nameof(configuration.LabelSmoothing), double smoothing) => configuration with { LabelSmoothing = smoothing },
        (nameof(configuration.IgnoreIndex), long index) => configuration with { IgnoreIndex = index },
        (nameof(configuration.ClassWeights), EquatableArray<double> weights) => configuration with { ClassWeights = weights },
        (nameof(configuration.FocalGamma), double gamma) => configuration with { FocalGamma = gamma },
        (nameof(configuration.Layout), int layout) => configuration with { Layout = (LayoutKind)layout },
        (nameof(configuration.AllIgnored), int allIgnored) => configuration with { AllIgnored = (AllIgnoredKind)allIgnored },
        (nameof(configuration.Parallel), bool parallel) => configuration with { Parallel = parallel },
        (nameof(configuration.GenerateBackward), bool backward) => configuration with { GenerateBackward = backward },
        _ => configuration,
    };

    /// <summary>The names of the options that are written and that the compiler accepts.</summary>
    public static EquatableArray<string> Given(AttributeData attribute) =>
        new(attribute.NamedArguments.Where(a => a.Value.Kind != TypedConstantKind.Error).Select(a => a.Key));

    private static object? Value(TypedConstant constant) => constant.Kind switch
    {
        TypedConstantKind.Error => null,
        TypedConstantKind.Array when constant.IsNull || constant.Values.Any(v => v.Value is not double) => null,
        TypedConstantKind.Array => new EquatableArray<double>(constant.Values.Select(v => (double)v.Value!)),
        _ => constant.Value,
    };

    /// <summary>Whether the compiler refuses the attribute or one of its arguments.</summary>
    public static bool HasErrors(AttributeData attribute)
    {
        int written = (attribute.ApplicationSyntaxReference?.GetSyntax() as AttributeSyntax)?.ArgumentList?.Arguments.Count ?? 0;
        return written != attribute.NamedArguments.Length || attribute.NamedArguments.Any(a => a.Value.Kind == TypedConstantKind.Error);
    }
}
