using System.Globalization;

namespace CeGen.Generator.Tests.Harness;

internal delegate T BinaryForward<T>(
    ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, ReadOnlySpan<T> labelWeights, ReadOnlySpan<T> positiveWeights, Span<T> losses);

internal delegate T BinaryFused<T>(
    ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, ReadOnlySpan<T> labelWeights, ReadOnlySpan<T> positiveWeights, Span<T> losses, Span<T> gradient);

internal delegate void BinaryBackward<T>(
    ReadOnlySpan<T> logits, ReadOnlySpan<T> targets, ReadOnlySpan<T> labelWeights, ReadOnlySpan<T> positiveWeights, ReadOnlySpan<T> upstream, Span<T> gradient);

/// <summary>
/// A binary loss to be generated for a test. All of them are called alike: beside each stand methods with every parameter, which leave out those that
/// it does not have.
/// </summary>
internal sealed record BinaryLoss(
    string Name,
    string Element,
    int Labels,
    Reduction Reduction,
    double Gamma = 0,
    double? Alpha = null,
    double[]? LabelWeights = null,
    double[]? PositiveWeights = null,
    bool PassesLabelWeights = false,
    bool PassesPositiveWeights = false)
{
    /// <summary>What a call gave.</summary>
    public sealed record Outcome<T>(T Reduced, T[] Losses, T[] Gradient);

    public string Attribute
    {
        get
        {
            string alpha = Alpha is { } a ? $", FocalAlpha = {Text(a)}" : "";
            string weights = Constants("LabelWeights", LabelWeights) + Constants("PositiveWeights", PositiveWeights);
            return $"[BinaryCrossEntropy(Labels = {Labels}, Reduction = Reduction.{Reduction}, FocalGamma = {Text(Gamma)}{alpha}{weights})]";
        }
    }

    public static string Source(IEnumerable<BinaryLoss> losses) => $$"""
        using System;
        using CeGen;

        public static partial class Losses
        {
        {{string.Join("\n", losses.Select(l => l.Declaration))}}
        }

        public static class Calls
        {
        {{string.Join("\n", losses.Select(l => l.Calls))}}
        }
        """;

    private string Result => Reduction == Reduction.None ? "void" : Element;

    private string Declaration => $"""
            {Attribute}
            public static partial {Result} {Name}(ReadOnlySpan<{Element}> logits, ReadOnlySpan<{Element}> targets{Weights($"ReadOnlySpan<{Element}> ")}, Span<{Element}> losses);
        """;

    private string Calls
    {
        get
        {
            string inputs = $"ReadOnlySpan<{Element}> logits, ReadOnlySpan<{Element}> targets, ReadOnlySpan<{Element}> labelWeights, ReadOnlySpan<{Element}> positiveWeights";
            string arguments = $"logits, targets{Weights("")}";
            string Body(string call) => Reduction == Reduction.None ? $"{{ {call}; return 0; }}" : $"=> {call};";
            return $"""
                    public static {Element} {Name}({inputs}, Span<{Element}> losses) {Body($"Losses.{Name}({arguments}, losses)")}
                    public static {Element} {Name}({inputs}, Span<{Element}> losses, Span<{Element}> gradient) {Body($"Losses.{Name}({arguments}, losses, gradient)")}
                    public static void {Name}Backward({inputs}, ReadOnlySpan<{Element}> upstream, Span<{Element}> gradient) => Losses.{Name}Backward({arguments}, upstream{(Reduction == Reduction.None ? "" : "[0]")}, gradient);
                """;
        }
    }

    /// <summary>Calls forward, the fused overload and the backward method, with weights where it takes them, and checks that they agree to the bit.</summary>
    /// <returns>The losses, and the gradient for the upstream gradients.</returns>
    public Outcome<T> Run<T>(LoadedAssembly assembly, T[] logits, T[] targets, T[] upstream, T[]? labelWeights = null, T[]? positiveWeights = null)
        where T : struct
    {
        // What is not overwritten shows.
        T[] losses = Poison<T>(logits.Length);
        T[] fusedLosses = Poison<T>(logits.Length);
        T[] fusedGradient = Poison<T>(logits.Length);
        T[] gradient = Poison<T>(logits.Length);
        T reduced = assembly.Method<BinaryForward<T>>(Name, "Calls")(logits, targets, labelWeights, positiveWeights, losses);
        T fused = assembly.Method<BinaryFused<T>>(Name, "Calls")(logits, targets, labelWeights, positiveWeights, fusedLosses, fusedGradient);
        Assert.Equal(reduced, fused);
        Assert.Equal(losses, fusedLosses);

        BinaryBackward<T> backward = assembly.Method<BinaryBackward<T>>(Name + "Backward", "Calls");
        T[] ones = [.. upstream.Select(_ => (T)Convert.ChangeType(1, typeof(T), CultureInfo.InvariantCulture))];
        backward(logits, targets, labelWeights, positiveWeights, ones, gradient);
        Assert.Equal(fusedGradient, gradient);
        backward(logits, targets, labelWeights, positiveWeights, upstream, gradient);
        return new Outcome<T>(reduced, losses, gradient);
    }

    private static T[] Poison<T>(int length) => [.. Enumerable.Repeat((T)Convert.ChangeType(-12345.5, typeof(T), CultureInfo.InvariantCulture), length)];

    private string Weights(string type) => (PassesLabelWeights ? $", {type}labelWeights" : "") + (PassesPositiveWeights ? $", {type}positiveWeights" : "");

    private static string Constants(string name, double[]? weights) =>
        weights is null ? "" : $", {name} = new double[] {{ {string.Join(", ", weights.Select(Text))} }}";

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
