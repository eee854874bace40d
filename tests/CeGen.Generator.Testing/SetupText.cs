using CeGen.Testing;

namespace CeGen.Generator.Testing;

/// <summary>Writes the class around the loss of a setup: the declaration, and a method for each way to call what comes of it.</summary>
public static class SetupText
{
    /// <summary>The attribute and the method, as a user would write them.</summary>
    public static string Declaration(LossSetup setup) => $"[{Attribute(setup)}]\n    public static partial {Result(setup)} Loss({Typed(Forward(setup))});";

    internal static string Source(LossSetup setup)
    {
        Parameter[] inputs = [.. Inputs(setup)], forward = [.. Forward(setup)];
        Parameter gradient = new(Memory(setup, "", setup.Element), "gradient", Tensor(setup, "c.Gradient"));
        Parameter upstream = setup.Reduction == Reduction.None
            ? new(Memory(setup, "ReadOnly", setup.Element), "upstream", Tensor(setup, "c.Upstream"))
            : new(setup.Element, "upstream", "c.Upstream[0]");
        return $$"""
            using System;
            using System.Numerics.Tensors;
            using CeGen;
            using CeGen.Testing;

            public static partial class Kernel
            {
                {{Declaration(setup)}}

                public static {{setup.Element}} Forward(SpanCall<{{setup.Element}}> c) {{Body(setup, $"Loss({Named(forward)})")}}

                public static {{setup.Element}} Fused(SpanCall<{{setup.Element}}> c) {{Body(setup, $"Loss({Named([.. forward, gradient])})")}}

                public static {{setup.Element}} Backward(SpanCall<{{setup.Element}}> c) { LossBackward({{Named([.. inputs, upstream, gradient])}}); return 0; }
            }

            """;
    }

    private static string Attribute(LossSetup setup)
    {
        Options options = new Options()
            .Add(setup.IsBinary ? "Labels" : "Classes", $"{setup.Classes}")
            .Add("Reduction", $"Reduction.{setup.Reduction}")
            .AddUnless(0, "LabelSmoothing", setup.Smoothing)
            .AddUnless(0, "FocalGamma", setup.Gamma)
            .AddUnless(-100, "IgnoreIndex", setup.IgnoreIndex);
        AddWeights(setup.IsBinary ? "LabelWeights" : "ClassWeights", setup.Weights, setup.PassesWeights);
        AddWeights("PositiveWeights", setup.PositiveWeights, setup.PassesPositiveWeights);
        if (setup.Alpha is { } alpha)
        {
            options.AddUnless(double.NaN, "FocalAlpha", alpha);
        }

        if (setup.Form == LogitsForm.Positions)
        {
            options.Add("Layout", "ClassLayout.ClassFirst");
        }

        if (setup.AllIgnored != AllIgnored.NaN)
        {
            options.Add("AllIgnored", $"AllIgnored.{setup.AllIgnored}");
        }

        if (setup.IsParallel)
        {
            options.Add("Parallel", "true");
        }

        return $"{(setup.IsBinary ? "BinaryCrossEntropy" : "CrossEntropy")}({options})";

        void AddWeights(string option, double[]? weights, bool arePassed)
        {
            if (weights is not null && !arePassed)
            {
                options.AddArray(option, weights);
            }
        }
    }

    private static IEnumerable<Parameter> Forward(LossSetup setup)
    {
        foreach (Parameter input in Inputs(setup))
        {
            yield return input;
        }

        if (setup.WritesLosses)
        {
            yield return new(Memory(setup, "", setup.Element), "losses", Tensor(setup, "c.Losses"));
        }

        if (setup.HasLogSumExp)
        {
            yield return new($"Span<{setup.Element}>", "logSumExp", "c.LogSumExp");
        }

        if (setup.HasPredictions)
        {
            yield return new("Span<int>", "predictions", "c.Predictions");
        }
    }

    private static IEnumerable<Parameter> Inputs(LossSetup setup)
    {
        yield return new(Memory(setup, "ReadOnly", setup.Element), "logits", Tensor(setup, "c.Logits"));
        yield return setup.HasIndices
            ? new(Memory(setup, "ReadOnly", setup.Targets), "targets", $"{Tensor(setup, "c.Indices")}As<{setup.Targets}>()")
            : new(Memory(setup, "ReadOnly", setup.Element), "targets", Tensor(setup, "c.Probabilities"));
        if (setup.PassesWeights)
        {
            yield return new($"ReadOnlySpan<{setup.Element}>", setup.IsBinary ? "labelWeights" : "weights", "c.Weights");
        }

        if (setup.PassesPositiveWeights)
        {
            yield return new($"ReadOnlySpan<{setup.Element}>", "positiveWeights", "c.PositiveWeights");
        }

        if (setup.Form == LogitsForm.Positions)
        {
            yield return new("int", "spatialSize", "c.SpatialSize");
        }
    }

    private static string Result(LossSetup setup) => setup.Reduction == Reduction.None ? "void" : setup.Element;

    private static string Body(LossSetup setup, string call) => setup.Reduction == Reduction.None ? $"{{ {call}; return 0; }}" : $"=> {call};";

    private static string Memory(LossSetup setup, string kind, string element) => $"{kind}{(setup.Form == LogitsForm.Tensors ? "Tensor" : "")}Span<{element}>";

    private static string Tensor(LossSetup setup, string argument) => setup.Form == LogitsForm.Tensors ? argument + "Tensor" : argument;

    private static string Typed(IEnumerable<Parameter> parameters) => string.Join(", ", parameters.Select(p => $"{p.Type} {p.Name}"));

    private static string Named(IEnumerable<Parameter> parameters) => string.Join(", ", parameters.Select(p => $"{p.Name}: {p.Argument}"));
}
