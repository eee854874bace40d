using System.Collections.Immutable;
using CeGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace CeGen.Generator.Parsing;

/// <summary>Reads the arguments of <c>[BinaryCrossEntropy]</c>.</summary>
internal static class BinaryAttributeReader
{
    public const string BinaryCrossEntropy = "CeGen.BinaryCrossEntropyAttribute";

    /// <summary>The options as written, valid or not. What the compiler itself refuses reads as not given, as in <see cref="AttributeReader"/>.</summary>
    public static BinaryConfiguration Read(AttributeData attribute)
    {
        var configuration = new BinaryConfiguration { Given = AttributeReader.Given(attribute) };
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            configuration = (argument.Key, Value(argument.Value)) switch
            {
                (nameof(configuration.Labels), int labels) => configuration with { Labels = labels },
                (nameof(configuration.Reduction), int reduction) => configuration with { Reduction = (ReductionKind)reduction },
                (nameof(configuration.PositiveWeights), EquatableArray<double> weights) => configuration with { PositiveWeights = weights },
                (nameof(configuration.LabelWeights), EquatableArray<double> weights) => configuration with { LabelWeights = weights },
                (nameof(configuration.FocalGamma), double gamma) => configuration with { FocalGamma = gamma },
                (nameof(configuration.FocalAlpha), double alpha) => configuration with { FocalAlpha = double.IsNaN(alpha) ? null : alpha },
                (nameof(configuration.Parallel), bool parallel) => configuration with { Parallel = parallel },
                (nameof(configuration.GenerateBackward), bool backward) => configuration with { GenerateBackward = backward },
                _ => configuration,
            };
        }

        return configuration;
    }

    private static object? Value(TypedConstant constant) => constant.Kind switch
    {
        TypedConstantKind.Error => null,
        TypedConstantKind.Array => constant.IsNull ? null : Numbers(constant.Values),
        _ => constant.Value,
    };

    private static EquatableArray<double>? Numbers(ImmutableArray<TypedConstant> values) => values.All(v => v.Kind == TypedConstantKind.Primitive && v.Value is double)
        ? new EquatableArray<double>(values.Select(v => (double)v.Value!))
        : null;
}
