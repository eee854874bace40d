using CeGen.Testing;

namespace CeGen.Generator.Testing;

/// <summary>Declares a <c>BinaryCrossEntropy</c> loss for a case.</summary>
internal static class BinaryDeclaration
{
    /// <summary>More weights than this are no constants that somebody would write.</summary>
    private const int MostConstants = 1024;

    public static IEnumerable<KernelDeclaration> For(ConformanceCase c, string element)
    {
        if (c.Weights is null && c.PositiveWeights is null)
        {
            return [Declare("", c, element, useConstants: false)];
        }

        KernelDeclaration parameters = Declare("weights as a parameter", c, element, useConstants: false);
        return AreConstants(c.Weights, c) || AreConstants(c.PositiveWeights, c)
            ? [parameters, Declare("weights as constants", c, element, useConstants: true)]
            : [parameters];
    }

    private static KernelDeclaration Declare(string variant, ConformanceCase c, string element, bool useConstants)
    {
        Options options = new Options().Add("Labels", $"{c.Classes}").Add("Reduction", $"Reduction.{c.Reduction}").AddUnless(0, "FocalGamma", c.FocalGamma);
        if (c.FocalAlpha is { } alpha)
        {
            options.AddUnless(double.NaN, "FocalAlpha", alpha);
        }

        string span = $"ReadOnlySpan<{element}>";
        List<Parameter> inputs = [new(span, "logits", "c.Logits"), new(span, "targets", "c.Probabilities")];
        AddWeights(c.Weights, "LabelWeights", new Parameter(span, "labelWeights", "c.Weights"));
        AddWeights(c.PositiveWeights, "PositiveWeights", new Parameter(span, "positiveWeights", "c.PositiveWeights"));
        return new KernelDeclaration(variant, DeclarationText.Of(element, c.Reduction, LossForm.Span, $"BinaryCrossEntropy({options})", inputs));

        void AddWeights(double[]? weights, string option, Parameter parameter)
        {
            if (useConstants && AreConstants(weights, c))
            {
                options.AddArray(option, weights!);
            }
            else if (weights is not null)
            {
                inputs.Add(parameter);
            }
        }
    }

    /// <summary>Constants are one per label.</summary>
    private static bool AreConstants(double[]? weights, ConformanceCase c) =>
        weights is not null && weights.Length == c.Classes && weights.Length <= MostConstants && weights.All(double.IsFinite);
}
