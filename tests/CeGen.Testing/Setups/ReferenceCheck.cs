using System.Numerics;

namespace CeGen.Testing;

/// <summary>Calls a kernel in every way, and holds what it gives beside the reference.</summary>
public static class ReferenceCheck
{
    /// <returns>What is too far off, or <see langword="null"/>.</returns>
    public static string? Complaint<T>(SpanKernel<T> kernel, LossSetup setup, LossInputs inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (setup.AllIgnored == AllIgnored.Throw && inputs.Indices.Length > 0 && inputs.Indices.All(i => i == setup.IgnoreIndex))
        {
            return IsRefused(kernel, setup, inputs) ? null : "all rows are ignored, and nothing is thrown";
        }

        LossExpectation expected = setup.IsBinary ? BinaryReference.Of<T>(setup, inputs) : SetupReference.Of<T>(setup, inputs);
        LossOutcome<T>[] calls = KernelRun.All(kernel, setup, inputs);
        (LossOutcome<T> forward, LossOutcome<T> fused, LossOutcome<T> inPlace, LossOutcome<T> backward) = (calls[0], calls[1], calls[2], calls[3]);
        Bounded[] scaled =
        [
            .. expected.Gradient.Select((g, at) => g.Times<T>(setup.Reduction != Reduction.None ? -1.5 : inputs.Upstream[setup.IsBinary ? at : RowOf(at)])),
        ];
        return Outputs("forward", forward) ?? Outputs("fused", fused) ?? Outputs("in place", inPlace)
            ?? First("fused gradient", expected.Gradient, fused.Gradient)
            ?? First("gradient in place", expected.Gradient, inPlace.Logits)
            ?? First("backward gradient", scaled, backward.Gradient);

        int RowOf(int at) => (at / (setup.Classes * inputs.Positions) * inputs.Positions) + (at % inputs.Positions);

        string? Outputs(string call, LossOutcome<T> actual) =>
            First(call + " reduced", [expected.Reduced], [actual.Reduced])
            ?? (setup.WritesLosses ? First(call + " losses", expected.Losses, actual.Losses) : null)
            ?? (setup.HasLogSumExp ? First(call + " logSumExp", expected.LogSumExp, actual.LogSumExp) : null)
            ?? (setup.HasPredictions && !expected.Predictions.SequenceEqual(actual.Predictions) ? call + " predictions differ" : null);
    }

    private static bool IsRefused<T>(SpanKernel<T> kernel, LossSetup setup, LossInputs inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        try
        {
            KernelRun.All(kernel, setup, inputs);
            return false;
        }
        catch (InvalidOperationException)
        {
            return true;
        }
    }

    private static string? First<T>(string what, Bounded[] expected, T[] actual)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int at = Array.FindIndex(expected.Zip(actual).ToArray(), pair => !pair.First.Admits(double.CreateTruncating(pair.Second)));
        return at < 0 ? null : FormattableString.Invariant($"{what}[{at}]: expected {expected[at].Value:R} ± {expected[at].Tolerance:R}, got {actual[at]:R}");
    }
}
