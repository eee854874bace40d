using System.Numerics.Tensors;

namespace QuickStart;

/// <summary>A fully connected layer: outputs = inputs · weights + bias, for batches of rows.</summary>
/// <remarks>
/// The weights of one input lie side by side, so that a product is a sum of scaled rows, and the rows of inputs that are 0 can be left out:
/// about half of the pixels, and of what a ReLU lets through.
/// </remarks>
internal sealed class Layer
{
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly Parameter _weights;
    private readonly Parameter _bias;

    public Layer(int inputs, int outputs, Random random)
    {
        _inputs = inputs;
        _outputs = outputs;
        _weights = new Parameter(inputs * outputs);
        _bias = new Parameter(outputs);

        // He's range for ReLU layers: it keeps the size of the signals from layer to layer.
        float range = MathF.Sqrt(6f / inputs);
        foreach (ref float weight in _weights.Values)
        {
            weight = range * ((2 * random.NextSingle()) - 1);
        }
    }

    public void Forward(ReadOnlySpan<float> inputs, Span<float> outputs)
    {
        for (int row = 0; row * _inputs < inputs.Length; row++)
        {
            ReadOnlySpan<float> x = inputs.Slice(row * _inputs, _inputs);
            Span<float> y = outputs.Slice(row * _outputs, _outputs);
            _bias.Values.CopyTo(y);
            for (int i = 0; i < _inputs; i++)
            {
                if (x[i] != 0)
                {
                    TensorPrimitives.MultiplyAdd(WeightsOf(i, _weights.Values), x[i], y, y);
                }
            }
        }
    }

    /// <summary>Adds to the gradients of the weights and the bias.</summary>
    public void Backward(ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputGradient)
    {
        for (int row = 0; row * _inputs < inputs.Length; row++)
        {
            ReadOnlySpan<float> x = inputs.Slice(row * _inputs, _inputs);
            ReadOnlySpan<float> dy = outputGradient.Slice(row * _outputs, _outputs);
            TensorPrimitives.Add(_bias.Gradient, dy, _bias.Gradient);
            for (int i = 0; i < _inputs; i++)
            {
                if (x[i] != 0)
                {
                    Span<float> gradient = WeightsOf(i, _weights.Gradient);
                    TensorPrimitives.MultiplyAdd(dy, x[i], gradient, gradient);
                }
            }
        }
    }

    /// <summary>The gradient of inputs that come out of a ReLU, before it: 0 wherever it let nothing through.</summary>
    public void BackwardThroughRelu(ReadOnlySpan<float> inputs, ReadOnlySpan<float> outputGradient, Span<float> inputGradient)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            int row = i / _inputs;
            inputGradient[i] = inputs[i] > 0
                ? TensorPrimitives.Dot(WeightsOf(i % _inputs, _weights.Values), outputGradient.Slice(row * _outputs, _outputs))
                : 0;
        }
    }

    public void Step(float learningRate, float momentum)
    {
        _weights.Step(learningRate, momentum);
        _bias.Step(learningRate, momentum);
    }

    private Span<float> WeightsOf(int input, Span<float> values) => values.Slice(input * _outputs, _outputs);
}
