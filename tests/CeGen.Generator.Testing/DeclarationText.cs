using CeGen.Testing;

namespace CeGen.Generator.Testing;

/// <summary>Writes the class around a declared loss: the declaration, and a method for each way to call what comes of it.</summary>
internal static class DeclarationText
{
    public static string Of(string element, Reduction reduction, LossForm form, string attribute, IEnumerable<Parameter> inputs)
    {
        bool isNone = reduction == Reduction.None;
        string result = isNone ? "void" : element;
        string assign = isNone ? "" : "c.Losses[0] = ";
        Parameter losses = new(Written(element, form), "losses", Tensor("c.Losses", form));
        Parameter gradient = new(Written(element, form), "gradient", Tensor("c.Gradient", form));
        Parameter upstream = isNone
            ? new Parameter(Read(element, form), "upstream", Tensor("c.Upstream", form))
            : new Parameter(element, "upstream", "c.Upstream[0]");
        Parameter[] read = [.. inputs];
        Parameter[] forward = isNone ? [.. read, losses] : read;
        return $$"""
            using System;
            using System.Numerics.Tensors;
            using CeGen;
            using CeGen.Testing;

            public static partial class Kernel
            {
                [{{attribute}}]
                public static partial {{result}} Loss({{string.Join(", ", forward.Select(p => $"{p.Type} {p.Name}"))}});

                public static void Forward(LossCall<{{element}}> c) => {{assign}}Loss({{Arguments(forward)}});

                public static void Fused(LossCall<{{element}}> c) => {{assign}}Loss({{Arguments([.. forward, gradient])}});

                public static void Backward(LossCall<{{element}}> c) => LossBackward({{Arguments([.. read, upstream, gradient])}});
            }

            """;
    }

    /// <summary>The type of an input.</summary>
    public static string Read(string element, LossForm form) => form == LossForm.Tensor ? $"ReadOnlyTensorSpan<{element}>" : $"ReadOnlySpan<{element}>";

    /// <summary>An argument that is an array, or a tensor over it.</summary>
    public static string Tensor(string array, LossForm form) => form == LossForm.Tensor ? array + "Tensor" : array;

    private static string Written(string element, LossForm form) => form == LossForm.Tensor ? $"TensorSpan<{element}>" : $"Span<{element}>";

    private static string Arguments(IEnumerable<Parameter> parameters) => string.Join(", ", parameters.Select(p => $"{p.Name}: {p.Argument}"));
}
