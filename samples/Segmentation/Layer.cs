using System.Numerics.Tensors;

namespace Segmentation;

/// <summary>
/// A convolution of size 1: each output plane is a weighted sum of the input planes. Inputs are (N, inputs, S), outputs (N, outputs, S), where S is
/// <see cref="Picture.Size"/>.
/// </summary>
internal sealed class Layer(int inputs, int outputs, Random random)
{
    private const int Size = Picture.Size;

    // Glorot's range: signals and gradients keep their size from layer to layer.
    private readonly Parameter _weights = new(inputs * outputs, MathF.Sqrt(6f / (inputs + outputs)), random);
    private readonly Parameter _bias = new(outputs, 0, random);

    public void Forward(ReadOnlySpan<float> x, Span<float> y)
    {
        for (int plane = 0; plane < y.Length / Size; plane++)
        {
            (int sample, int output) = Math.DivRem(plane, outputs);
            Span<float> result = y.Slice(plane * Size, Size);
            result.Fill(_bias.Values[output]);
            for (int input = 0; input < inputs; input++)
            {
                ReadOnlySpan<float> from = x.Slice(((sample * inputs) + input) * Size, Size);
                TensorPrimitives.MultiplyAdd(from, _weights.Values[(output * inputs) + input], result, result);
            }
        }
    }

    /// <summary>Adds to the gradients of weights and bias.</summary>
    public void Backward(ReadOnlySpan<float> x, ReadOnlySpan<float> outputGradient)
    {
        for (int plane = 0; plane < outputGradient.Length / Size; plane++)
        {
            (int sample, int output) = Math.DivRem(plane, outputs);
            ReadOnlySpan<float> upstream = outputGradient.Slice(plane * Size, Size);
            _bias.Gradient[output] += TensorPrimitives.Sum(upstream);
            for (int input = 0; input < inputs; input++)
            {
                ReadOnlySpan<float> from = x.Slice(((sample * inputs) + input) * Size, Size);
                _weights.Gradient[(output * inputs) + input] += TensorPrimitives.Dot(from, upstream);
            }
        }
    }

    /// <summary>The gradient of the inputs.</summary>
    public void BackwardToInputs(ReadOnlySpan<float> outputGradient, Span<float> inputGradient)
    {
        inputGradient.Clear();
        for (int plane = 0; plane < inputGradient.Length / Size; plane++)
        {
            (int sample, int input) = Math.DivRem(plane, inputs);
            Span<float> result = inputGradient.Slice(plane * Size, Size);
            for (int output = 0; output < outputs; output++)
            {
                ReadOnlySpan<float> upstream = outputGradient.Slice(((sample * outputs) + output) * Size, Size);
                TensorPrimitives.MultiplyAdd(upstream, _weights.Values[(output * inputs) + input], result, result);
            }
        }
    }

    public void Step(float learningRate)
    {
        _weights.Step(learningRate);
        _bias.Step(learningRate);
    }
}
