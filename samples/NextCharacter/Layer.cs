using System.Numerics.Tensors;

namespace NextCharacter;

/// <summary>A fully connected layer: outputs = inputs · weights + bias, for rows of inputs.</summary>
internal sealed class Layer(int inputs, int outputs, Random random)
{
    // Glorot's range: signals and gradients keep their size from layer to layer.
    private readonly Parameter _weights = new(inputs * outputs, MathF.Sqrt(6f / (inputs + outputs)), random);
    private readonly Parameter _bias = new(outputs, 0, random);

    public IEnumerable<Parameter> Parameters => [_weights, _bias];

    public void Forward(ReadOnlySpan<float> x, Span<float> y)
    {
        for (int row = 0; row < x.Length / inputs; row++)
        {
            Span<float> result = y.Slice(row * outputs, outputs);
            _bias.Values.CopyTo(result);
            for (int i = 0; i < inputs; i++)
            {
                TensorPrimitives.MultiplyAdd(_weights.Values.Slice(i * outputs, outputs), x[(row * inputs) + i], result, result);
            }
        }
    }

    /// <summary>Adds to the gradients of weights and bias, and computes that of the inputs.</summary>
    public void Backward(ReadOnlySpan<float> x, ReadOnlySpan<float> outputGradient, Span<float> inputGradient)
    {
        for (int row = 0; row < x.Length / inputs; row++)
        {
            ReadOnlySpan<float> upstream = outputGradient.Slice(row * outputs, outputs);
            TensorPrimitives.Add(_bias.Gradient, upstream, _bias.Gradient);
            for (int i = 0; i < inputs; i++)
            {
                Span<float> gradient = _weights.Gradient.Slice(i * outputs, outputs);
                TensorPrimitives.MultiplyAdd(upstream, x[(row * inputs) + i], gradient, gradient);
                inputGradient[(row * inputs) + i] = TensorPrimitives.Dot(_weights.Values.Slice(i * outputs, outputs), upstream);
            }
        }
    }
}
