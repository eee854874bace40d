using System.Numerics;
using System.Numerics.Tensors;

namespace CustomTraining;

/// <summary>outputs = inputs · weights + bias. The weights of an input lie side by side.</summary>
internal sealed class Linear<T> : ILayer<T>
    where T : struct, IFloatingPointIeee754<T>
{
    private readonly int _inputWidth;
    private readonly int _outputWidth;
    private readonly Parameter<T> _weights;
    private readonly Parameter<T> _bias;
    private T[] _inputs = [];

    public Linear(int inputWidth, int outputWidth, Random random)
    {
        (_inputWidth, _outputWidth) = (inputWidth, outputWidth);
        _weights = new Parameter<T>(inputWidth * outputWidth);
        _bias = new Parameter<T>(outputWidth);
        double range = Math.Sqrt(3.0 / inputWidth);
        foreach (ref T weight in _weights.Values.AsSpan())
        {
            weight = T.CreateChecked(range * ((2 * random.NextDouble()) - 1));
        }
    }

    public IEnumerable<Parameter<T>> Parameters => [_weights, _bias];

    public T[] Forward(T[] inputs)
    {
        _inputs = inputs;
        T[] outputs = new T[inputs.Length / _inputWidth * _outputWidth];
        for (int row = 0; row * _inputWidth < inputs.Length; row++)
        {
            Span<T> y = outputs.AsSpan(row * _outputWidth, _outputWidth);
            _bias.Values.CopyTo(y);
            for (int i = 0; i < _inputWidth; i++)
            {
                TensorPrimitives.MultiplyAdd(Of(i, _weights.Values), inputs[(row * _inputWidth) + i], y, y);
            }
        }

        return outputs;
    }

    public T[] Backward(T[] outputGradient)
    {
        T[] inputGradient = new T[_inputs.Length];
        for (int row = 0; row * _inputWidth < _inputs.Length; row++)
        {
            ReadOnlySpan<T> dy = outputGradient.AsSpan(row * _outputWidth, _outputWidth);
            TensorPrimitives.Add(_bias.Gradient, dy, _bias.Gradient);
            for (int i = 0; i < _inputWidth; i++)
            {
                int place = (row * _inputWidth) + i;
                Span<T> gradient = Of(i, _weights.Gradient);
                TensorPrimitives.MultiplyAdd(dy, _inputs[place], gradient, gradient);
                inputGradient[place] = TensorPrimitives.Dot(Of(i, _weights.Values), dy);
            }
        }

        return inputGradient;
    }

    private Span<T> Of(int input, T[] values) => values.AsSpan(input * _outputWidth, _outputWidth);
}
