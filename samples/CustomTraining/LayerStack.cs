using System.Numerics;

namespace CustomTraining;

/// <summary>Layers in a row, from pixels to logits.</summary>
internal sealed class LayerStack<T>
    where T : struct, IFloatingPointIeee754<T>
{
    private readonly ILayer<T>[] _layers;

    public LayerStack(int hiddenUnits, int seed)
    {
        Random random = new(seed);
        _layers =
        [
            new Linear<T>(Digits.PixelCount, hiddenUnits, random),
            new LayerNorm<T>(hiddenUnits),
            new Gelu<T>(),
            new Linear<T>(hiddenUnits, Digits.ClassCount, random),
        ];
        Parameters = [.. _layers.SelectMany(layer => layer.Parameters)];
    }

    public IReadOnlyList<Parameter<T>> Parameters { get; }

    public T[] Forward(T[] inputs) => _layers.Aggregate(inputs, (values, layer) => layer.Forward(values));

    /// <returns>The gradient of the inputs of the last <see cref="Forward"/>.</returns>
    public T[] Backward(T[] logitsGradient) => _layers.Reverse().Aggregate(logitsGradient, (gradient, layer) => layer.Backward(gradient));

    /// <summary>The gradients of all parameters, one behind the other; they are cleared.</summary>
    public T[] TakeGradient()
    {
        T[] gradient = [.. Parameters.SelectMany(parameter => parameter.Gradient)];
        foreach (Parameter<T> parameter in Parameters)
        {
            Array.Clear(parameter.Gradient);
        }

        return gradient;
    }
}
