using System.Numerics;
using CeGen.Generator.Testing;

namespace CeGen.Conformance.Tests.Semantics;

/// <summary>The same loss of 3 classes (2 labels) from both sides: generated, and dynamic.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal static class Sides<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static IEnumerable<Calls.Indices<T, int>> Mean(AllIgnored allIgnored = AllIgnored.NaN)
    {
        var loss = new CrossEntropyLoss(3, new CrossEntropyOptions { AllIgnored = allIgnored });
        return [Generated<Calls.Indices<T, int>>($"{allIgnored}"), (x, t, g) => loss.ForwardBackward(x, t, g)];
    }

    public static IEnumerable<Calls.Indices<T, byte>> Bytes
    {
        get
        {
            var loss = new CrossEntropyLoss(3);
            return [Generated<Calls.Indices<T, byte>>("Bytes"), (x, t, g) => loss.ForwardBackward(x, t, g)];
        }
    }

    public static IEnumerable<Calls.Weighted<T>> Weighted
    {
        get
        {
            var loss = new CrossEntropyLoss(3);
            return [Generated<Calls.Weighted<T>>("Weighted"), (x, t, w, g) => loss.ForwardBackward(x, t, g, new CrossEntropyExtras<T> { Weights = w })];
        }
    }

    public static IEnumerable<Calls.Single<T>> Single
    {
        get
        {
            var loss = new CrossEntropyLoss(3);
            return [Generated<Calls.Single<T>>("Single"), (x, t, g) => loss.ForwardBackward(x, t, g)];
        }
    }

    public static IEnumerable<Calls.Outputs<T>> Outputs
    {
        get
        {
            var loss = new CrossEntropyLoss(3, new CrossEntropyOptions { Reduction = Reduction.None });
            return
            [
                Generated<Calls.Outputs<T>>("Outputs"),
                (x, t, l, s, p) => loss.Forward(x, t, new CrossEntropyExtras<T> { Losses = l, LogSumExp = s, Predictions = p }),
            ];
        }
    }

    /// <summary>With an ignore index, which goes with class indices alone.</summary>
    public static (Calls.Probabilities<T> Generated, Calls.Probabilities<T> Dynamic) Probabilities
    {
        get
        {
            var loss = new CrossEntropyLoss(3, new CrossEntropyOptions { IgnoreIndex = 1 });
            return (Generated<Calls.Probabilities<T>>("Probabilities"), (x, t, g) => loss.ForwardBackward(x, t, g));
        }
    }

    public static IEnumerable<Calls.Binary<T>> Binary
    {
        get
        {
            var loss = new BinaryCrossEntropyLoss(2);
            return
            [
                Generated<Calls.Binary<T>>("Binary"),
                (x, t, w, p, g) => loss.ForwardBackward(x, t, g, new BinaryWeights<T> { LabelWeights = w, PositiveWeights = p }),
            ];
        }
    }

    public static IEnumerable<Calls.Tensors<T>> Tensors
    {
        get
        {
            var loss = new CrossEntropyLoss(3);
            return [Generated<Calls.Tensors<T>>("Tensors"), (x, t, g) => loss.ForwardBackward(x, t, g)];
        }
    }

    private static TDelegate Generated<TDelegate>(string name)
        where TDelegate : Delegate
        => GeneratedLosses.Assembly.Method<TDelegate>(name, $"Losses_{(typeof(T) == typeof(float) ? "float" : "double")}");
}
