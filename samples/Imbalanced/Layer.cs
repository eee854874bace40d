using System.Numerics.Tensors;

namespace Imbalanced;

/// <summary>A fully connected layer: outputs = inputs · weights + bias, for one row at a time.</summary>
/// <remarks>The weights of an input lie side by side; the bias is what belongs to an input of 1 behind the others.</remarks>
internal sealed class Layer
{
    private readonly int _inputs;
    private readonly int _outputs;

    public Layer(int inputs, int outputs, Random random)
    {
        (_inputs, _outputs) = (inputs, outputs);
        Parameter = new Parameter((inputs + 1) * outputs);

        // He's range for ReLU layers: it keeps the size of the signals from layer to layer.
        float range = MathF.Sqrt(6f / inputs);
        foreach (ref float weight in Parameter.Values[..(inputs * outputs)])
        {
            weight = range * ((2 * random.NextSingle()) - 1);
        }
    }

    public Parameter Parameter { get; }

    public void Forward(ReadOnlySpan<float> x, Span<float> y)
    {
        Of(_inputs, Parameter.Values).CopyTo(y);
        for (int i = 0; i < _inputs; i++)
        {
            TensorPrimitives.MultiplyAdd(Of(i, Parameter.Values), x[i], y, y);
        }
    }

    /// <summary>Adds to the gradient of the parameters, and sets that of the inputs.</summary>
    public void Backward(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx)
    {
        for (int i = 0; i <= _inputs; i++)
        {
            Span<float> gradient = Of(i, Parameter.Gradient);
            TensorPrimitives.MultiplyAdd(dy, i < _inputs ? x[i] : 1, gradient, gradient);
        }

        for (int i = 0; i < dx.Length; i++)
        {
            dx[i] = TensorPrimitives.Dot(Of(i, Parameter.Values), dy);
        }
    }

    private Span<float> Of(int input, Span<float> values) => values.Slice(input * _outputs, _outputs);
}
