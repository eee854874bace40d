using System.Globalization;

namespace CeGen.Generator.Tests.Harness;

/// <summary>The forms in which a loss takes its logits.</summary>
public enum Form
{
    Rows,
    Positions,
    Tensors,
}

/// <summary>Where class weights come from.</summary>
public enum WeightSource
{
    None,
    Attribute,
    Parameter,
}

/// <summary>Calls all that is generated for a declaration, with arrays for what is there.</summary>
/// <param name="logits">The logits; the fused call leaves its gradient there.</param>
/// <param name="targets">Class indices (<see cref="long"/>) or probabilities.</param>
/// <param name="shape">The shape of the logits, (N, C, S) or (N, C).</param>
/// <returns>The reduced loss; 0 with <see cref="Reduction.None"/>.</returns>
internal delegate T RunArrays<T>(T[] logits, Array targets, T[] weights, int[] shape, T[] upstream, T[] losses, T[] logSumExp, int[] predictions, T[] gradient);

/// <summary>A declaration with every option and output, and a method beside it that calls it with arrays.</summary>
internal sealed record OptionKernel(
    string Name,
    string Element,
    int Classes,
    Reduction Reduction,
    double Smoothing,
    double Gamma,
    bool HasProbabilities,
    WeightSource Weights,
    double[] ClassWeights,
    Form Form)
{
    private string Target => HasProbabilities ? Element : "long";

    private string Prefix => Form == Form.Tensors ? "Tensor" : "";

    public override string ToString() => Name;

    public static string Source(IEnumerable<OptionKernel> kernels) => $$"""
        using System;
        using System.Linq;
        using System.Numerics.Tensors;
        using CeGen;

        public static partial class Losses
        {
            private static nint[] Long(int[] shape) => shape.Select(d => (nint)d).ToArray();

            private static nint[] RowShape(int[] shape) => Long(shape).Where((_, axis) => axis != 1).ToArray();

            private static void Same<T>(T[] forward, T[] fused)
            {
                if (!forward.SequenceEqual(fused)) throw new Exception($"forward [{string.Join(", ", forward)}], fused [{string.Join(", ", fused)}]");
            }

        {{string.Join("\n\n", kernels.SelectMany(k => new[] { k.Declaration, k.Caller }))}}
        }
        """;

    private string Declaration
    {
        get
        {
            string weights = Weights == WeightSource.Attribute
                ? $", ClassWeights = new double[] {{ {string.Join(", ", ClassWeights.Select(Number))} }}"
                : "";
            string layout = Form == Form.Positions ? ", Layout = ClassLayout.ClassFirst" : "";
            string result = Reduction == Reduction.None ? "void" : Element;
            string[] parameters =
            [
                $"ReadOnly{Prefix}Span<{Element}> logits",
                $"ReadOnly{Prefix}Span<{Target}> targets",
                .. Weights == WeightSource.Parameter ? [$"ReadOnlySpan<{Element}> weights"] : Array.Empty<string>(),
                .. Form == Form.Positions ? ["int spatialSize"] : Array.Empty<string>(),
                $"{Prefix}Span<{Element}> losses",
                $"Span<{Element}> logSumExp",
                "Span<int> predictions",
            ];
            return $"""
                    [CrossEntropy(Classes = {Classes}, Reduction = Reduction.{Reduction}, LabelSmoothing = {Number(Smoothing)}, FocalGamma = {Number(Gamma)}{weights}{layout})]
                    public static partial {result} {Name}({string.Join(", ", parameters)});
                """;
        }
    }

    private string Caller
    {
        get
        {
            string inputs = "x, t" + (Weights == WeightSource.Parameter ? ", weights" : "") + (Form == Form.Positions ? ", shape[2]" : "");
            string upstream = Reduction != Reduction.None ? "upstream[0]" : Memory("ReadOnly", Element, "upstream", "RowShape(shape)");
            string losses = Memory("", Element, "losses", "RowShape(shape)");
            string zero = Reduction == Reduction.None ? "0; " : "";
            return $$"""
                    public static {{Element}} Run{{Name}}({{Element}}[] logits, Array targets, {{Element}}[] weights, int[] shape, {{Element}}[] upstream, {{Element}}[] losses, {{Element}}[] logSumExp, int[] predictions, {{Element}}[] gradient)
                    {
                        var x = {{Memory("", Element, "logits", "Long(shape)")}};
                        var t = {{Memory("ReadOnly", Target, $"(({Target}[])targets)", HasProbabilities ? "Long(shape)" : "RowShape(shape)")}};
                        {{Element}} forward = {{zero}}{{Name}}({{inputs}}, {{losses}}, logSumExp, predictions);
                        {{Name}}Backward({{inputs}}, {{upstream}}, {{Memory("", Element, "gradient", "Long(shape)")}});
                        var forwardLosses = losses.ToArray();
                        var forwardSums = logSumExp.ToArray();
                        var forwardPredictions = predictions.ToArray();
                        {{Element}} fused = {{zero}}{{Name}}({{inputs}}, {{losses}}, logSumExp, predictions, x);
                        Same([forward], [fused]);
                        Same(forwardLosses, losses);
                        Same(forwardSums, logSumExp);
                        Same(forwardPredictions, predictions);
                        return forward;
                    }
                """;
        }
    }

    private string Memory(string kind, string element, string array, string shape) =>
        Form == Form.Tensors ? $"new {kind}TensorSpan<{element}>({array}, {shape})" : $"new {kind}Span<{element}>({array})";

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
