using System.Numerics;
using System.Runtime.InteropServices;

namespace CeGen.Testing;

/// <summary>Every mistake that a call of a setup can have, each where it is found last: at the end of a span.</summary>
public static class WrongCalls
{
    public static IEnumerable<WrongCall<T>> Of<T>(LossSetup setup, LossInputs inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => [.. setup.Form == LogitsForm.Tensors ? Shapes<T>(setup, inputs) : Lengths<T>(setup), .. Values<T>(setup, inputs), .. Overlaps<T>(setup, inputs)];

    private static IEnumerable<WrongCall<T>> Shapes<T>(LossSetup setup, LossInputs inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (inputs.Samples != setup.Classes)
        {
            yield return new("logits of another shape", CallKinds.All, c => c with { Shape = Turned(c.Shape) });
        }

        if (setup.HasIndices || setup.Reduction == Reduction.None)
        {
            yield return new("rows of another shape", setup.HasIndices ? CallKinds.All : CallKinds.Backward, c => c with { RowShape = (nint[])[1, .. c.RowShape] });
        }
    }

    private static IEnumerable<WrongCall<T>> Lengths<T>(LossSetup setup)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        yield return new("logits too short", CallKinds.All, c => c with { Logits = c.Logits[..^1] });
        yield return setup.HasIndices
            ? new("targets too short", CallKinds.All, c => c with { Indices = c.Indices[..^TargetType.Of(setup.Targets).Size] })
            : new("targets too short", CallKinds.All, c => c with { Probabilities = c.Probabilities[..^1] });
        yield return new("gradient too short", CallKinds.WithGradient, c => c with { Gradient = c.Gradient[..^1] });
        if (setup.WritesLosses)
        {
            yield return new("losses too short", CallKinds.WithOutputs, c => c with { Losses = c.Losses[..^1] });
        }

        if (setup.HasLogSumExp)
        {
            yield return new("logSumExp too short", CallKinds.WithOutputs, c => c with { LogSumExp = c.LogSumExp[..^1] });
        }

        if (setup.HasPredictions)
        {
            yield return new("predictions too short", CallKinds.WithOutputs, c => c with { Predictions = c.Predictions[..^1] });
        }

        if (setup.PassesWeights)
        {
            yield return new("no weights", CallKinds.All, c => c with { Weights = default });
        }

        if (setup.PassesPositiveWeights)
        {
            yield return new("no positive weights", CallKinds.All, c => c with { PositiveWeights = default });
        }

        if (setup.Reduction == Reduction.None)
        {
            yield return new("upstream too short", CallKinds.Backward, c => c with { Upstream = c.Upstream[..^1] });
        }

        if (setup.Form == LogitsForm.Positions)
        {
            yield return new("no positions", CallKinds.All, c => c with { SpatialSize = 0 });
            yield return new("positions that do not divide the logits", CallKinds.All, c => c with { SpatialSize = c.Logits.Length + 1 });
        }
    }

    private static IEnumerable<WrongCall<T>> Values<T>(LossSetup setup, LossInputs inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (setup.HasIndices)
        {
            var type = TargetType.Of(setup.Targets);
            foreach (long wrong in new[] { setup.Classes, -1, 127, long.MinValue, long.MaxValue }.Where(v => type.Holds(v) && (v < 0 || v >= setup.Classes) && v != setup.IgnoreIndex).Distinct())
            {
                byte[] targets = new byte[inputs.Indices.Length * type.Size];
                type.Write([.. inputs.Indices[..^1], wrong], targets);
                yield return new($"the last target is {wrong}", CallKinds.All, c => c with { Indices = targets });
            }

            if (setup.AllIgnored == AllIgnored.Throw)
            {
                byte[] targets = new byte[inputs.Indices.Length * type.Size];
                type.Write([.. inputs.Indices.Select(_ => setup.IgnoreIndex)], targets);
                yield return new("all rows are ignored", CallKinds.All, c => c with { Indices = targets });
            }
        }

        double[] outside = [-1, double.NaN, double.PositiveInfinity];
        foreach (double wrong in outside)
        {
            if (setup.PassesWeights)
            {
                yield return new($"the last weight is {wrong}", CallKinds.All, c => c with { Weights = Ending(c.Weights, wrong) });
            }

            if (setup.PassesPositiveWeights)
            {
                yield return new($"the last positive weight is {wrong}", CallKinds.All, c => c with { PositiveWeights = Ending(c.PositiveWeights, wrong) });
            }

            if (setup.IsBinary)
            {
                yield return new($"the last target is {wrong}", CallKinds.All, c => c with { Probabilities = Ending(c.Probabilities, wrong) });
                yield return new($"the last target is {1 + double.Abs(wrong)}", CallKinds.All, c => c with { Probabilities = Ending(c.Probabilities, 1 + double.Abs(wrong)) });
            }
        }
    }

    private static IEnumerable<WrongCall<T>> Overlaps<T>(LossSetup setup, LossInputs inputs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        int length = inputs.Logits.Length, rows = setup.IsBinary ? length : length / setup.Classes;
        T[] shared = [.. inputs.Logits.Select(T.CreateTruncating), T.One];
        yield return Sharing("the gradient is one behind the logits", CallKinds.WithGradient, c => c with { Logits = shared.AsSpan(0, length), Gradient = shared.AsSpan(1) });
        yield return Sharing("the logits are one behind the gradient", CallKinds.WithGradient, c => c with { Logits = shared.AsSpan(1), Gradient = shared.AsSpan(0, length) });
        if (!setup.HasIndices)
        {
            T[] targets = [.. inputs.Probabilities.Select(T.CreateTruncating)];
            yield return new WrongCall<T>("the gradient is where the targets are", CallKinds.WithGradient, c => c with { Probabilities = targets, Gradient = targets }) { Shared = targets };
        }

        if (setup.WritesLosses)
        {
            yield return Sharing("the losses are the last logits", CallKinds.WithOutputs, c => c with { Logits = shared.AsSpan(0, length), Losses = shared.AsSpan(length - rows, rows) });
            yield return new("the losses are in the gradient", CallKinds.Fused, c => c with { Losses = c.Gradient[^rows..] });
        }

        if (setup.HasLogSumExp)
        {
            yield return Sharing("logSumExp are the last logits", CallKinds.WithOutputs, c => c with { Logits = shared.AsSpan(0, length), LogSumExp = shared.AsSpan(length - rows, rows) });
        }

        if (setup.HasLogSumExp && setup.WritesLosses)
        {
            yield return new("logSumExp are the losses", CallKinds.WithOutputs, c => c with { LogSumExp = c.Losses });
        }

        if (setup.HasPredictions)
        {
            yield return Sharing(
                "the predictions are in the logits", CallKinds.WithOutputs, c => c with { Logits = shared.AsSpan(0, length), Predictions = MemoryMarshal.Cast<T, int>(shared.AsSpan())[..rows] });
        }

        WrongCall<T> Sharing(string name, CallKinds kinds, Mistake<T> make) => new(name, kinds, make) { Shared = shared };
    }

    private static T[] Ending<T>(ReadOnlySpan<T> values, double last)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        => [.. values[..^1], T.CreateTruncating(last)];

    private static nint[] Turned(ReadOnlySpan<nint> shape) => [shape[1], shape[0], .. shape[2..]];
}
