using CeGen.Testing;

namespace CeGen.Generator.Testing;

/// <summary>Declares a <see cref="CrossEntropyAttribute"/> loss for a case.</summary>
internal static class CrossEntropyDeclaration
{
    /// <summary>More weights than this are no constants that somebody would write.</summary>
    private const int MostConstants = 1024;

    public static IEnumerable<KernelDeclaration> For(ConformanceCase c, string element, LossForm form)
    {
        if (c.Weights is not { } weights)
        {
            return [Declare("", c, element, form, hasParameter: false, constants: null)];
        }

        KernelDeclaration parameter = Declare("weights as a parameter", c, element, form, hasParameter: true, constants: null);
        return weights.Length <= MostConstants && weights.All(double.IsFinite)
            ? [parameter, Declare("weights as constants", c, element, form, hasParameter: false, weights)]
            : [parameter];
    }

    private static KernelDeclaration Declare(string variant, ConformanceCase c, string element, LossForm form, bool hasParameter, double[]? constants)
    {
        bool isClassFirst = form == LossForm.Span && c.Shape.Length > 2;
        Options options = new Options()
            .Add("Classes", $"{c.Classes}")
            .Add("Reduction", $"Reduction.{c.Reduction}")
            .AddUnless(0, "LabelSmoothing", c.LabelSmoothing)
            .AddUnless(0, "FocalGamma", c.FocalGamma);
        if (c.Indices is not null)
        {
            options.AddUnless(-100, "IgnoreIndex", c.IgnoreIndex);
        }

        if (constants is not null)
        {
            options.AddArray("ClassWeights", constants);
        }

        if (isClassFirst)
        {
            options.Add("Layout", "ClassLayout.ClassFirst");
        }

        List<Parameter> inputs = [new(DeclarationText.Read(element, form), "logits", DeclarationText.Tensor("c.Logits", form)), Targets(c, element, form)];
        if (hasParameter)
        {
            inputs.Add(new Parameter($"ReadOnlySpan<{element}>", "weights", "c.Weights"));
        }

        if (isClassFirst)
        {
            inputs.Add(new Parameter("int", "spatialSize", "c.SpatialSize"));
        }

        return new KernelDeclaration(variant, DeclarationText.Of(element, c.Reduction, form, $"CrossEntropy({options})", inputs));
    }

    private static Parameter Targets(ConformanceCase c, string element, LossForm form) => c.Indices is not null
        ? new Parameter(DeclarationText.Read("long", form), "targets", DeclarationText.Tensor("c.Indices", form))
        : new Parameter(DeclarationText.Read(element, form), "targets", DeclarationText.Tensor("c.Probabilities", form));
}
