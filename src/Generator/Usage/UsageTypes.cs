using CeGen.Generator.Parsing;
using Microsoft.CodeAnalysis;

namespace CeGen.Generator.Usage;

/// <summary>The types that calls are recognised by, looked up once for a compilation.</summary>
internal sealed class UsageTypes
{
    private readonly INamedTypeSymbol _crossEntropy;
    private readonly INamedTypeSymbol? _binary;
    private readonly (INamedTypeSymbol? Type, LossKind Kind)[] _losses;
    private readonly (INamedTypeSymbol? Type, string Method, Normalization Normalization)[] _normalizers;

    private UsageTypes(Compilation compilation, INamedTypeSymbol crossEntropy)
    {
        _crossEntropy = crossEntropy;
        _binary = compilation.GetTypeByMetadataName(BinaryAttributeReader.BinaryCrossEntropy);
        _losses =
        [
            (compilation.GetTypeByMetadataName("CeGen.CrossEntropyLoss"), LossKind.CrossEntropy),
            (compilation.GetTypeByMetadataName("CeGen.CrossEntropyTensorExtensions"), LossKind.CrossEntropy),
            (compilation.GetTypeByMetadataName("CeGen.BinaryCrossEntropyLoss"), LossKind.Binary),
            (compilation.GetTypeByMetadataName("CeGen.NegativeLogLikelihood"), LossKind.NegativeLogLikelihood),
        ];
        INamedTypeSymbol? primitives = compilation.GetTypeByMetadataName("System.Numerics.Tensors.TensorPrimitives");
        INamedTypeSymbol? tensor = compilation.GetTypeByMetadataName("System.Numerics.Tensors.Tensor");
        _normalizers =
        [
            (primitives, "SoftMax", Normalization.Softmax),
            (primitives, "Sigmoid", Normalization.Sigmoid),
            (tensor, "SoftMax", Normalization.Softmax),
            (tensor, "Sigmoid", Normalization.Sigmoid),
            (compilation.GetTypeByMetadataName("CeGen.Softmax"), "Forward", Normalization.Softmax),
            (compilation.GetTypeByMetadataName("CeGen.LogSoftmax"), "Forward", Normalization.LogSoftmax),
        ];
    }

    /// <returns><see langword="null"/> where CeGen is not referenced: there is nothing to look at.</returns>
    public static UsageTypes? Of(Compilation compilation) =>
        compilation.GetTypeByMetadataName(AttributeReader.CrossEntropy) is { } crossEntropy ? new UsageTypes(compilation, crossEntropy) : null;

    /// <summary>The loss whose options are known at run time and that a type is, or extends.</summary>
    public LossKind? DynamicLoss(INamedTypeSymbol? type)
    {
        foreach ((INamedTypeSymbol? loss, LossKind kind) in _losses)
        {
            if (loss is not null && SymbolEqualityComparer.Default.Equals(loss, type))
            {
                return kind;
            }
        }

        return null;
    }

    /// <summary>The attribute that makes a method a loss.</summary>
    public (AttributeData Attribute, LossKind Kind)? Attribute(IMethodSymbol method)
    {
        foreach (AttributeData attribute in method.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, _crossEntropy))
            {
                return (attribute, LossKind.CrossEntropy);
            }

            if (_binary is not null && SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, _binary))
            {
                return (attribute, LossKind.Binary);
            }
        }

        return null;
    }

    /// <summary>What a method makes of logits; <see langword="null"/> if it is not known to make anything of them.</summary>
    public Normalization? NormalizationBy(IMethodSymbol method)
    {
        foreach ((INamedTypeSymbol? type, string name, Normalization normalization) in _normalizers)
        {
            if (method.Name == name && SymbolEqualityComparer.Default.Equals(method.ContainingType, type))
            {
                return normalization;
            }
        }

        return null;
    }
}
