using System.Globalization;

namespace CeGen.Generator.Tests.Harness;

/// <summary>A kernel to be generated for a test: a line of source, and a way to call all that comes of it.</summary>
internal sealed record Kernel(string Name, string Element, int Classes, Reduction Reduction, double LabelSmoothing = 0, long IgnoreIndex = -100)
{
    public string Declaration
    {
        get
        {
            string smoothing = LabelSmoothing.ToString("R", CultureInfo.InvariantCulture);
            (string result, string losses) = Reduction == Reduction.None ? ("void", $", Span<{Element}> losses") : (Element, "");
            return $"""
                    [CrossEntropy(Classes = {Classes}, Reduction = Reduction.{Reduction}, LabelSmoothing = {smoothing}, IgnoreIndex = {IgnoreIndex})]
                    public static partial {result} {Name}(ReadOnlySpan<{Element}> logits, ReadOnlySpan<long> targets{losses});
                """;
        }
    }

    public static string Source(IEnumerable<Kernel> kernels) => $$"""
        using System;
        using CeGen;

        public static partial class Losses
        {
        {{string.Join("\n", kernels.Select(k => k.Declaration))}}
        }
        """;

    /// <summary>Calls forward, the fused overload and the backward method, and checks that they agree to the bit.</summary>
    /// <returns>The losses (one if reduced), and the gradient for the upstream gradients.</returns>
    public (T[] Losses, T[] Gradient) Run<T>(LoadedAssembly assembly, T[] logits, long[] targets, T[] upstream)
        where T : struct
    {
        var fusedGradient = new T[logits.Length];
        var gradient = new T[logits.Length];
        T[] losses;
        T[] fusedLosses;
        T[] ones;
        if (Reduction == Reduction.None)
        {
            losses = new T[targets.Length];
            fusedLosses = new T[targets.Length];
            ones = [.. targets.Select(_ => (T)Convert.ChangeType(1, typeof(T), CultureInfo.InvariantCulture))];
            assembly.Method<ForwardNone<T, long>>(Name)(logits, targets, losses);
            assembly.Method<FusedNone<T, long>>(Name)(logits, targets, fusedLosses, fusedGradient);
            BackwardNone<T, long> backward = assembly.Method<BackwardNone<T, long>>(Name + "Backward");
            backward(logits, targets, ones, gradient);
            Assert.Equal(fusedGradient, gradient);
            backward(logits, targets, upstream, gradient);
        }
        else
        {
            losses = [assembly.Method<Forward<T, long>>(Name)(logits, targets)];
            fusedLosses = [assembly.Method<Fused<T, long>>(Name)(logits, targets, fusedGradient)];
            ones = [(T)Convert.ChangeType(1, typeof(T), CultureInfo.InvariantCulture)];
            Backward<T, long> backward = assembly.Method<Backward<T, long>>(Name + "Backward");
            backward(logits, targets, ones[0], gradient);
            Assert.Equal(fusedGradient, gradient);
            backward(logits, targets, upstream[0], gradient);
        }

        Assert.Equal(losses, fusedLosses);
        return (losses, gradient);
    }
}
